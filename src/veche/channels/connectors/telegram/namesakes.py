"""Namesakes: which account an invited person has, whom the export names without a number.

Telegram Desktop writes both names from the same record at the same time, so that a full name
which only one account of the chat bears is that account's. A given name alone says nothing.

The whole file is looked over before its first message is read. A name and its number stand side
by side there, and a quotation mark inside a text never stands without a backslash: so the bytes
are searched, several times faster than they are parsed.
"""

import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO

import orjson

from veche.channels.connectors.telegram.peers import peer_of
from veche.kit.text import clean_name

MOST = 50_000
MOST_BYTES = 16 * 1024**3  # beyond, looking ahead would take longer than a reader may be silent
PIECE = 1024**2
Names = Mapping[str, str]
_CHAT = re.compile(rb'"messages"\s*:\s*\[')
_PAIR = r'"{0}"\s*:\s*("[^"\\]*(?:\\.[^"\\]*)*")\s*,\s*"{0}_id"\s*:\s*("[^"\\]*"|\d+)'
_PAIRS = [re.compile(_PAIR.format(key).encode()) for key in ("from", "actor")]
_KEYS = (b'"from"', b'"actor"', b'"messages"')
_LONGEST_TAIL = 64 * 1024


def names_in(file: BinaryIO) -> list[Names]:
    """Answer for each chat of an export, in order, the account behind every full name of one bearer.

    Of chats after the first 16 GB nothing is known, of a chat's names the first fifty thousand.
    """
    found: list[_Chat] = []
    most = MOST
    for piece in _pieces(file):
        before, *chats = _CHAT.split(piece)
        if found:
            found[-1].look_at(before)
        for chat in chats:
            most -= len(found[-1].names) if found else 0
            found.append(_Chat(most))
            found[-1].look_at(chat)
    return [{name: peer for name, peer in chat.names.items() if peer} for chat in found]


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    """Answer the bytes in pieces, each cut before a key of ours so that no pair is cut through."""
    tail, size = b"", 0
    while (fresh := file.read(PIECE)) and size < MOST_BYTES:
        size += len(fresh)
        data = tail + fresh
        at = max(data.rfind(key, max(0, len(data) - _LONGEST_TAIL)) for key in _KEYS)
        at = at if at > 0 else len(data)
        yield data[:at]
        tail = data[at:]
    yield tail


class _Chat:
    """The full names of one chat, each with the account that bears it, or nothing if several do."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.names: dict[str, str] = {}
        self.seen: set[tuple[bytes, bytes]] = set()

    def look_at(self, piece: bytes) -> None:
        """Take the authors of messages and notices in."""
        for pattern in _PAIRS:
            for name, number in set(pattern.findall(piece)) - self.seen:
                if len(self.seen) < MOST:
                    self.seen.add((name, number))
                self._note(name, number)

    def _note(self, name: bytes, number: bytes) -> None:
        try:
            text, peer = clean_name(orjson.loads(name)), peer_of(orjson.loads(number))
        except orjson.JSONDecodeError:
            return  # no JSON: whoever reads the file says so
        if peer.startswith("user") and is_full(text) and (text in self.names or len(self.names) < self.most):
            self.names[text] = peer if self.names.get(text, peer) == peer else ""


def is_full(name: str) -> bool:
    """Tell whether a name has two words at least, as given and family names together do."""
    return sum(len(word) > 1 and word.replace("-", "").isalpha() for word in name.split()) > 1
