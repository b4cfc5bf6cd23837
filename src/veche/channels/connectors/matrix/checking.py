"""Checking: whose account it is, which rooms it hears, which it cannot, and where it may moderate."""

from typing import Any

from veche.channels.connectors.matrix.calling import Matrix, part
from veche.channels.connectors.matrix.listening import joined_rooms
from veche.channels.connectors.matrix.rooms import Rooms
from veche.channels.terms.live import Access, Checked, Finding
from veche.kit.terms import N_
from veche.kit.text import clean_name

MOST_LOOKED_AT = 30
LOGGED_IN = N_("Logged in as {user}.")
HEARS = N_("Hears the rooms: {rooms}.")
NO_ROOMS = N_("The account is in no room yet.")
INVITE = N_(
    "Invite it into a room; it goes in by itself as soon as it listens, where invitations are accepted."
)
ENCRYPTED = N_("These rooms are encrypted and stay unread: {rooms}.")
MAY_NOT = N_("May not moderate in: {rooms}.")
_MORE = "…"


def check(access: Access) -> Checked:
    """Ask who we are and look at the rooms, without changing anything."""
    matrix = Matrix(access)
    user = str(matrix.ask("GET", "/account/whoami").get("user_id", ""))
    keys, rooms = joined_rooms(matrix), Rooms(matrix)
    looked_at = [(key, rooms.room(key)) for key in keys[:MOST_LOOKED_AT]]
    found = [Finding(LOGGED_IN, values={"user": clean_name(user)})]
    if not keys:
        found.append(Finding(NO_ROOMS, help=INVITE))
    heard = [room.title for _, room in looked_at if not room.is_encrypted]
    encrypted = [room.title for _, room in looked_at if room.is_encrypted]
    weak = [
        room.title for key, room in looked_at if not room.is_direct and not _may_moderate(matrix, key, user)
    ]
    is_cut = len(keys) > MOST_LOOKED_AT
    for text, titles in ((HEARS, heard), (ENCRYPTED, encrypted), (MAY_NOT, weak)):
        if titles:
            found.append(Finding(text, values={"rooms": ", ".join([*titles, _MORE] if is_cut else titles)}))
    return Checked(f"Matrix: {clean_name(user)}", tuple(found), {"user": user})


def _may_moderate(matrix: Matrix, key: str, user: str) -> bool:
    levels = matrix.find(f"/rooms/{part(key)}/state/m.room.power_levels")
    users = levels.get("users")
    own = users.get(user, levels.get("users_default", 0)) if type(users) is dict else 0
    return _level(own, 0) >= max(_level(levels.get(name), 50) for name in ("redact", "ban"))


def _level(value: Any, otherwise: int) -> int:
    return value if type(value) is int else otherwise
