"""Shapes: how answers of VK are kept in files, and what kind of record an item of them is.

An answer is `{"response": {"count", "items", "profiles", "groups"}}`; files hold one, several in
an array or one a line, answers of `execute` with several inside, or only the items.
"""

from collections.abc import Callable, Iterator
from enum import StrEnum
from itertools import chain
from typing import Any, BinaryIO, NamedTuple

import orjson

from veche.channels.connectors.vk.pages import NOWHERE, Page, page_around
from veche.channels.connectors.vk.values import first_number
from veche.kit.files import peeked
from veche.kit.json_arrays import JsonArray, read_arrays

LONGEST_LINE = 16 * 1024**2
SMALL = 2 * 1024**2
DEEPEST = 6
_ON_POSTS = frozenset({"reposts", "views", "copy_history", "copy_owner_id", "can_pin", "is_pinned"})
_OWNERS = ("owner_id", "to_id", "source_id")


class Kind(StrEnum):
    """What an item is."""

    UNKNOWN = ""
    POST = "post"
    COMMENT = "comment"
    MESSAGE = "message"
    TOPIC = "topic"
    USER = "user"
    NUMBER = "number"  # of a user, in lists without names
    ERROR = "error"
    # Not records by themselves: they name who has written the others.
    PROFILE = "profile"
    GROUP = "group"
    CHAT = "chat"


class Piece(NamedTuple):
    """An item of an answer, and the page that is named around it."""

    kind: Kind
    item: Any
    page: Page = NOWHERE


def _is_post(item: dict[str, Any]) -> bool:
    if type(item.get("post_type")) is str:
        return True
    is_on_wall = any(key in item for key in _OWNERS) and "comments" in item
    return "date" in item and "parents_stack" not in item and (is_on_wall or bool(item.keys() & _ON_POSTS))


def _is_comment(item: dict[str, Any]) -> bool:
    return "deleted" in item or ("date" in item and ("from_id" in item or "uid" in item))


_SIGNS: tuple[tuple[Kind, Callable[[dict[str, Any]], bool]], ...] = (
    (Kind.ERROR, lambda item: "error_code" in item or type(item.get("error")) is dict),
    (Kind.USER, lambda item: "first_name" in item and bool(first_number(item, "id", "uid"))),
    (Kind.TOPIC, lambda item: "created_by" in item and "title" in item),
    (Kind.MESSAGE, lambda item: "peer_id" in item and "date" in item),
    (Kind.POST, _is_post),
    (Kind.COMMENT, _is_comment),
)


def kind_of(item: Any) -> Kind:
    """Answer what kind of record an item is, by the keys it has."""
    if type(item) is dict:
        for kind, is_one in _SIGNS:
            if is_one(item):
                return kind
        return Kind.UNKNOWN
    return Kind.NUMBER if type(item) is int else Kind.UNKNOWN


def pieces_of(file: BinaryIO, *, is_lines: bool) -> Iterator[Piece]:
    """Answer everything in a file of answers in its order; refuses damaged JSON with the byte.

    A small file is read whole: what a request asked for may stand behind its answer. In a larger
    one only what stands before an array is known of it.
    """
    if is_lines:
        lines = iter(lambda: file.readline(LONGEST_LINE), b"")
        return chain.from_iterable(_unfold(_loaded(line), NOWHERE, 0) for line in lines if line.strip())
    start, file = peeked(file, SMALL + 1)
    if len(start) <= SMALL and (whole := _loaded(start.removeprefix(b"\xef\xbb\xbf"))) is not None:
        elements = whole if type(whole) is list else [whole]
        return chain.from_iterable(_unfold(element, NOWHERE, 0) for element in elements)
    arrays = read_arrays(file, "items", "response", *_NAMING)
    return chain.from_iterable(_pieces_of_array(array) for array in arrays)


def _pieces_of_array(array: JsonArray) -> Iterator[Piece]:
    page = page_around(array.context)
    if array.key in _NAMING:
        return (Piece(_NAMING[array.key], element) for element in array.elements)
    if array.key == "items":
        return (Piece(kind_of(element), element, page) for element in array.elements)
    # Before 5.0 an answer was a list, the count its first element.
    kept = (one for one in array.elements if array.key == "" or type(one) is not int)
    return chain.from_iterable(_unfold(element, page, 0) for element in kept)


_NAMING = {"profiles": Kind.PROFILE, "groups": Kind.GROUP, "conversations": Kind.CHAT}


def _loaded(line: bytes) -> Any:
    try:
        return orjson.loads(line)
    except orjson.JSONDecodeError:
        return None


def _unfold(value: Any, page: Page, depth: int) -> Iterator[Piece]:
    """Answer what an answer holds, its names first; whatever is none is an item by itself."""
    if type(value) is not dict or depth > DEEPEST or value.get("error"):
        yield Piece(kind_of(value), value, page)
        return
    for key, kind in _NAMING.items():
        yield from (Piece(kind, element) for element in _list(value.get(key)))
    around = page_around(value).over(page)
    if type(value.get("items")) is list:
        yield from (Piece(kind_of(element), element, around) for element in value["items"])
        return
    inner = _answers_in(value)
    for element in inner:
        yield from _unfold(element, around, depth + 1)
    if not inner and not any(type(value.get(key)) is list for key in _NAMING):
        yield Piece(kind_of(value), value, page)


def _answers_in(value: dict[str, Any]) -> list[Any]:
    """Answer the answers inside another: of one request, or of the several that `execute` made."""
    if "response" in value:
        response = value["response"]
        return [one for one in response if type(one) is not int] if type(response) is list else [response]
    if kind_of(value) is not Kind.UNKNOWN:
        return []  # a comment by itself: the answers under it are its thread
    return [one for one in value.values() if type(one) is dict and _holds_items(one, 0)]


def _holds_items(value: dict[str, Any], depth: int) -> bool:
    if type(value.get("items")) is list:
        return True
    inner = (one for one in value.values() if type(one) is dict)
    return depth < DEEPEST and any(_holds_items(one, depth + 1) for one in inner)


def _list(value: Any) -> list[Any]:
    return value if type(value) is list else []
