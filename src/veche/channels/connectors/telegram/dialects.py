"""Dialects: which of Telegram's ways to write messages down a file is in."""

from enum import StrEnum
from typing import Any

from veche.channels.connectors.telegram.chats import TYPES
from veche.channels.rules.beginnings import beginning_of, promising
from veche.channels.terms import Ask, Question, Surroundings, Understanding
from veche.kit.files import SAMPLE, Member, Source
from veche.kit.terms import N_

MEMBERS_TRIED, MOST_MEMBERS = 20, 2_000
_DATA, _PAGES = (".json", ".jsonl", ".ndjson"), (".html",)
_UPDATES = frozenset(
    ("message", "edited_message", "channel_post", "edited_channel_post", "business_message", "chat_member",
     "my_chat_member", "message_reaction", "message_reaction_count", "chat_join_request", "callback_query",
     "inline_query", "chosen_inline_result", "poll", "poll_answer", "chat_boost", "removed_chat_boost"),
)  # fmt: skip
_ZONE = N_("Time zone of the computer the chat was exported on")
_ZONE_HELP = N_("This export is from before 2021 and writes times without their zone.")


class Dialect(StrEnum):
    """How a file writes messages down."""

    NONE = ""
    EXPORT = "export"  # Telegram Desktop's JSON: a chat or a whole account
    UPDATES = "updates"  # what the Bot API answers to getUpdates
    LINES = "lines"  # the same, an update a line
    PAGE = "page"  # Telegram Desktop's web pages, which we do not read


def recognise(source: Source) -> Understanding:
    """Tell whether there is anything of Telegram in the upload."""
    is_found = any(_told(source, endings, MEMBERS_TRIED) for endings in (_DATA, _PAGES))
    return Understanding.YES if is_found else Understanding.NO


def members_of(source: Source) -> list[tuple[Member, Dialect]]:
    """Answer the members that are worth reading; pages only if there is nothing better."""
    found = _told(source, _DATA, MOST_MEMBERS)
    told = [pair for pair in found if pair[1] is not Dialect.PAGE]
    return told or found or _told(source, _PAGES, MEMBERS_TRIED)


def _told(source: Source, endings: tuple[str, ...], most: int) -> list[tuple[Member, Dialect]]:
    """Answer the members of these endings that are of Telegram, with how they are written."""
    looked_at = source.each(promising(source.members, *endings)[:most])
    found = ((member, dialect_of(file.read(SAMPLE))) for member, file in looked_at)
    return [(member, dialect) for member, dialect in found if dialect]


def dialect_of(sample: bytes) -> Dialect:
    """Answer the dialect a file begins in."""
    head = sample[:4096]
    if b"page_wrap" in head and b"tgme" not in head and b"Exported Data" in head:
        return Dialect.PAGE
    start = beginning_of(sample)
    if isinstance(start, dict):
        if _is_export(start):
            return Dialect.EXPORT
        if start.get("ok") is True and _are_updates(start.get("result")):
            return Dialect.UPDATES
        if _is_update(start):
            return Dialect.LINES
        if start.keys() == {"result"} and start["result"] and _are_updates(start["result"]):
            return Dialect.UPDATES
    return Dialect.UPDATES if start and _are_updates(start) else Dialect.NONE


def _is_export(start: dict[str, Any]) -> bool:
    kind = start.get("type")
    if isinstance(kind, str) and kind in TYPES and "id" in start:
        return True
    if "chats" in start or "left_chats" in start or "personal_information" in start:
        return "about" in start
    first = next((m for m in _list(start.get("messages")) if isinstance(m, dict)), {})
    return "id" in start and "name" in start and first.get("type") in ("message", "service")


def _are_updates(value: Any) -> bool:
    return isinstance(value, list) and all(_is_update(item) for item in value[:5])


def _is_update(value: Any) -> bool:
    return isinstance(value, dict) and (
        "update_id" in value or any(_has_chat(value.get(key)) for key in _UPDATES & value.keys())
    )


def _has_chat(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("chat"), dict) and "date" in value


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def questions(source: Source, surroundings: Surroundings) -> tuple[Question, ...]:
    """Ask for the zone where the export writes times by the wall only."""
    for member, dialect in members_of(source):
        if dialect is Dialect.EXPORT and _lacks_zone(source.sample(member, 4 * SAMPLE)):
            return (Question("zone", _ZONE, Ask.ZONE, surroundings.time_zone, help=_ZONE_HELP),)
    return ()


def _lacks_zone(sample: bytes) -> bool:
    return b'"date"' in sample and b'_unixtime"' not in sample
