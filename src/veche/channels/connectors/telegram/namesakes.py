"""Namesakes: which account an invited person has, whom the export names without a number.

Telegram Desktop writes both names from the same record at the same time, so that a full name
which only one account of the chat bears is that account's. A given name alone says nothing.
"""

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any, BinaryIO

from veche.channels.connectors.telegram.peers import peer_of
from veche.kit.json_arrays import read_arrays
from veche.kit.text import clean_name

MOST = 50_000
MOST_MESSAGES = 5_000_000  # beyond, looking ahead would take longer than a reader may be silent
Names = Mapping[str, str]


def names_in(file: BinaryIO) -> list[Names]:
    """Answer for each chat of an export, in order, the account behind every full name of one bearer.

    Of chats after the first five million messages nothing is known.
    """
    found: list[Names] = []
    left, most = MOST_MESSAGES, MOST
    for array in read_arrays(file, "messages"):
        chat = _Chat(most)
        left -= chat.look_at(islice(array.elements, left))
        if left <= 0:
            break
        most -= len(chat.names)
        found.append({name: peer for name, peer in chat.names.items() if peer})
    return found


class _Chat:
    """The full names of one chat, each with the account that bears it, or nothing if several do."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.names: dict[str, str] = {}
        self.seen: set[tuple[Any, Any]] = set()

    def look_at(self, messages: Iterable[Any]) -> int:
        """Take the authors of messages in; answers how many messages there were."""
        count, seen = 0, self.seen
        for message in messages:
            count += 1
            try:
                if (message["from"], message["from_id"]) in seen:
                    continue
            except (KeyError, TypeError):
                pass  # a notice, or what is no message
            self._take(message)
        return count

    def _take(self, message: Any) -> None:
        if type(message) is not dict:
            return
        name = message.get("from") or message.get("actor")
        value = message.get("from_id") or message.get("actor_id")
        if type(name) is str and type(value) in (str, int) and (name, value) not in self.seen:
            if len(self.seen) < MOST:
                self.seen.add((name, value))
            self._note(clean_name(name), peer_of(value))

    def _note(self, name: str, peer: str) -> None:
        if peer.startswith("user") and is_full(name) and (name in self.names or len(self.names) < self.most):
            self.names[name] = peer if self.names.get(name, peer) == peer else ""


def is_full(name: str) -> bool:
    """Tell whether a name has two words at least, as given and family names together do."""
    return sum(len(word) > 1 and word.replace("-", "").isalpha() for word in name.split()) > 1
