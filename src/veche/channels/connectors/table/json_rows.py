"""JSON as a table: an array of records, or a record a line; nested keys become dotted columns."""

import re
from collections.abc import Iterator
from itertools import chain, islice
from typing import Any, BinaryIO

import orjson

from veche.channels.connectors.table.fields import NAMING, SKIP
from veche.channels.connectors.table.headers import field_of_title
from veche.kit.json_arrays import read_arrays
from veche.kit.tables import Row
from veche.kit.tables.shapes import MOST_COLUMNS, refuse_width
from veche.kit.terms import N_

SMALL = 16 * 1024**2
LOOKED_AT = 300
DEEPEST = 4
LONGEST_CELL = 110_000
NOT_A_RECORD = N_("It is no record but a single value.")
_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+')


def form_of(start: bytes) -> str:
    """Answer «array», «lines» or nothing for the first bytes of a file."""
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text[:1] not in (b"{", b"["):
        return ""
    lines = [line for line in text.split(b"\n")[:4] if line.strip()]
    whole = lines[:-1] if len(start) > 60_000 else lines
    if text[:1] == b"{" and len(whole) > 1 and all(isinstance(_loaded(line), dict) for line in whole):
        return "lines"
    return "array"


def _loaded(text: bytes) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return None


def rows_of_lines(file: BinaryIO) -> Iterator[Row]:
    """Answer the records of a JSON-lines file as rows, the columns first."""
    return _as_rows(_lines(file))


def _lines(file: BinaryIO) -> Iterator[tuple[int, Any]]:
    number = 0
    while line := file.readline(SMALL):
        number += 1
        if line.strip():
            yield number, _loaded(line)


def rows_of_array(file: BinaryIO, size: int, start: bytes) -> Iterator[Row]:
    """Answer the records of the largest array in a JSON file as rows, the columns first.

    A file of up to 16 MB is looked through whole; in a larger one it is the array that is
    open where the first bytes end.
    """
    if size <= SMALL:
        return _as_rows(enumerate(_largest(_loaded(file.read(SMALL + 1))), 1))
    arrays = read_arrays(file, _open_key(start))
    elements = chain.from_iterable(array.elements for array in arrays)
    return _as_rows(enumerate(elements, 1))


def _open_key(start: bytes) -> str:
    """Answer the key of the outermost array of records that is still open, or "" at the top."""
    stack: list[tuple[bytes, str]] = []
    key = last = ""
    for found in _TOKEN.finditer(start):
        token = found.group()
        if token in (b"{", b"["):
            stack.append((token, key))
            key = ""
        elif token in (b"}", b"]"):
            if stack:
                stack.pop()
        elif token == b":":
            key = last
        elif token == b",":
            key = ""
        elif token[:1] == b'"':
            last = token[1:-1].decode("utf-8", "replace")
    return next((key for bracket, key in stack if bracket == b"["), "")


def _largest(document: Any) -> list[Any]:
    """Answer the list that is most likely of people and their deeds; records by id count as a list.

    Long lists count, and far more so lists whose keys say who, when and what. Lists inside
    records are not looked at: they would be a part only.
    """
    best: list[Any] = []
    waiting: list[tuple[Any, int]] = [(document, 0)]
    while waiting:
        value, depth = waiting.pop()
        found = _records_in(value)
        if _weight(found) > _weight(best):
            best = found
        if isinstance(value, dict) and depth < DEEPEST and not found:
            waiting += [(child, depth + 1) for child in value.values() if isinstance(child, dict | list)]
    return best


def _weight(records: list[Any]) -> int:
    keys = {key for record in records[:20] if isinstance(record, dict) for key in _flat(record) or ()}
    meanings = {meaning for key in keys if (meaning := field_of_title(key))} - {SKIP}
    tells = 100 if {"when", "text"} <= meanings and NAMING & meanings else 1
    return len(records) * tells * (1 + len(meanings) ** 2)


def _records_in(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value if value and sum(isinstance(each, dict) for each in value) > len(value) // 2 else []
    if isinstance(value, dict) and len(value) > 1 and all(isinstance(each, dict) for each in value.values()):
        records = list(value.values())
        shared = set(records[0]).intersection(*records[1:20])
        return records if len(shared) > 2 else []
    return []


def _as_rows(elements: Iterator[tuple[int, Any]]) -> Iterator[Row]:
    """Answer a row with the columns' names, numbered 0, then a row for each record."""
    first = [(number, _flat(element)) for number, element in islice(elements, LOOKED_AT)]
    columns = list(dict.fromkeys(key for _, flat in first if flat for key in flat))
    refuse_width(len(columns))
    if not columns:
        return
    yield Row(0, columns)
    rest = ((number, _flat(element)) for number, element in elements)
    for number, flat in chain(first, rest):
        if flat is None:
            yield Row(number, [], NOT_A_RECORD)
        else:
            yield Row(number, [flat.get(column, "") for column in columns])


def _flat(record: Any) -> dict[str, str] | None:
    if not isinstance(record, dict):
        return None
    flat: dict[str, str] = {}
    _flatten(record, "", 0, flat)
    return flat


def _flatten(value: Any, prefix: str, depth: int, into: dict[str, str]) -> None:
    if isinstance(value, dict) and depth < DEEPEST:
        for key, inner in value.items():
            if len(into) > MOST_COLUMNS:
                return
            _flatten(
                inner, f"{prefix}.{key}"[-200:].lstrip(".") if prefix else str(key)[:200], depth + 1, into
            )
    else:
        into[prefix] = _text(value)


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value[:LONGEST_CELL]
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, list) and all(isinstance(each, str | int | float) for each in value):
        return ", ".join(map(str, value[:200]))[:LONGEST_CELL]
    return ""  # records inside a record are no cell of it
