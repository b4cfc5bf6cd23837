"""Rooms: public and private channels, conversations of two and of several."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from veche.kit.text import clean_name, fold
from veche.ledger.terms import LONGEST_ID, Place

MOST_ROOMS = 400_000
_DIRECT = {"ru": "Slack: личные сообщения"}


@dataclass(frozen=True, slots=True)
class Room:
    """One room: its place, what stands before the ids of its messages, and what it is called in reports.

    Direct messages are one place with a thread for each conversation: their names are names of
    people, and a name in a channel's title would outlive its owner's erasure.
    """

    place: Place
    key: str
    prefix: str = ""
    thread: str = ""

    def id_of(self, stamp: str) -> str:
        """Answer the external id of the message with this stamp: stamps are unique in their room."""
        return self.prefix + stamp


class Rooms:
    """What an export says of its rooms, and the rooms by the folders their days lie in."""

    def __init__(self, language: str) -> None:
        self.language = language
        # Around which folder, in which folder of it → number, name, is private. An upload may
        # hold several workspaces, each with a «general» of its own.
        self.known: dict[tuple[str, str], tuple[str, str, bool]] = {}

    def note(self, items: Iterable[Any], path: str) -> None:
        """Take a list of rooms in; the path of its file says where their folders lie and which they are."""
        root, _, list_name = path.rpartition("/")
        list_name = list_name.lower()
        is_direct = list_name in ("dms.json", "mpims.json")
        for item in items:
            number = item.get("id") if type(item) is dict else None
            if type(number) is not str or not 0 < len(number) < 50 or len(self.known) >= MOST_ROOMS:
                continue
            name = clean_name(item["name"]) if type(item.get("name")) is str else ""
            is_private = is_direct or item.get("is_im") is True or item.get("is_mpim") is True
            room = (number, name, is_private)
            for folder in filter(None, (number, name)):
                self.known[root, folder] = room
                self.known.setdefault(("*", folder), room)

    def room(self, folder: str, root: str = "") -> Room:
        """Answer the room whose days lie in a folder; one that no list names is known by its folder."""
        folder = clean_name(folder)
        known = self.known.get((root, folder)) or self.known.get(("*", folder))
        number, name, is_private = known or ("", folder, False)
        if is_private or name.startswith("mpdm-") or _is_direct(number or folder):
            key = number or (folder if _is_direct(folder) else _digest(folder))
            title = _DIRECT.get(self.language, "Slack: direct messages")
            return Room(Place("slack", "private", title, "private"), key, f"{key}/", key)
        key = number or (folder if _is_number(folder) else f"named/{fold(name)}"[:LONGEST_ID])
        return Room(Place("slack", key, name or key, "chat"), key)


def _is_direct(number: str) -> bool:
    return number[:1] == "D" and _is_number(number)


def _is_number(word: str) -> bool:
    return len(word) > 8 and word[0] in "CGD" and word.isascii() and word.isalnum() and word.isupper()


def _digest(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:20]
