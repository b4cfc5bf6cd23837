"""Listening: what the gateway tells, from where it was left; what was missed is asked for."""

import time
from collections.abc import Iterator
from typing import Any

import orjson

from veche.channels.connectors.discord.clocks import FIRST
from veche.channels.connectors.discord.live.calling import Discord
from veche.channels.connectors.discord.live.gateway import Gateway, Session
from veche.channels.connectors.discord.live.past import missed
from veche.channels.connectors.discord.live.rooms import Rooms
from veche.channels.connectors.discord.values import dict_of, snowflake_of, text_of
from veche.channels.terms.live import LONGEST_SILENCE, Access, Cursor, Heard, Raw
from veche.kit.time import now

SILENCE = LONGEST_SILENCE - 5
MOST_AT_ONCE = 100
HEARD = frozenset(
    ("MESSAGE_CREATE", "MESSAGE_UPDATE", "MESSAGE_DELETE", "MESSAGE_DELETE_BULK", "MESSAGE_REACTION_ADD",
     "GUILD_MEMBER_ADD", "GUILD_MEMBER_REMOVE"),
)  # fmt: skip
_AT_ONCE = 0.05
# Discord wants a pause before a new session.
BEFORE_ANEW = 1.0


def listen(access: Access, cursor: Cursor) -> Iterator[Heard]:
    """Yield what happens; a session that Discord still knows goes on without a gap."""
    ear = _Ear(Discord(access), cursor)
    while True:
        # Kept outside of `hear` so that it is closed also where nobody asks for more.
        gateway = ear.opened()
        try:
            yield from ear.hear(gateway)
        finally:
            gateway.close()
        if not ear.session.number:
            time.sleep(BEFORE_ANEW)


class _Ear:
    """What is remembered from one line to the next: the session, the newest message, channels."""

    def __init__(self, discord: Discord, cursor: Cursor) -> None:
        self.discord, self.rooms = discord, Rooms(discord)
        self.session = Session(dict(cursor))
        self.since = snowflake_of(cursor.get("latest"))
        self.latest = self.since or str((now() - FIRST) << 22)

    def opened(self) -> Gateway:
        """Open a line, where the session says or where Discord says now."""
        address = self.session.address or text_of(dict_of(self.discord.ask("/gateway/bot")).get("url"))
        return Gateway(self.discord.web, address, self.discord.token, self.session)

    def hear(self, gateway: Gateway) -> Iterator[Heard]:
        """Yield what comes over one line until it is to be opened anew."""
        while not gateway.is_over:
            raws: list[Raw] = []
            told = gateway.next(SILENCE)
            while told is not None:
                kind, event = text_of(told.get("t")), dict_of(told.get("d"))
                if kind == "READY":
                    yield from self._begun(gateway, event)
                self.rooms.note(kind, event)
                if kind in HEARD:
                    raws.append(self._sealed(kind, event, told.get("s")))
                if len(raws) >= MOST_AT_ONCE:
                    break
                told = gateway.next(_AT_ONCE)
            yield Heard(tuple(raws), self._cursor())

    def _begun(self, gateway: Gateway, event: dict[str, Any]) -> Iterator[Heard]:
        """A new session: what was said since the last one is asked for, and the heart beats on.

        Until that is done the cursor holds no session: cut off here, it is asked for again.
        """
        self.session.number = text_of(event.get("session_id"))
        self.session.address = text_of(event.get("resume_gateway_url"))
        if self.since:
            for raws in missed(self.discord, self.rooms, self.since):
                yield Heard(raws, {"latest": self.since})
                gateway.beat_if_due()
        self.since = self.latest

    def _cursor(self) -> dict[str, Any]:
        self.since = self.latest
        return {"latest": self.latest, **self.session.told()}

    def _sealed(self, kind: str, event: dict[str, Any], number: Any) -> Raw:
        """Answer an envelope; its key is the same where Discord tells an event again in a session."""
        told = {"t": kind, "d": event, "at": int(time.time() * 1000), **self.rooms.around(event)}
        if kind != "MESSAGE_CREATE":
            return Raw(f"{self.session.number}/{number}", orjson.dumps(told), "event")
        message = snowflake_of(event.get("id"))
        self.latest = str(max(int(self.latest), int(message or 0)))
        return Raw(f"message/{message}", orjson.dumps(told), "event")
