"""Reading: every message of every export in the upload as a record."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from veche.channels.connectors.discord.clocks import Clock
from veche.channels.connectors.discord.dialects import Dialect, members_of
from veche.channels.connectors.discord.messages import read_message
from veche.channels.connectors.discord.notices import is_message, number_of, read_notice
from veche.channels.connectors.discord.rooms import Room
from veche.channels.connectors.discord.values import snowflake_of
from veche.channels.rules.archives import placed_in
from veche.channels.terms import Answers, Record, Surroundings
from veche.kit.files import Source
from veche.kit.json_arrays import read_arrays
from veche.kit.terms import N_, Reason, Refusal
from veche.kit.text import clean_name

PAGE = N_(
    "This is DiscordChatExporter's web page. Export the channel once more and choose JSON as the format."
)
BROKEN = N_("It is not built as a message of Discord is.")
NO_NUMBER = N_("It has no number.")


def read(source: Source, _: Answers, surroundings: Surroundings) -> Iterator[Record]:
    """Answer every message of the upload; refuses pages and damaged files."""
    clock = Clock(surroundings.time_zone)
    for member, dialect in members_of(source):
        name = clean_name(member.name)
        if dialect is Dialect.PAGE:
            raise Refusal(Reason(PAGE, place=name))
        with source.open(member) as file:
            if source.form == "zip":
                yield from placed_in(name, _read_export(file, clock, surroundings.language, f"{name}: "))
            else:
                yield from _read_export(file, clock, surroundings.language, "")


def _read_export(file: BinaryIO, clock: Clock, language: str, prefix: str) -> Iterator[Record]:
    for array in read_arrays(file, "messages"):
        room = Room(array.context, clock, language)
        for place, message in enumerate(array.elements, 1):
            yield _record_of(room, message, prefix, place)


def _record_of(room: Room, message: Any, prefix: str, place: int) -> Record:
    number = snowflake_of(message.get("id")) if type(message) is dict else ""
    if not number:
        return Record(f"{prefix}#{place}", (), NO_NUMBER)
    where = f"{prefix}{number}"
    try:
        kind = number_of(message["type"])
        if is_message(kind):
            return read_message(room, message, number, where)
        return read_notice(room, message, kind, number, where)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        return Record(where, (), BROKEN)
