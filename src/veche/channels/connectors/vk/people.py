"""People: whose numbers stand under which names. Answers of VK tell names apart from what was said."""

import re
from typing import Any

from veche.channels.connectors.vk.values import first_number, text_of
from veche.kit.text import clean_name
from veche.ledger.terms import Handle, Nature

# Names are kept as short as they go: a wall of years is written to by tens of thousands.
REMEMBERED = 50_000
MADE = 5_000
MOST_ADDRESSES = 5_000
_NUMBERED = re.compile(r"(?:id|club|public|event)\d+")


class People:
    """The names of users and communities, between one and two times `REMEMBERED` of them, the last ones."""

    def __init__(self) -> None:
        self.young: dict[int, str] = {}
        self.old: dict[int, str] = {}
        self.made: dict[int, Handle] = {}
        self.groups: dict[str, int] = {}  # the first addresses of communities, for links that name them

    def learn_user(self, record: Any) -> None:
        """Remember a user's name and address; of a deleted account VK says «DELETED» where a name was."""
        if type(record) is not dict or (number := first_number(record, "id", "uid")) <= 0:
            return
        parts = (text_of(record.get("first_name")), text_of(record.get("last_name")))
        name = "" if parts[0] == "DELETED" else clean_name(" ".join(parts))
        address = clean_name(text_of(record.get("domain")) or text_of(record.get("screen_name")), 64)
        self._keep(number, name, "" if _NUMBERED.fullmatch(address) else address)

    def learn_group(self, record: Any) -> None:
        """Remember a community's name."""
        if type(record) is not dict or (number := abs(first_number(record, "id", "gid"))) == 0:
            return
        if len(self.groups) < MOST_ADDRESSES:
            address = clean_name(text_of(record.get("screen_name")), 64).lower()
            self.groups[address or f"club{number}"] = -number
        self._keep(-number, clean_name(text_of(record.get("name"))), "")

    def handle(self, number: int) -> Handle | None:
        """Answer who has this number: users count up from one, communities down; nobody has none."""
        if not number:
            return None
        found = self.made.get(number)
        if found is None:
            if len(self.made) >= MADE:
                self.made.clear()
            known = self.young.get(number) or self.old.get(number) or "\n"
            found = self.made[number] = _handle(number, *known.split("\n"))
        return found

    def name_of(self, number: int) -> str:
        """Answer a community's name, or a page's address: a person's name stands in no title."""
        if number > 0:
            return f"vk.com/id{number}"
        handle = self.handle(number)
        return (handle.name if handle else "") or f"vk.com/club{-number}"

    def _keep(self, number: int, name: str, address: str) -> None:
        known = f"{name}\n{address}"
        if self.young.get(number) == known:
            return
        if len(self.young) >= REMEMBERED:
            self.young, self.old = {}, self.young
        self.young[number] = known
        self.made.pop(number, None)


def _handle(number: int, name: str, address: str) -> Handle:
    if number < 0:
        return Handle("vk", f"club{-number}", name, Nature.PLACE)
    aliases = (Handle("vk_name", address),) if address else ()
    return Handle("vk", str(number), name, Nature.PERSON, aliases)
