"""Notices: what Discord itself writes into a channel: who came, went, pinned, called, began a thread."""

from collections.abc import Callable, Iterator
from typing import Any

from veche.channels.connectors.discord.messages import NOBODY
from veche.channels.connectors.discord.rooms import Room
from veche.channels.connectors.discord.values import dict_of, dicts_of, snowflake_of
from veche.channels.terms import Record
from veche.kit.terms import N_
from veche.kit.time import SECOND
from veche.ledger.terms import Handle, Kind, Sighting

CHANGED = N_("It says how the server or the channel was changed: nothing that a person did to another.")
COPY = N_("It is Discord's copy of the message that a thread began with.")
MONEY = N_("It is about subscriptions, boosts and purchases of Discord itself.")
STAGE = N_("It is about a stage: who speaks and of what.")
GUARD = N_("It is an alert of Discord's own guard.")
RESULT = N_("It tells the result of a poll that has ended.")
UNKNOWN = N_("It is a service message of a kind we do not know yet.")

# The exporter writes the names of kinds it knows and the numbers of those it does not:
# <https://discord.com/developers/docs/resources/message#message-object-message-types>.
_NUMBERS = {
    "Default": 0, "RecipientAdd": 1, "RecipientRemove": 2, "Call": 3, "ChannelNameChange": 4,
    "ChannelIconChange": 5, "ChannelPinnedMessage": 6, "GuildMemberJoin": 7, "ThreadCreated": 18, "Reply": 19,
}  # fmt: skip
_MESSAGES = frozenset({0, 19, 20, 23})  # the last two are answers of bots to commands
_SKIPPED = {
    CHANGED: (4, 5, 12, 14, 15, 16, 17, 22),
    COPY: (21,),
    MONEY: (8, 9, 10, 11, 25, 26, 32, 44),
    STAGE: (27, 28, 29, 30, 31),
    GUARD: (24, 36, 37, 38, 39),
    RESULT: (46,),
}
_REASONS = {number: reason for reason, numbers in _SKIPPED.items() for number in numbers}


def number_of(kind: Any) -> int:
    """Answer Discord's number of a kind of message, or -1 for what is none."""
    if type(kind) is str:
        kind = int(kind) if kind.isascii() and kind.isdecimal() and len(kind) < 4 else _NUMBERS.get(kind, -1)
    return kind if type(kind) is int else -1


def is_message(number: int) -> bool:
    """Tell whether a message of this kind is what somebody said."""
    return number in _MESSAGES


def read_notice(room: Room, message: dict[str, Any], kind: int, number: str, where: str) -> Record:
    """Answer what a service message says, or the reason why nothing is kept of it."""
    translate = _ACTIONS.get(kind)
    if translate is None:
        reason = _REASONS.get(kind, UNKNOWN)
        return Record(f"{where} {kind}" if reason is UNKNOWN and kind >= 0 else where, (), reason)
    actor = room.people.handle(message.get("author") or message.get("authorId"))
    if actor is None:
        return Record(where, (), NOBODY)
    return Record(where, tuple(translate(_Notice(room, message, number, actor))))


class _Notice:
    """One service message that says what somebody did."""

    def __init__(self, room: Room, message: dict[str, Any], number: str, actor: Handle) -> None:
        self.room, self.message, self.number, self.actor = room, message, number, actor
        self.at = room.clock.at(message.get("timestamp"), number)

    def did(self, kind: Kind, who: Handle, part: str = "", **facts: Any) -> Sighting:
        """Answer that somebody did something."""
        facts.setdefault("thread", self.room.thread)
        return Sighting(
            self.room.place, who, kind, self.at, self.number + part, about=self.room.about, **facts
        )

    def others(self) -> list[Handle]:
        """Answer whom it was done to."""
        mentioned = dicts_of(self.message.get("mentions"))
        found = (self.room.people.handle(user) for user in mentioned)
        return [handle for handle in found if handle and handle.value != self.actor.value]


def _joined(notice: _Notice) -> Iterator[Sighting]:
    yield notice.did(Kind.JOINED, notice.actor)


def _added(notice: _Notice) -> Iterator[Sighting]:
    others = notice.others()
    if not others:
        yield notice.did(Kind.JOINED, notice.actor)
    for place, other in enumerate(others):
        yield notice.did(Kind.INVITED, notice.actor, f"/invited/{place}", target=other)
        yield notice.did(Kind.JOINED, other, f"/joined/{place}")


def _removed(notice: _Notice) -> Iterator[Sighting]:
    others = notice.others()
    if not others:
        yield notice.did(Kind.LEFT, notice.actor)
    for place, other in enumerate(others):
        yield notice.did(Kind.LEFT, other, f"/left/{place}", extra={"removed_by": notice.actor.value})


def _called(notice: _Notice) -> Iterator[Sighting]:
    ended = notice.room.clock.later(notice.message.get("callEndedTimestamp"), notice.at, notice.number)
    seconds = (ended - notice.at) // SECOND if ended else 0
    yield notice.did(Kind.CALLED, notice.actor, extra={"seconds": seconds} if seconds else None)


def _pinned(notice: _Notice) -> Iterator[Sighting]:
    reference = dict_of(notice.message.get("reference"))
    yield notice.did(Kind.PINNED, notice.actor, reply_to=snowflake_of(reference.get("messageId")))


def _began_thread(notice: _Notice) -> Iterator[Sighting]:
    """The notice stands in the channel, what follows in the thread that it refers to."""
    thread = snowflake_of(dict_of(notice.message.get("reference")).get("channelId"))
    yield notice.did(Kind.MESSAGED, notice.actor, thread=notice.room.thread or thread)


_ACTIONS: dict[int, Callable[[_Notice], Iterator[Sighting]]] = {
    1: _added, 2: _removed, 3: _called, 6: _pinned, 7: _joined, 18: _began_thread,
}  # fmt: skip
