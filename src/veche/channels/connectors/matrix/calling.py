"""Calling: the client-server API with a token, and what goes wrong with it in the user's words."""

import hashlib
import json
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from veche.channels.rules.statuses import failure_of
from veche.channels.terms.live import Access
from veche.kit.terms import N_, Reason, Refusal, Trouble
from veche.kit.text import clean_name

if TYPE_CHECKING:
    import httpx

    from veche.kit.web import Web

CLIENT, MEDIA = "/_matrix/client/v3", "/_matrix/media/v3"
BAD_ADDRESS = N_("The address of a homeserver begins with https://.")
NO_TOKEN = N_("The homeserver does not accept the token: log in with the bot's account and copy a new one.")
FORBIDDEN = N_("The bot's account may not do this here: {said}")
NOT_FOUND = N_("The homeserver does not find it: {said}")
NO_MATRIX = N_("No homeserver of Matrix answers at this address.")
_WORDS = {
    "M_UNKNOWN_TOKEN": NO_TOKEN, "M_MISSING_TOKEN": NO_TOKEN, "M_USER_DEACTIVATED": NO_TOKEN,
    "M_FORBIDDEN": FORBIDDEN, "M_NOT_FOUND": NOT_FOUND,
}  # fmt: skip


class Missing(Refusal):
    """What was asked for is not there."""


class Matrix:
    """The API of one homeserver; every call of it may be repeated."""

    def __init__(self, access: Access) -> None:
        if access.web is None:
            raise Trouble("there is no way out")
        self.web: Web = access.web
        self.address = access.settings.get("homeserver", "").strip().rstrip("/")
        place = urlsplit(self.address)
        if place.scheme not in ("https", "http") or not place.hostname:
            raise Refusal(Reason(BAD_ADDRESS, field="homeserver"))
        self.headers = {"authorization": f"Bearer {access.settings.get('token', '').strip()}"}

    def ask(
        self, method: str, path: str, body: Any = None, *, query: Mapping[str, str] | None = None,
        wait: float = 0.0,
    ) -> dict[str, Any]:  # fmt: skip
        """Answer what a call gives; `wait` is how long it asks the server to wait for news, in seconds."""
        options: dict[str, Any] = {"params": dict(query or {})}
        if body is not None:
            options["content"] = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
        if wait:
            options["timeout"] = self.web.patience + wait
        return self._answered(method, f"{CLIENT}{path}", {"content-type": "application/json"}, options)

    def upload(self, name: str, media_type: str, content: bytes) -> str:
        """Hand a file over and answer its address within Matrix; nobody sees it yet."""
        options = {"content": content, "params": {"filename": name}}
        told = self._answered("POST", f"{MEDIA}/upload", {"content-type": media_type}, options)
        return str(told.get("content_uri", ""))

    def find(self, path: str) -> dict[str, Any]:
        """Answer what a call gives, nothing where the server does not have it or does not show it."""
        try:
            return self.ask("GET", path)
        except Missing:
            return {}

    def _answered(
        self, method: str, path: str, headers: Mapping[str, str], options: Mapping[str, Any]
    ) -> dict[str, Any]:
        with self.web.client(headers={**self.headers, **headers}) as client:
            answer = client.request(method, self.address + path, **options)
        told = _told(answer)
        if failure := _failure(answer, told):
            raise failure
        return told


def _told(answer: "httpx.Response") -> dict[str, Any]:
    try:
        told = json.loads(answer.content or b"{}")
    except (ValueError, RecursionError):
        told = None
    if type(told) is dict:
        return told
    if answer.status_code < 400:
        raise Refusal(Reason(NO_MATRIX, field="homeserver"))
    return {}


def _failure(answer: "httpx.Response", told: Mapping[str, Any]) -> Exception | None:
    code, said = str(told.get("errcode", "")), clean_name(str(told.get("error", "")))
    wait = told.get("retry_after_ms")
    if answer.status_code == 429 and type(wait) is int and not answer.headers.get("retry-after"):
        return Trouble("the homeserver asks to wait", min(max(wait / 1000, 0.0), 3600.0))
    if 300 < answer.status_code < 500 and code in _WORDS:
        is_missing = code in ("M_NOT_FOUND", "M_FORBIDDEN")
        return (Missing if is_missing else Refusal)(Reason(_WORDS[code], values={"said": said}))
    retry_after = answer.headers.get("retry-after", "")
    return failure_of(answer.status_code, said, retry_after=retry_after, now=time.time())


def part(text: str) -> str:
    """Answer a text as one part of a path."""
    return quote(text, safe="")


def number_of(key: str) -> str:
    """Answer the number of a transaction: the same for the same thing, and telling nothing."""
    return hashlib.blake2b(key.encode(), digest_size=16).hexdigest()
