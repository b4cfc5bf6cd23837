"""Calling: a forum's API, and what goes wrong with it in the user's words."""

from collections.abc import Mapping
from typing import Any

import orjson

from veche.channels.terms.addresses import whole_address
from veche.channels.terms.live import Access, Doubtful
from veche.kit.terms import N_, Reason, Refusal, Trouble
from veche.kit.text import clean_name
from veche.kit.web import BrokenOff, Web

REFUSED = N_("Discourse refuses it: {error}")
NO_KEY = N_("The forum does not accept the API key, or the key may not do this.")
GONE = N_("The topic, message or account is no longer there, or the key's user does not see it.")


class Discourse:
    """The API of one forum with a key that speaks as one user."""

    def __init__(self, access: Access) -> None:
        if access.web is None:
            raise Trouble("there is no door to the outside")
        self.web: Web = access.web
        self.address = whole_address(access.settings.get("address", ""))
        self.headers = {
            "Api-Key": access.settings.get("key", "").strip(),
            "Api-Username": access.settings.get("user", "").strip() or "system",
        }

    def ask(self, path: str, **query: Any) -> Any:
        """Answer a question."""
        return self._call("GET", path, params={k: v for k, v in query.items() if v})

    def do(self, method: str, path: str, told: Mapping[str, Any] | None = None, **files: Any) -> Any:
        """Do what may be done twice."""
        if files:
            return self._call(method, path, data=told, files=files)
        return self._call(method, path, json=told)

    def say(self, told: Mapping[str, Any]) -> dict[str, Any]:
        """Post something; a line that broke leaves open whether it was said."""
        try:
            found = self._call("POST", "/posts.json", json=told, is_said=True)
        except BrokenOff as error:
            raise Doubtful(str(error)) from error
        return found if type(found) is dict else {}

    def _call(self, method: str, path: str, *, is_said: bool = False, **content: Any) -> Any:
        with self.web.client() as client:
            answer = client.request(method, self.address + path, headers=self.headers, **content)
        status = answer.status_code
        try:
            told = orjson.loads(answer.content) if answer.content.strip() else {}
        except orjson.JSONDecodeError:
            told = None
        if status == 429:
            raise Trouble("Discourse asks to wait", _seconds(told, answer.headers.get("retry-after", "")))
        if status >= 500:
            is_unsure = is_said and status != 503
            raise (BrokenOff if is_unsure else Trouble)(f"Discourse failed: {status}")
        if status >= 400:
            raise Refusal(
                Reason(_word(status), values={"error": _said(told) or str(status), "status": status})
            )
        if told is None:
            raise BrokenOff(f"the answer cannot be read: {status}")
        return told


def _word(status: int) -> str:
    return NO_KEY if status in (401, 403) else GONE if status in (404, 410) else REFUSED


def _said(told: Any) -> str:
    errors = told.get("errors") if type(told) is dict else None
    return clean_name("; ".join(str(one) for one in errors[:5]), 300) if type(errors) is list else ""


def _seconds(told: Any, header: str) -> float:
    extras = told.get("extras") if type(told) is dict else None
    found = extras.get("wait_seconds") if type(extras) is dict else None
    if isinstance(found, int | float) and 0 <= found < 86_400:
        return float(found)
    return float(header) if header.isdecimal() and len(header) < 6 else 30.0
