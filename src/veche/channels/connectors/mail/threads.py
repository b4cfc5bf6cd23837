"""Threads: which letter a letter answers, and where the conversation began."""

from email.message import Message
from typing import NamedTuple

from veche.channels.connectors.mail.headers import ids_in, kept_id, text_of

REMEMBERED = 50_000


class Thread(NamedTuple):
    """A letter's own id, the one it answers, the one the thread began with; empty where there is none."""

    own: str
    parent: str = ""
    root: str = ""


class Threads:
    """Remembers where the letters read last began; what it remembers is bounded."""

    def __init__(self) -> None:
        self.young: dict[str, str] = {}
        self.old: dict[str, str] = {}

    def of(self, letter: Message) -> Thread:
        """Answer a letter's place in its thread (RFC 5322, 3.6.4)."""
        own = own_id(letter)
        told = ids_in(text_of(letter, "references"))
        parents = ids_in(text_of(letter, "in-reply-to")) or told[-1:]
        parent = next((one for one in parents if one != own), "")
        if not parent:
            return Thread(own)
        first = next((one for one in told if one != own), parent)
        root = self._root_of(first) or self._root_of(parent) or first
        self._remember(own, root)
        return Thread(own, parent, root)

    def _root_of(self, letter: str) -> str:
        return self.young.get(letter) or self.old.get(letter, "")

    def _remember(self, letter: str, root: str) -> None:
        if len(self.young) >= REMEMBERED:
            self.young, self.old = {}, self.young
        self.young[letter] = root


def own_id(letter: Message) -> str:
    """Answer what a letter is known by: its id, or what it says where it has none."""
    told = text_of(letter, "message-id")
    if ids := ids_in(told):
        return ids[0]
    if told.strip("<> "):
        return kept_id(told.strip("<> "))
    payload = letter.get_payload()
    words = payload if isinstance(payload, str) else letter.as_string()
    return kept_id(
        "\n".join([text_of(letter, "from"), text_of(letter, "date"), text_of(letter, "subject"), words])
    )
