"""Reads the arrays of a JSON file of any size with flat memory, at the speed of orjson.

Chat exports are one object with one giant array. The array is cut into runs of
whole elements by trying: a prefix that starts at an element and parses inside
brackets can only end between two elements, so a cut that parses is right by
proof, and the separator it was found by is only a guess that makes it quick.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

import orjson

from veche.kit.terms import N_, Reason, Refusal

CHUNK = 256 * 1024
LARGEST_ELEMENT = 64 * 1024 * 1024
KEPT_OF_AN_ARRAY = 1_000
DEEPEST = 200
_SPACE = re.compile(rb"[ \t\r\n]*")
_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+')
_SEPARATOR = re.compile(rb'\s*\}\s*,\s*\{\s*"[^"\\]*"\s*:')
_TRIES = 6


@dataclass(slots=True)
class JsonArray:
    """One array on its way through: what stood around it, and its elements, to be read once."""

    key: str
    context: dict[str, Any]
    elements: Iterator[Any] = field(repr=False)


def read_arrays(file: BinaryIO, *keys: str) -> Iterator[JsonArray]:
    """Answer each array that stands under one of the keys, and a top-level array (key "").

    The context holds the values that stood before the array in the objects around
    it, the inner ones winning; of other arrays only the first thousand elements.
    An array that is not read to its end is passed over. Refuses damaged JSON with the
    byte where it breaks.
    """
    yield from _Scanner(file, frozenset(keys)).arrays()


class _Scanner:
    """A window that slides over the file, and the objects that are open around it."""

    def __init__(self, file: BinaryIO, keys: frozenset[str]) -> None:
        self.file, self.keys = file, keys
        self.data, self.at, self.base, self.ended = b"", 0, 0, False
        self.separator = b""
        self.open: list[dict[str, Any] | list[Any]] = []
        self.key: str | None = None

    # -- the window ---------------------------------------------------------

    def more(self) -> bool:
        """Read on, dropping what was passed; answers whether anything came."""
        want = max(CHUNK, len(self.data) - self.at)
        piece = b"" if self.ended else self.file.read(want)
        self.ended = not piece
        self.base += self.at
        self.data, self.at = self.data[self.at :] + piece, 0
        if self.base == 0 and self.data.startswith(b"\xef\xbb\xbf"):
            self.at = 3
        return bool(piece)

    def peek(self) -> bytes:
        """Answer the next byte that is not white space, or nothing at the end."""
        while True:
            self.at = _SPACE.match(self.data, self.at).end()  # type: ignore[union-attr]
            if self.at < len(self.data):
                return self.data[self.at : self.at + 1]
            if not self.more():
                return b""

    def damaged(self) -> Refusal:
        text = N_("The file breaks off or is damaged after byte {byte}.")
        return Refusal(Reason(text, place=str(self.base + self.at), values={"byte": self.base + self.at}))

    # -- outside the wanted arrays ------------------------------------------

    def arrays(self) -> Iterator[JsonArray]:
        if self.peek() == b"[":
            self.at += 1
            yield from self.one_array("")
            return
        while (token := self.token()) is not None:
            if token == b"[" and self.key in self.keys and len(self.open) > 0:
                key, self.key = self.key or "", None
                yield from self.one_array(key)
            else:
                self.note(token)
        if self.open:
            raise self.damaged()

    def one_array(self, key: str) -> Iterator[JsonArray]:
        elements = self.elements()
        yield JsonArray(key, self.context(), elements)
        for _ in elements:
            pass

    def token(self) -> bytes | None:
        if not self.peek():
            return None
        while True:
            found = _TOKEN.match(self.data, self.at)
            whole = found and (found.end() < len(self.data) or self.ended)
            if found and whole:
                self.at = found.end()
                return found.group()
            if len(self.data) - self.at > LARGEST_ELEMENT or (not self.more() and not found):
                raise self.damaged()

    def note(self, token: bytes) -> None:
        """Follow the structure and keep the values that stand around the wanted arrays."""
        if token in (b"{", b"["):
            self.enter({} if token == b"{" else [])
        elif token in (b"}", b"]"):
            if not self.open:
                raise self.damaged()
            self.open.pop()
        elif token in (b":", b","):
            return
        elif self.open and isinstance(self.open[-1], dict) and self.key is None:
            self.key = self.value(token)
        else:
            self.put(self.value(token))

    def enter(self, fresh: dict[str, Any] | list[Any]) -> None:
        if len(self.open) > DEEPEST:
            raise self.damaged()
        self.put(fresh)
        self.open.append(fresh)

    def put(self, value: Any) -> None:
        if not self.open:
            return
        around = self.open[-1]
        if isinstance(around, dict):
            around[self.key or ""] = value
            self.key = None
        elif len(around) < KEPT_OF_AN_ARRAY:
            around.append(value)

    def value(self, token: bytes) -> Any:
        try:
            return json.loads(token)
        except ValueError:
            self.at -= len(token)
            raise self.damaged() from None

    def context(self) -> dict[str, Any]:
        merged: dict[str, Any] = {}
        for around in self.open:
            if isinstance(around, dict):
                merged.update(around)
        return merged

    # -- inside a wanted array ----------------------------------------------

    def elements(self) -> Iterator[Any]:
        """Answer the elements of the array whose bracket was just passed."""
        if self.peek() == b"]":
            self.at += 1
            return
        while True:
            run = self.run_of_elements()
            yield from run
            end = self.peek()
            self.at += 1
            if end == b"]":
                return
            if end != b",":
                self.at -= 1
                raise self.damaged()
            self.peek()

    def run_of_elements(self) -> list[Any]:
        """Answer as many whole elements as the window holds, at least one."""
        if len(self.data) - self.at < CHUNK:
            self.more()
        while True:
            found = self.by_separator() or self.one_by_one()
            if found:
                return found
            if len(self.data) - self.at > LARGEST_ELEMENT or not self.more():
                raise self.damaged()

    def by_separator(self) -> list[Any]:
        if not self.separator:
            return []
        end = len(self.data)
        for _ in range(_TRIES):
            end = self.data.rfind(self.separator, self.at, end)
            if end < 0:
                return []
            cut = self.data.index(b"}", end) + 1
            try:
                found: list[Any] = orjson.loads(b"[" + self.data[self.at : cut] + b"]")
            except orjson.JSONDecodeError:
                continue
            self.at = cut
            return found
        return []

    def one_by_one(self) -> list[Any]:
        """Decode single elements: the first, the last, and those orjson is too strict for."""
        text = self.data[self.at :].decode("utf-8", "surrogateescape")
        try:
            value, end = _DECODER.raw_decode(text)
        except (ValueError, RecursionError):
            return []
        stop = self.at + len(text[:end].encode("utf-8", "surrogateescape"))
        if not self.ended and self.data[stop : stop + 1] not in _AFTER:
            return []  # a number may go on in the next chunk: «1.5e» is whole only with what follows
        self.at = stop
        if found := _SEPARATOR.match(self.data, max(stop - 1, 0)):
            self.separator = self.learn(stop, found.group())
        return [value]

    def learn(self, stop: int, separator: bytes) -> bytes:
        """Take the white space before the brace along: nested objects are indented deeper."""
        before = self.data[max(0, stop - 64) : stop - 1]
        space = before[len(before.rstrip(b" \t\r\n")) :]
        return space + separator


_DECODER = json.JSONDecoder()
_AFTER = frozenset((b",", b"]", b"}", b" ", b"\t", b"\r", b"\n"))
