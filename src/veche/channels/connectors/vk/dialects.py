"""Dialects: which files of an upload hold answers of VK's API."""

from enum import StrEnum
from typing import Any

from veche.channels.connectors.vk.shapes import Kind, kind_of
from veche.channels.connectors.vk.values import dict_of
from veche.channels.rules.beginnings import beginning_of, promising
from veche.channels.terms import Understanding
from veche.kit.files import Member, Source

MEMBERS_TRIED = 20
_ENDINGS = (".json", ".jsonl", ".ndjson", ".txt")
# What only VK's records of a kind have, whatever a file with an array of records is from.
_OURS = {
    Kind.POST: frozenset(("copy_history", "owner_id", "to_id", "source_id")),
    Kind.COMMENT: frozenset(("post_id", "parents_stack", "reply_to_comment", "reply_to_user", "owner_id")),
    Kind.MESSAGE: frozenset(("conversation_message_id", "random_id", "fwd_messages")),
    Kind.TOPIC: frozenset(("updated_by", "is_fixed")),
    Kind.USER: frozenset(("can_access_closed", "bdate", "photo_50", "photo_100", "deactivated")),
}


class Dialect(StrEnum):
    """How a file keeps answers."""

    NONE = ""
    ANSWERS = "answers"
    LINES = "lines"  # an item a line
    ERROR = "error"  # VK said why it answers nothing


def recognise(source: Source) -> Understanding:
    """Tell whether there is any answer of VK in the upload."""
    for member in promising(source.members, *_ENDINGS)[:MEMBERS_TRIED]:
        if dialect_of(source.sample(member)):
            return Understanding.YES
    return Understanding.NO


def members_of(source: Source) -> list[tuple[Member, Dialect]]:
    """Answer the members that are worth reading; errors only if there is nothing better."""
    found = {
        member: dialect
        for member in promising(source.members, *_ENDINGS)
        if (dialect := dialect_of(source.sample(member)))
    }
    told = {member: dialect for member, dialect in found.items() if dialect != Dialect.ERROR}
    return list((told or found).items())


def dialect_of(sample: bytes) -> Dialect:
    """Answer the dialect a file begins in."""
    start = beginning_of(sample)
    if isinstance(start, dict):
        if "error_code" in dict_of(start.get("error")):
            return Dialect.ERROR
        if _is_item(start):
            return Dialect.LINES
        return Dialect.ANSWERS if _is_answer(start) else Dialect.NONE
    if not isinstance(start, list):
        return Dialect.NONE
    is_ours = any(_is_answer(element) or _is_item(element) for element in start[:5])
    return Dialect.ANSWERS if is_ours else Dialect.NONE


def _is_answer(value: Any) -> bool:
    if type(value) is not dict:
        return False
    if "error_code" in dict_of(value.get("error")):
        return True
    inner = value.get("response", value)
    if type(inner) is list:
        return any(_is_answer(element) or _is_item(element) for element in inner[:5])
    if type(inner) is not dict:
        return False
    items = inner.get("items")
    if type(items) is list:
        is_wrapped = "response" in value and "count" in inner
        return is_wrapped or any(_is_item(item) for item in items[:5])
    return "response" in value and any(_is_answer(part) for part in list(inner.values())[:10])


def _is_item(value: Any) -> bool:
    signs = _OURS.get(kind_of(value), frozenset())
    if type(value) is not dict or not value.keys() & signs:
        return False
    return type(value.get("id", value.get("cid", value.get("uid", value.get("post_id"))))) is int
