"""Reading: every message of every chat of an export as a record."""

from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from veche.channels.connectors.telegram.chats import NO_NAMES, Chat
from veche.channels.connectors.telegram.clocks import Clock
from veche.channels.connectors.telegram.dialects import Dialect, members_of
from veche.channels.connectors.telegram.escapes import Mended
from veche.channels.connectors.telegram.messages import LEAST, MOST, read_message
from veche.channels.connectors.telegram.namesakes import Names, names_in
from veche.channels.connectors.telegram.notices import read_notice
from veche.channels.connectors.telegram.updates import read_lines, read_updates
from veche.channels.terms import Answers, Record, Surroundings
from veche.kit.files import Member, Source
from veche.kit.json_arrays import read_arrays
from veche.kit.terms import N_, Reason, Refusal
from veche.kit.text import clean_name

PAGE = N_(
    "This is Telegram's export as a web page. Export the chat once more and choose"
    " “Machine-readable JSON” as its format."
)
BROKEN = N_("It is not built as a message of Telegram is.")
NO_NUMBER = N_("It has no number.")
NOT_TOLD = N_("Telegram's export does not tell what it says.")


def read(source: Source, answers: Answers, surroundings: Surroundings) -> Iterator[Record]:
    """Answer every message of the upload; refuses pages and damaged files."""
    clock = Clock(answers.get("zone") or surroundings.time_zone)
    for member, dialect in members_of(source):
        if dialect is Dialect.PAGE:
            raise Refusal(Reason(PAGE, place=member.name))
        prefix = f"{clean_name(member.name)}: " if source.form == "zip" else ""
        names = _names_in(source, member) if dialect is Dialect.EXPORT else []
        with source.open(member) as file:
            mended = cast("BinaryIO", Mended(file))
            if dialect is Dialect.EXPORT:
                yield from _read_export(mended, clock, surroundings.language, prefix, names)
            elif dialect is Dialect.LINES:
                yield from read_lines(file, prefix, surroundings.language)
            else:
                yield from read_updates(mended, prefix, surroundings.language)


def _names_in(source: Source, member: Member) -> list[Names]:
    with source.open(member) as file:
        return names_in(file)


def _read_export(
    file: BinaryIO, clock: Clock, language: str, prefix: str, names: list[Names]
) -> Iterator[Record]:
    for place, array in enumerate(read_arrays(file, "messages")):
        chat = Chat(array.context, clock, language, names[place] if place < len(names) else NO_NAMES)
        is_account = "chats" in array.context or "left_chats" in array.context
        where = f"{prefix}{chat.key}/" if is_account else prefix
        for number, message in enumerate(array.elements, 1):
            yield _record_of(chat, message, where, number)


def _record_of(chat: Chat, message: Any, prefix: str, place: int) -> Record:
    number = message.get("id") if type(message) is dict else None
    if type(number) is not int or not LEAST < number < MOST:
        return Record(f"{prefix}#{place}", (), NO_NUMBER)
    where = f"{prefix}{number}"
    if chat.refused:
        return Record(where, (), chat.refused)
    try:
        kind = message["type"]
        if kind == "message":
            return read_message(chat, message, number, where)
        if kind == "service":
            return read_notice(chat, message, number, where)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        return Record(where, (), BROKEN)
    return Record(where, (), NOT_TOLD if kind == "unsupported" else BROKEN)
