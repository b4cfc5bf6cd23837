"""Gateway: one line to Discord: greeting, heartbeats, and taking an earlier session up again.

Format: <https://discord.com/developers/docs/events/gateway>. What is to be remembered of a session is
three values, so that a line that breaks, here or by a restart, goes on where it was.
"""

import random
import time
from typing import Any

import orjson

from veche.channels.connectors.discord.live.calling import NO_TOKEN
from veche.channels.connectors.discord.values import dict_of, text_of
from veche.kit.terms import N_, Refusal, Trouble
from veche.kit.web import Web
from veche.kit.web.sockets import Closed, Line

NO_INTENTS = N_(
    "Discord does not tell the bot what is said: in the developer portal, under Bot, switch on"
    " Server Members Intent and Message Content Intent."
)
OUTDATED = N_("Discord does not take our way of asking any more.")
# Servers, members, messages, reactions, direct messages with reactions, and what messages say.
INTENTS = 1 << 0 | 1 << 1 | 1 << 9 | 1 << 10 | 1 << 12 | 1 << 13 | 1 << 15
_DISPATCH, _BEAT, _IDENTIFY, _RESUME, _RECONNECT, _INVALID, _HELLO, _ACK = 0, 1, 2, 6, 7, 9, 10, 11
_OVER = frozenset((4007, 4009))  # the session is gone, a new one may begin
_NEVER = {
    4004: NO_TOKEN, 4010: OUTDATED, 4011: OUTDATED, 4012: OUTDATED, 4013: OUTDATED, 4014: NO_INTENTS,
}  # fmt: skip
_GREETING = 10.0


class Session:
    """What Discord knows us by from one line to the next."""

    def __init__(self, told: dict[str, Any]) -> None:
        self.number, self.address = text_of(told.get("session")), text_of(told.get("address"))
        self.last = told["seq"] if type(told.get("seq")) is int else None

    def forget(self) -> None:
        """Begin anew the next time."""
        self.number, self.address, self.last = "", "", None

    def told(self) -> dict[str, Any]:
        """Answer what to remember."""
        return {"session": self.number, "address": self.address, "seq": self.last} if self.number else {}


class Gateway:
    """One open line."""

    def __init__(self, web: Web, address: str, token: str, session: Session) -> None:
        self.session = session
        self.is_over = False
        self.line = Line(web, f"{address.rstrip('/')}/?v=10&encoding=json")
        try:
            self._greet(token)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Hang up."""
        self.line.close()

    def next(self, timeout: float) -> dict[str, Any] | None:
        """Answer the next event, or nothing in so many seconds or where the line is to be opened anew."""
        end = time.monotonic() + timeout
        while not self.is_over:
            self.beat_if_due()
            left = min(end, self.due) - time.monotonic()
            told = self._received(left)
            if told is not None and (event := self._understood(told)) is not None:
                return event
            if time.monotonic() >= end:
                return None
        return None

    def beat_if_due(self) -> None:
        """Tell that we are there; a line on which the last beat was not answered is dead."""
        if time.monotonic() < self.due:
            return
        if not self.is_answered:
            raise Closed("Discord does not answer any more")
        self._beat()

    def _greet(self, token: str) -> None:
        hello = self._received(_GREETING)
        if hello is None or hello.get("op") != _HELLO:
            raise Trouble("Discord does not greet")
        interval = dict_of(hello.get("d")).get("heartbeat_interval")
        self.interval = max(float(interval if isinstance(interval, int | float) else 40_000) / 1000, 0.05)
        self.due = time.monotonic() + self.interval * random.random()  # noqa: S311 - it only spreads beats
        self.is_answered = True
        if self.session.number:
            told = {"token": token, "session_id": self.session.number, "seq": self.session.last}
            self._send(_RESUME, told)
        else:
            about = {"os": "linux", "browser": "veche", "device": "veche"}
            self._send(_IDENTIFY, {"token": token, "intents": INTENTS, "properties": about})

    def _understood(self, told: dict[str, Any]) -> dict[str, Any] | None:
        """Answer an event; what is about the line itself is done here."""
        code = told.get("op")
        if code == _DISPATCH:
            if type(told.get("s")) is int:
                self.session.last = told["s"]
            return told
        if code == _BEAT:
            self._beat()
        elif code == _ACK:
            self.is_answered = True
        elif code in (_RECONNECT, _INVALID):
            self.is_over = True
            if code == _INVALID and told.get("d") is not True:
                self.session.forget()
        return None

    def _beat(self) -> None:
        self.due, self.is_answered = time.monotonic() + self.interval, False
        self._send(_BEAT, self.session.last)

    def _send(self, code: int, told: Any) -> None:
        self.line.send(orjson.dumps({"op": code, "d": told}).decode())

    def _received(self, timeout: float) -> dict[str, Any] | None:
        try:
            text = self.line.receive(timeout)
        except Closed as closed:
            if closed.code in _NEVER:
                raise Refusal(_NEVER[closed.code]) from closed
            if closed.code not in _OVER:
                raise
            self.session.forget()
            self.is_over = True
            return None
        try:
            return None if text is None else dict_of(orjson.loads(text))
        except orjson.JSONDecodeError as error:
            raise Trouble("Discord says what cannot be read") from error
