"""Rooms: which conversations the app is in, and what is worth remembering of them."""

from collections.abc import Iterator
from typing import Any

from veche.channels.connectors.slack.live.calling import Slack
from veche.kit.text import clean_name

_KINDS = "public_channel,private_channel,mpim,im"
MOST = 5_000


def rooms_of(slack: Slack) -> list[dict[str, Any]]:
    """Answer every conversation the app may see: number, name, what it is, whether the app is in it."""
    found: list[dict[str, Any]] = []
    for rooms, _ in slack.pages("conversations.list", "channels", types=_KINDS, exclude_archived=True):
        found += [_short(room) for room in rooms if type(room) is dict and type(room.get("id")) is str]
        if len(found) >= MOST:
            break
    return found


def joined(rooms: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Answer those the app is in."""
    return (room for room in rooms if room["is_in"])


def _short(room: dict[str, Any]) -> dict[str, Any]:
    """Answer what reading leans on; the names of direct conversations are names of people: left out."""
    is_direct = room.get("is_im") is True or room.get("is_mpim") is True
    name = room.get("name")
    return {
        "id": room["id"],
        "name": clean_name(name, 100) if type(name) is str and not is_direct else "",
        "is_im": is_direct,
        "is_in": is_direct or room.get("is_member") is True,
    }
