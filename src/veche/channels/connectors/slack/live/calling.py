"""Calling: the methods of Slack's web API, and what goes wrong with them in the user's words.

Errors: <https://docs.slack.dev/apis/web-api/#errors> and under each method.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import orjson

from veche.channels.terms.live import Access, Doubtful
from veche.kit.terms import N_, Reason, Refusal, Trouble
from veche.kit.text import clean_name
from veche.kit.web import BrokenOff, Web

ADDRESS = "https://slack.com/api"
PAGE = 200
MOST_PAGES = 500
REFUSED = N_("Slack refuses it: {error}")
_NO_TOKEN = N_("Slack does not accept the token: make a new one in the app's settings and paste it here.")
_NO_ROOM = N_("Slack knows no such channel, or the app has not been invited into it: /invite it there.")
_NO_SCOPE = N_("The app may not do this: add the scope {needed} in its settings and install it anew.")
_NOT_OURS = N_("The app may delete its own messages only: an administrator's user token deletes others.")
_WORDS = {
    **dict.fromkeys(
        ("invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive",
         "not_allowed_token_type", "no_permission"),
        _NO_TOKEN,
    ),
    **dict.fromkeys(("channel_not_found", "not_in_channel"), _NO_ROOM),
    "missing_scope": _NO_SCOPE,
    "cant_delete_message": _NOT_OURS,
    "message_not_found": N_("The message is no longer there."),
    "is_archived": N_("The channel is archived: nobody can write there."),
    "restricted_action": N_("The workspace does not let everybody write into this channel."),
    "msg_too_long": N_("The message is too long."),
    "no_text": N_("The message is empty."),
    "user_not_found": N_("Slack knows no such person."),
    "cannot_dm_bot": N_("A bot cannot be written to."),
    "user_disabled": N_("The account is closed."),
}  # fmt: skip
# Nothing was done, and it may be asked again.
_LATER = frozenset(
    ("ratelimited", "rate_limited", "service_unavailable", "request_timeout", "team_added_to_org")
)
# Something may have been done before it failed.
_UNSURE = frozenset(("fatal_error", "internal_error"))


class Slack:
    """The web API with a token; questions may be asked again, words are said once."""

    def __init__(self, access: Access, key: str = "token") -> None:
        if access.web is None:
            raise Trouble("there is no door to the outside")
        self.web: Web = access.web
        self.address = (access.settings.get("api") or ADDRESS).rstrip("/")
        self.token = access.settings.get(key, "").strip()
        self.headers: Mapping[str, str] = {}

    def ask(self, method: str, **values: Any) -> dict[str, Any]:
        """Answer a question; raises `Trouble` and `Refusal`."""
        return self._answered(method, values)

    def say(self, method: str, **values: Any) -> dict[str, Any]:
        """Say something that must not be said twice; raises `Doubtful` too."""
        try:
            return self._answered(method, values, is_said=True)
        except BrokenOff as error:
            raise Doubtful(str(error)) from error

    def pages(self, method: str, key: str, page: str = "", **values: Any) -> Iterator[tuple[list[Any], str]]:
        """Answer page by page what a method lists under a key, each with the cursor of the next."""
        for _ in range(MOST_PAGES):
            answer = self.ask(method, limit=PAGE, **({"cursor": page} if page else {}), **values)
            found = answer.get(key)
            page = str((answer.get("response_metadata") or {}).get("next_cursor") or "")
            yield (found if type(found) is list else []), page
            if not page:
                return

    def put(self, address: str, content: bytes) -> None:
        """Hand a file over at the address that Slack named; nobody sees it yet."""
        with self.web.client() as client:
            answer = client.post(address, content=content)
        if answer.status_code != 200:
            raise Trouble(f"Slack did not take a file: {answer.status_code}")

    def _answered(self, method: str, values: Mapping[str, Any], *, is_said: bool = False) -> dict[str, Any]:
        plain = {key: _plain(value) for key, value in values.items() if value is not None}
        with self.web.client() as client:
            answer = client.post(
                f"{self.address}/{method}", data=plain, headers={"Authorization": f"Bearer {self.token}"}
            )
        self.headers = answer.headers
        if answer.status_code == 429:
            raise Trouble("Slack asks to wait", _seconds(answer.headers.get("retry-after")))
        if answer.status_code >= 500:
            is_unsure = is_said and answer.status_code != 503
            raise (BrokenOff if is_unsure else Trouble)(f"Slack failed: {answer.status_code}")
        try:
            told = orjson.loads(answer.content)
        except orjson.JSONDecodeError as error:
            raise BrokenOff(f"Slack's answer cannot be read: {answer.status_code}") from error
        if type(told) is not dict or told.get("ok") is not True:
            raise _failure(told if type(told) is dict else {}, is_said=is_said)
        return told


def _plain(value: Any) -> str:
    if type(value) is bool:
        return "true" if value else "false"
    return value if type(value) is str else orjson.dumps(value).decode()


def _failure(told: Mapping[str, Any], *, is_said: bool) -> Exception:
    error = clean_name(str(told.get("error") or "unknown"), 80)
    if error in _LATER:
        return Trouble(f"Slack asks to try later: {error}")
    if error in _UNSURE:
        return (BrokenOff if is_said else Trouble)(f"Slack failed: {error}")
    needed = clean_name(str(told.get("needed") or ""), 200)
    return Refusal(Reason(_WORDS.get(error, REFUSED), values={"error": error, "needed": needed}))


def _seconds(text: str | None) -> float:
    return float(min(int(text), 86_400)) if text and text.isdecimal() and len(text) < 9 else 30.0
