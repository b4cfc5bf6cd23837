"""Calling: an instance's API, and what goes wrong with it in the user's words."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import orjson

from veche.channels.terms.addresses import whole_address
from veche.channels.terms.live import Access, Doubtful
from veche.kit.terms import N_, Reason, Refusal, Trouble
from veche.kit.text import clean_name
from veche.kit.time import moment, now
from veche.kit.web import BrokenOff, Web

REFUSED = N_("Mastodon refuses it: {error}")
_WORDS = {
    401: N_("Mastodon does not accept the token: make a new application and paste its token here."),
    403: N_("The token does not allow it: the application lacks a scope, or the account may not do it."),
    404: N_("The post or the account is no longer there."),
    410: N_("The post or the account is no longer there."),
}


class Instance:
    """The API of one instance with an account's token."""

    def __init__(self, access: Access) -> None:
        if access.web is None:
            raise Trouble("there is no door to the outside")
        self.web: Web = access.web
        self.address = whole_address(access.settings.get("address", ""))
        self.token = access.settings.get("token", "").strip()

    def ask(self, path: str, **query: Any) -> Any:
        """Answer a question."""
        return self._call("GET", path, params={k: v for k, v in query.items() if v})

    def listed(self, path: str, **query: Any) -> list[dict[str, Any]]:
        """Answer the objects of a list that have a number."""
        found = self.ask(path, **query)
        items = found if type(found) is list else []
        return [one for one in items if type(one) is dict and type(one.get("id")) is str]

    def put(self, name: str, content: bytes, media_type: str) -> str:
        """Hand a file over; nobody sees it before a post that shows it. Answers its number."""
        told = self._call("POST", "/api/v2/media", files={"file": (name, content, media_type)})
        return str(told.get("id") or "")

    def say(self, told: Mapping[str, Any], key: str) -> dict[str, Any]:
        """Post under a key that Mastodon takes once, so that a broken line is tried once more."""
        try:
            return self._said(told, key)
        except BrokenOff:
            try:
                return self._said(told, key)
            except (BrokenOff, Trouble) as error:
                raise Doubtful(str(error)) from error

    def _said(self, told: Mapping[str, Any], key: str) -> dict[str, Any]:
        found = self._call(
            "POST", "/api/v1/statuses", json=told, headers={"Idempotency-Key": key}, is_said=True
        )
        return found if type(found) is dict else {}

    def _call(
        self, method: str, path: str, *, is_said: bool = False, headers: Mapping[str, str] | None = None,
        **content: Any,
    ) -> Any:  # fmt: skip
        headers = {"Authorization": f"Bearer {self.token}", **(headers or {})}
        with self.web.client() as client:
            answer = client.request(method, self.address + path, headers=headers, **content)
        status = answer.status_code
        if status == 429:
            raise Trouble("Mastodon asks to wait", _seconds(answer.headers))
        if status >= 500:
            is_unsure = is_said and status != 503
            raise (BrokenOff if is_unsure else Trouble)(f"Mastodon failed: {status}")
        try:
            told = orjson.loads(answer.content)
        except orjson.JSONDecodeError as error:
            raise BrokenOff(f"the answer cannot be read: {status}") from error
        if status >= 400:
            said = clean_name(str(told.get("error") if type(told) is dict else "") or str(status), 200)
            raise Refusal(Reason(_WORDS.get(status, REFUSED), values={"error": said, "status": status}))
        return told


def _seconds(headers: Mapping[str, str]) -> float:
    """Answer how long to wait: Mastodon names the moment at which it listens again."""
    after, reset = headers.get("retry-after", ""), headers.get("x-ratelimit-reset", "")
    if after.isdecimal() and len(after) < 6:
        return float(after)
    try:
        return min(max((moment(datetime.fromisoformat(reset)) - now()) / 1000, 1.0), 3600.0)
    except ValueError:
        return 60.0
