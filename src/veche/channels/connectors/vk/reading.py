"""Reading: every post, comment and person of the answers in an upload as a record."""

from collections.abc import Iterator
from typing import Any

from veche.channels.connectors.vk.chats import read_message
from veche.channels.connectors.vk.desk import BROKEN, ERROR, UNKNOWN, Desk
from veche.channels.connectors.vk.dialects import Dialect, members_of
from veche.channels.connectors.vk.members import read_number, read_user
from veche.channels.connectors.vk.opening import opened
from veche.channels.connectors.vk.pages import page_in
from veche.channels.connectors.vk.shapes import Kind, Piece, pieces_of
from veche.channels.connectors.vk.values import dict_of, text_of
from veche.channels.connectors.vk.walls import read_comments, read_post, read_topic
from veche.channels.rules.archives import placed_in
from veche.channels.rules.beginnings import beginning_of
from veche.channels.terms import Answers, Record, Surroundings
from veche.kit.files import Source
from veche.kit.terms import N_, Reason, Refusal
from veche.kit.text import clean_name

SAID_NO = N_("VK answered with an error: {error}")


def read(source: Source, answers: Answers, surroundings: Surroundings) -> Iterator[Record]:
    """Answer every record of the upload; refuses damaged files and those that only hold an error."""
    desk = opened(source, answers, surroundings)
    for member, dialect in members_of(source):
        name = clean_name(member.name)
        if dialect is Dialect.ERROR:
            raise Refusal(Reason(SAID_NO, place=name, values={"error": _error_in(source.sample(member))}))
        desk.named = page_in(surroundings.file_name if source.form != "zip" else member.name)
        desk.prefix = f"{name}: " if source.form == "zip" else ""
        with source.open(member) as file:
            pieces = pieces_of(file, is_lines=dialect is Dialect.LINES)
            yield from (
                _records(desk, pieces) if source.form != "zip" else placed_in(name, _records(desk, pieces))
            )


def _records(desk: Desk, pieces: Iterator[Piece]) -> Iterator[Record]:
    place = 0
    for piece in pieces:
        if piece.kind is Kind.PROFILE:
            desk.people.learn_user(piece.item)
        elif piece.kind is Kind.GROUP:
            desk.people.learn_group(piece.item)
        elif piece.kind is Kind.CHAT:
            desk.learn_chat(piece.item)
        else:
            place += 1
            yield from _records_of(desk, piece, f"{desk.prefix}#{place}")


def _records_of(desk: Desk, piece: Piece, spare: str) -> Iterator[Record]:
    kind, item, page = piece
    try:
        if kind is Kind.COMMENT:
            yield from read_comments(desk, item, page, spare)
        elif kind in _READERS:
            yield _READERS[kind](desk, item, page, spare)
        else:
            yield Record(spare, (), ERROR if kind is Kind.ERROR else UNKNOWN)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        yield Record(spare, (), BROKEN)


_READERS: dict[Kind, Any] = {
    Kind.MESSAGE: read_message,
    Kind.POST: read_post, Kind.TOPIC: read_topic, Kind.USER: read_user, Kind.NUMBER: read_number,
}  # fmt: skip


def _error_in(sample: bytes) -> str:
    return clean_name(text_of(dict_of(dict_of(beginning_of(sample)).get("error")).get("error_msg")))
