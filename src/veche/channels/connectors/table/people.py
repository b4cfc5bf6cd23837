"""Who a row is about: the best handle, the others as the same account, a name put together."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from veche.channels.connectors.table import cells
from veche.channels.connectors.table.fields import HANDLES
from veche.kit.text import clean_name, fold
from veche.ledger.terms import Handle, Nature

# How GitHub and its neighbours write that no human did it.
_BOT = re.compile(r"\[bot\]$")


@dataclass(slots=True)
class Named:
    """The person of a row; what could not be read as a handle is kept by its column's place."""

    handle: Handle | None
    unread: list[int] = field(default_factory=list)


class Naming:
    """Reads who a row is about, by the places where handles and names stand."""

    def __init__(
        self, places: dict[str, list[int]], columns: Sequence[str], scope: str, country: str
    ) -> None:
        self.places, self.columns, self.scope, self.country = places, columns, scope, country
        self.handles = [(kind, place) for kind in HANDLES for place in places.get(kind, ())]
        self.links = places.get("website", [])
        # People without a handle are told apart by what is said of them at birth.
        self.birthdays = places.get("birthday", [])

    def name(self, row: Sequence[str], *, weak: str) -> Named:
        """Answer the person; one without any handle is known by name, as `weak` («row» or «named»)."""
        found: list[Handle] = []
        unread: list[int] = []
        for kind, place in self.handles:
            text = row[place].strip()
            if text and not cells.is_nothing(text):
                read = self._read(kind, text, place)
                found += read
                unread += [] if read else [place]
        for place in self.links:
            if (profile := cells.profile_of(row[place])) is not None:
                found.append(profile)
        unique = list(dict.fromkeys(found))
        name = self._full_name(row) or self._name_beside_address(row)
        nature = Nature.BOT if _BOT.search(name) else Nature.PERSON
        if unique:
            best = unique[0]._replace(name=name, nature=nature, aliases=tuple(unique[1:]))
            return Named(best, unread)
        return Named(self._weak(row, name, weak)._replace(nature=nature) if name else None, unread)

    def _read(self, kind: str, text: str, place: int) -> list[Handle]:
        if kind == "email":
            return [Handle("email", address) for address in cells.emails_of(text)]
        if kind == "phone":
            return [Handle("phone", number) for number in cells.phones_of(text, self.country)]
        scope = f"{self.scope}/{fold(self.columns[place])[:40]}"
        found = cells.handle_of(kind, text, scope)
        return [found] if found else []

    def _full_name(self, row: Sequence[str]) -> str:
        whole = self._cell(row, "name")
        parts = [self._cell(row, part) for part in ("first", "patronymic", "last")]
        put_together = " ".join(filter(None, parts))
        return clean_name(put_together or whole or self._cell(row, "nick"))

    def _name_beside_address(self, row: Sequence[str]) -> str:
        """Answer «Anna» of «Anna <anna@example.org>»."""
        texts = (row[place] for place in self.places.get("email", ()) if "<" in row[place])
        return clean_name(next(texts, "").partition("<")[0].strip(" \"'"))

    def _cell(self, row: Sequence[str], meaning: str) -> str:
        texts = (row[place].strip() for place in self.places.get(meaning, ()))
        return next((text for text in texts if text and not cells.is_nothing(text)), "")

    def _weak(self, row: Sequence[str], name: str, kind: str) -> Handle:
        if kind == "named":
            return Handle("named", f"{self.scope}/{name}"[:250], name)
        told = [fold(name), *(row[place].strip() for place in self.birthdays)]
        return Handle("row", f"{self.scope}/{digest_of(*told)}", name)


def digest_of(*parts: str) -> str:
    """Answer the digest of some texts: the same for the same, and telling nothing."""
    return hashlib.blake2b("\x1f".join(parts).encode("utf-8", "replace"), digest_size=10).hexdigest()


def digest_of_handle(handle: Handle) -> str:
    """Answer the digest of a handle, by which a row is known again without naming anybody."""
    return digest_of(handle.kind, fold(handle.value))
