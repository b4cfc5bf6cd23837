"""People: whose numbers stand under which names. Answers of VK tell names apart from what was said."""

import re
from typing import Any

from veche.channels.connectors.vk.values import first_number, text_of
from veche.kit.text import clean_name
from veche.ledger.terms import Handle, Nature

REMEMBERED = 50_000
_NUMBERED = re.compile(r"(?:id|club|public|event)\d+")


class People:
    """The names of users and communities, between one and two times `REMEMBERED` of them, the last ones."""

    def __init__(self) -> None:
        self.young: dict[int, Handle] = {}
        self.old: dict[int, Handle] = {}
        self.groups: dict[str, int] = {}  # the first addresses of communities, for links that name them

    def learn_user(self, record: Any) -> None:
        """Remember a user's name and address."""
        if type(record) is dict and (number := first_number(record, "id", "uid")) > 0:
            self._keep(number, _user(number, record))

    def learn_group(self, record: Any) -> None:
        """Remember a community's name."""
        if type(record) is not dict or (number := abs(first_number(record, "id", "gid"))) == 0:
            return
        slug = text_of(record.get("screen_name")).lower()
        if len(self.groups) < REMEMBERED:
            self.groups[slug or f"club{number}"] = -number
        self._keep(-number, _group(number, clean_name(text_of(record.get("name")))))

    def handle(self, number: int) -> Handle | None:
        """Answer who has this number: users count up from one, communities down; nobody has none."""
        if not number:
            return None
        found = self.young.get(number) or self.old.get(number)
        if found is None:
            found = Handle("vk", str(number)) if number > 0 else _group(-number, "")
            self._keep(number, found)
        return found

    def name_of(self, number: int) -> str:
        """Answer a community's name, or a page's address: a person's name stands in no title."""
        if number > 0:
            return f"vk.com/id{number}"
        handle = self.handle(number)
        return (handle.name if handle else "") or f"vk.com/club{-number}"

    def _keep(self, number: int, handle: Handle) -> None:
        if len(self.young) >= REMEMBERED:
            self.young, self.old = {}, self.young
        self.young[number] = handle


def _user(number: int, record: dict[str, Any]) -> Handle:
    """Answer a user; of a deleted account VK says «DELETED» where a name was."""
    parts = (text_of(record.get("first_name")), text_of(record.get("last_name")))
    name = "" if parts[0] == "DELETED" else clean_name(" ".join(parts))
    address = clean_name(text_of(record.get("domain")) or text_of(record.get("screen_name")), 64)
    is_named = bool(address) and not _NUMBERED.fullmatch(address)
    aliases = (Handle("vk_name", address),) if is_named else ()
    return Handle("vk", str(number), name, Nature.PERSON, aliases)


def _group(number: int, name: str) -> Handle:
    return Handle("vk", f"club{number}", name, Nature.PLACE)
