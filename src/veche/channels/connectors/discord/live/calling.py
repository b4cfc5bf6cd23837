"""Calling: Discord's REST interface, and what goes wrong with it in the user's words.

Errors: <https://discord.com/developers/docs/topics/opcodes-and-status-codes#json>.
"""

from collections.abc import Mapping
from typing import Any

import orjson

from veche.channels.connectors.discord.values import dict_of, dicts_of, text_of
from veche.channels.terms.live import Access, Attachment, Doubtful
from veche.kit.terms import N_, Reason, Refusal, Trouble
from veche.kit.text import clean_name
from veche.kit.web import BrokenOff, Web

ADDRESS = "https://discord.com/api/v10"
UNKNOWN_CHANNEL, UNKNOWN_MESSAGE, UNKNOWN_MEMBER, UNKNOWN_BAN = 10003, 10008, 10007, 10026
MISSING_ACCESS = 50001
REFUSED = N_("Discord refuses it: {error}")
NO_TOKEN = N_(
    "Discord does not accept the token: reset it under Bot in the developer portal and paste it here."
)
_WORDS = {
    UNKNOWN_CHANNEL: N_("Discord knows no such channel."),
    UNKNOWN_MESSAGE: N_("The message is no longer there."),
    UNKNOWN_MEMBER: N_("The person is no longer on the server."),
    10013: N_("Discord knows no such person."),
    40007: N_("The person is banned from this server."),
    50001: N_("The bot does not see this channel: give its role the permission View Channel there."),
    50007: N_("The person does not take direct messages from this bot."),
    50013: N_("The bot may not do this: give its role the permission, and a place above the person's role."),
    50035: N_("Discord does not take it as it is written: {error}"),
    50083: N_("The thread is archived."),
    160004: N_("A thread exists for this message already."),
}
_AGENT = "DiscordBot (https://github.com/veche, 1)"


class Discord:
    """The REST interface with a bot's token; questions may be asked again, words are said once."""

    def __init__(self, access: Access) -> None:
        if access.web is None:
            raise Trouble("there is no door to the outside")
        self.web: Web = access.web
        self.address = (access.settings.get("api") or ADDRESS).rstrip("/")
        self.token = access.settings.get("token", "").strip()

    def ask(self, path: str, **query: Any) -> Any:
        """Answer a question."""
        return self._call("GET", path, params={k: v for k, v in query.items() if v is not None})

    def do(self, method: str, path: str, told: Mapping[str, Any] | None = None) -> Any:
        """Do what may be done twice."""
        return self._call(method, path, json=told)

    def say(self, path: str, told: Mapping[str, Any], files: tuple[Attachment, ...] = ()) -> dict[str, Any]:
        """Say something that carries a nonce: Discord says it once, so a broken line is tried once more."""
        try:
            return self._said(path, told, files)
        except BrokenOff:
            try:
                return self._said(path, told, files)
            except BrokenOff as error:
                raise Doubtful(str(error)) from error
            except Trouble as error:
                raise Doubtful(str(error)) from error

    def listed(self, path: str, **query: Any) -> list[dict[str, Any]]:
        """Answer the objects of a list."""
        return dicts_of(self.ask(path, **query))

    def _said(self, path: str, told: Mapping[str, Any], files: tuple[Attachment, ...]) -> dict[str, Any]:
        if not files:
            return dict_of(self._call("POST", path, json=told, is_said=True))
        parts = {f"files[{n}]": (one.name, one.content, one.media_type) for n, one in enumerate(files)}
        form = {"payload_json": orjson.dumps(told).decode()}
        return dict_of(self._call("POST", path, data=form, files=parts, is_said=True))

    def _call(self, method: str, path: str, *, is_said: bool = False, **content: Any) -> Any:
        headers = {"Authorization": f"Bot {self.token}", "User-Agent": _AGENT}
        with self.web.client() as client:
            answer = client.request(method, self.address + path, headers=headers, **content)
        if answer.status_code == 204:
            return None
        told = _parsed(answer.content)
        if answer.status_code == 429:
            raise Trouble("Discord asks to wait", _seconds(told, answer.headers.get("retry-after")))
        if answer.status_code >= 500:
            is_unsure = is_said and answer.status_code != 503
            raise (BrokenOff if is_unsure else Trouble)(f"Discord failed: {answer.status_code}")
        if answer.status_code >= 400:
            raise _refusal(answer.status_code, dict_of(told))
        if told is None:
            raise BrokenOff(f"Discord's answer cannot be read: {answer.status_code}")
        return told


def code_of(refusal: Refusal) -> int:
    """Answer Discord's own number of an error, or 0."""
    code = refusal.reasons[0].values.get("code") if refusal.reasons else 0
    return code if type(code) is int else 0


def _parsed(content: bytes) -> Any:
    try:
        return orjson.loads(content)
    except orjson.JSONDecodeError:
        return None


def _seconds(told: Any, header: str | None) -> float:
    found = dict_of(told).get("retry_after")
    if isinstance(found, int | float) and 0 <= found < 86_400:
        return float(found)
    return float(header) if header and header.isdecimal() and len(header) < 6 else 5.0


def _refusal(status: int, told: dict[str, Any]) -> Refusal:
    code, error = told.get("code"), clean_name(text_of(told.get("message")) or str(status), 200)
    text = NO_TOKEN if status == 401 else _WORDS.get(code, REFUSED) if type(code) is int else REFUSED
    return Refusal(Reason(text, values={"error": error, "code": code if type(code) is int else 0}))
