"""Rooms: what a room is called and whether it is one for two, asked once and remembered."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from veche.channels.connectors.matrix.calling import Matrix, part
from veche.kit.text import clean_name

MOST_REMEMBERED = 5_000


class Room(NamedTuple):
    """A room as people know it."""

    title: str
    is_direct: bool = False
    is_encrypted: bool = False


class Rooms:
    """The rooms and the names in them that were met so far."""

    def __init__(self, matrix: Matrix) -> None:
        self.matrix = matrix
        self.rooms: dict[str, Room] = {}
        self.names: dict[tuple[str, str], str] = {}

    def room(self, key: str) -> Room:
        """Answer a room; one without a name and with two in it is a private conversation."""
        if key not in self.rooms:
            if len(self.rooms) > MOST_REMEMBERED:
                self.rooms.clear()
            self.rooms[key] = self._asked(key)
        return self.rooms[key]

    def _asked(self, key: str) -> Room:
        path = f"/rooms/{part(key)}"
        title = _text(self.matrix.find(f"{path}/state/m.room.name"), "name")
        title = title or _text(self.matrix.find(f"{path}/state/m.room.canonical_alias"), "alias")
        is_encrypted = bool(self.matrix.find(f"{path}/state/m.room.encryption"))
        if title:
            return Room(title, is_encrypted=is_encrypted)
        joined = self.matrix.find(f"{path}/joined_members").get("joined")
        return Room("Matrix", type(joined) is dict and len(joined) <= 2, is_encrypted)

    def learn(self, key: str, event: Mapping[str, Any]) -> None:
        """Remember what an event says of a room or of a name in it."""
        content = event.get("content")
        if type(content) is not dict:
            return
        if event.get("type") == "m.room.name":
            self.rooms.pop(key, None)
        elif event.get("type") == "m.room.member" and content.get("membership") == "join":
            if len(self.names) > MOST_REMEMBERED:
                self.names.clear()
            self.names[key, str(event.get("state_key"))] = _text(content, "displayname")

    def name(self, key: str, user: str) -> str:
        """Answer how somebody is called in a room."""
        if (key, user) not in self.names:
            told = self.matrix.find(f"/rooms/{part(key)}/state/m.room.member/{part(user)}")
            self.names[key, user] = _text(told, "displayname")
        return self.names[key, user]


def _text(told: Mapping[str, Any], name: str) -> str:
    value = told.get(name)
    return clean_name(value) if type(value) is str else ""
