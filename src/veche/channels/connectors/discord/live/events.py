"""Events: an envelope of the gateway or a page of history as records, under the ids of the export."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any, NamedTuple

import orjson

from veche.channels.connectors.discord.clocks import Clock
from veche.channels.connectors.discord.live.shapes import context_of, exported, person, root_of
from veche.channels.connectors.discord.messages import NOBODY, read_message
from veche.channels.connectors.discord.notices import is_message, number_of, read_notice
from veche.channels.connectors.discord.people import People
from veche.channels.connectors.discord.reading import NO_NUMBER
from veche.channels.connectors.discord.rooms import Room
from veche.channels.connectors.discord.values import dict_of, dicts_of, snowflake_of, text_of
from veche.channels.connectors.discord.words import emoji_of
from veche.channels.terms import Record
from veche.channels.terms.live import Known, Raw
from veche.kit.terms import N_
from veche.kit.text import clean_name
from veche.kit.time import Moment, moment
from veche.ledger.terms import Kind, Place, Removal, Sighting

TAKEN_BACK = N_("It takes a reaction back.")
TOLD_BY_MESSAGE = N_("Discord's own message of it in the channel says the same.")
PART = N_("It tells only a part of a message.")
UNKNOWN = N_("It is an event of a kind we do not know yet.")
_SKIPPED = {
    **dict.fromkeys(("MESSAGE_REACTION_REMOVE", "MESSAGE_REACTION_REMOVE_ALL",
                     "MESSAGE_REACTION_REMOVE_EMOJI"), TAKEN_BACK),
    "THREAD_CREATE": TOLD_BY_MESSAGE,
}  # fmt: skip


class _Told(NamedTuple):
    """An event, what stands around it in its envelope, and what is known of the connection."""

    kind: str
    event: dict[str, Any]
    envelope: dict[str, Any]
    known: Known
    where: str

    @property
    def room(self) -> Room:
        """The channel it is of; refuses an envelope that names none."""
        context = context_of(self.envelope.get("guild"), self.envelope.get("channel"))
        return Room(context, Clock("UTC"), self.known.language)

    @property
    def names(self) -> dict[str, str]:
        """What channels are called."""
        names: dict[str, str] = self.known.facts.get("channels", {})
        return names


def read(raw: Raw, known: Known) -> Iterator[Record]:
    """Answer what an envelope says."""
    envelope = orjson.loads(raw.payload)
    kind = str(envelope["t"])
    event = dict_of(envelope.get("d"))
    number = snowflake_of(event.get("id")) or snowflake_of(event.get("message_id")) or clean_name(kind, 60)
    told = _Told(kind, event, envelope, known, number)
    translate = _ACTIONS.get(kind)
    if translate is None:
        yield Record(told.where, (), _SKIPPED.get(kind, UNKNOWN))
        return
    yield from translate(told)


def _page(told: _Told) -> Iterator[Record]:
    room = told.room
    for message in reversed(dicts_of(told.envelope.get("messages"))):
        yield _record(room, message, told.names)


def _said(told: _Told) -> Iterator[Record]:
    if "type" not in told.event or "author" not in told.event:
        yield Record(told.where, (), PART)
        return
    yield _record(told.room, told.event, told.names)


def _record(room: Room, message: dict[str, Any], names: dict[str, str]) -> Record:
    number = snowflake_of(message.get("id"))
    if not number:
        return Record("#", (), NO_NUMBER)
    parent, root = root_of(message)
    if parent and root:
        room.thread_of_reply(parent, root)
    kind, shaped = number_of(message.get("type")), exported(message, names)
    if is_message(kind):
        return read_message(room, shaped, number, number)
    return read_notice(room, shaped, kind, number, number)


def _deleted(told: _Told) -> Iterator[Record]:
    """Answer that a message is gone, or many at once; Discord does not say who took them away."""
    listed = told.event.get("ids")
    numbers = listed if type(listed) is list else [told.event.get("id")]
    gone = [number for one in numbers if (number := snowflake_of(one))]
    if not gone:
        yield Record(told.where, (), NO_NUMBER)
        return
    place, at = told.room.place, _at(told)
    yield Record(told.where, removals=tuple(Removal(place, number, at) for number in gone))


def _reacted(told: _Told) -> Iterator[Record]:
    event, room = told.event, told.room
    member = dict_of(event.get("member"))
    user = member.get("user") or {"id": event.get("user_id")}
    who, parent = room.people.handle(person(user, member)), snowflake_of(event.get("message_id"))
    if who is None or not parent:
        yield Record(told.where, (), NOBODY)
        return
    key, emoji = emoji_of(event)
    yield Record(f"{told.where}/reaction", (Sighting(
        room.place, who, Kind.REACTED, _at(told), f"{parent}/reaction/{who.value}/{key}",
        thread=room.thread, reply_to=parent, extra={"emoji": emoji},
    ),))  # fmt: skip


def _came(told: _Told) -> Iterator[Record]:
    """Answer who came, where Discord does not greet them: its greeting is the fact, in exports too."""
    place, is_greeted = _gate(told)
    who = People(place.key).handle(person(told.event.get("user"), told.event))
    if is_greeted or who is None:
        yield Record(told.where, (), TOLD_BY_MESSAGE if who else NOBODY)
        return
    joined = text_of(told.event.get("joined_at"))
    at = moment(datetime.fromisoformat(joined)) if joined else _at(told)
    yield Record(told.where, (Sighting(place, who, Kind.JOINED, at, f"joined/{who.value}/{at}"),))


def _left(told: _Told) -> Iterator[Record]:
    place, _ = _gate(told)
    who = People(place.key).handle(person(told.event.get("user")))
    if who is None:
        yield Record(told.where, (), NOBODY)
        return
    at = _at(told)
    yield Record(told.where, (Sighting(place, who, Kind.LEFT, at, f"left/{who.value}/{at}"),))


def _gate(told: _Told) -> tuple[Place, bool]:
    """Answer where people come and leave: the channel in which Discord greets them, else the server."""
    guild = dict_of(told.envelope.get("guild"))
    number, name = snowflake_of(guild.get("id")), clean_name(text_of(guild.get("name")), 100)
    known = dicts_of(told.known.facts.get("guilds"))
    greets = next((one["greets"] for one in known if one.get("id") == number and one.get("greets")), "")
    if not greets:
        return Place("discord", f"guild/{number}", name, "group"), False
    title = f"{name} #{clean_name(told.names.get(greets, ''), 90)}"
    return Place("discord", greets, title if told.names.get(greets) else "", "group"), True


def _at(told: _Told) -> Moment:
    return Moment(int(told.envelope["at"]))


_ACTIONS: dict[str, Callable[[_Told], Iterable[Record]]] = {
    "HISTORY": _page,
    "MESSAGE_CREATE": _said,
    "MESSAGE_UPDATE": _said,
    "MESSAGE_DELETE": _deleted,
    "MESSAGE_DELETE_BULK": _deleted,
    "MESSAGE_REACTION_ADD": _reacted,
    "GUILD_MEMBER_ADD": _came,
    "GUILD_MEMBER_REMOVE": _left,
}
