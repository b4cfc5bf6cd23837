"""Dialects: which files of an upload DiscordChatExporter has written, and as what."""

from enum import StrEnum

from veche.channels.rules.beginnings import beginning_of, promising
from veche.channels.terms import Understanding
from veche.kit.files import Member, Source

MEMBERS_TRIED = 20


class Dialect(StrEnum):
    """How a file writes messages down."""

    NONE = ""
    EXPORT = "export"  # a channel, a thread or a part of one as JSON
    PAGE = "page"  # the same as a web page, which we do not read


def recognise(source: Source) -> Understanding:
    """Tell whether there is anything of the exporter in the upload."""
    for member in promising(source.members, ".json", ".html")[:MEMBERS_TRIED]:
        if dialect_of(source.sample(member)):
            return Understanding.YES
    return Understanding.NO


def members_of(source: Source) -> list[tuple[Member, Dialect]]:
    """Answer the members that are worth reading; pages only if there is nothing better."""
    found = {
        member: dialect
        for member in promising(source.members, ".json", ".html")
        if (dialect := dialect_of(source.sample(member)))
    }
    told = {member: dialect for member, dialect in found.items() if dialect != Dialect.PAGE}
    return list((told or found).items())


def dialect_of(sample: bytes) -> Dialect:
    """Answer the dialect a file begins in."""
    if sample.lstrip()[:1] == b"<":
        return Dialect.PAGE if b"chatlog__" in sample or b"DiscordFonts" in sample else Dialect.NONE
    start = beginning_of(sample)
    if not isinstance(start, dict):
        return Dialect.NONE
    is_headed = isinstance(start.get("guild"), dict) and isinstance(start.get("channel"), dict)
    return Dialect.EXPORT if is_headed and ("messages" in start or "dateRange" in start) else Dialect.NONE
