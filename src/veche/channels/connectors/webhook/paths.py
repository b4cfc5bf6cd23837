"""Paths: where in a JSON document something stands: «issue.user.login», «0.contact.points».

A dot inside a key is written «\\.»; a number is a place in a list; an empty path is the whole.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

MOST_PATHS, DEEPEST, LONGEST_PATH, LONGEST_SAMPLE = 500, 12, 300, 120
_STEP = re.compile(r"(?:\\.|[^.\\])+")


class Found(NamedTuple):
    """A place in an example that holds something, and what stands there."""

    path: str
    sample: str


def paths_in(example: Any) -> tuple[Found, ...]:
    """Answer every place of an example that holds a text, number or truth, in its order; bounded."""
    found: list[Found] = []
    for path, value in _walk(example, "", 0):
        if len(found) >= MOST_PATHS:
            break
        if len(path) <= LONGEST_PATH:
            found.append(Found(path, text_of(value)[:LONGEST_SAMPLE]))
    return tuple(found)


def _walk(value: Any, path: str, depth: int) -> Iterator[tuple[str, Any]]:
    if depth > DEEPEST:
        return
    if type(value) is dict:
        for key, inner in value.items():
            yield from _walk(inner, join(path, str(key)), depth + 1)
    elif type(value) is list:
        for number, inner in enumerate(value[:3]):  # the others are like these
            yield from _walk(inner, join(path, str(number)), depth + 1)
    elif value is not None and path:
        yield path, value


def lists_in(example: Any) -> tuple[str, ...]:
    """Answer the places of lists of objects: each of their items may be a fact of its own."""
    found: list[str] = []
    _lists(example, "", 0, found)
    return tuple(found[:50])


def _lists(value: Any, path: str, depth: int, found: list[str]) -> None:
    if depth > 4:
        return
    if type(value) is list and value and type(value[0]) is dict:
        found.append(path)
    elif type(value) is dict:
        for key, inner in value.items():
            _lists(inner, join(path, str(key)), depth + 1, found)


def join(path: str, key: str) -> str:
    """Answer the path of a key below another path."""
    escaped = key.replace("\\", "\\\\").replace(".", "\\.")
    return f"{path}.{escaped}" if path else escaped


def value_at(document: Any, path: str) -> Any:
    """Answer what stands at a path, or None."""
    value = document
    for step in _STEP.findall(path[:LONGEST_PATH]):
        key = re.sub(r"\\(.)", r"\1", step)
        if type(value) is dict:
            value = value.get(key)
        elif type(value) is list and key.isascii() and key.isdigit() and int(key[:9]) < len(value):
            value = value[int(key)]
        else:
            return None
    return value


def text_of(value: Any) -> str:
    """Answer a text, number or truth as text; anything else as an empty one."""
    if type(value) is bool:
        return "true" if value else "false"
    return str(value) if type(value) in (str, int, float) and len(str(value)) < 1_000_000 else ""
