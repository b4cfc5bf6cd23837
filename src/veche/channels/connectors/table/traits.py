"""What a row says about its person: traits, tags, a note; nothing is lost that cannot be read."""

from collections.abc import Sequence
from typing import Any

from veche.channels.connectors.table import cells, dates
from veche.channels.connectors.table.deeds import plain_words
from veche.channels.connectors.table.fields import OWN, SPECIALS, TRAITS
from veche.channels.connectors.table.people import digest_of

LONGEST = 500
LONGEST_NOTE = 5_000
MOST_TAGS = 50


class Describing:
    """Reads what is said of a person, by the places where traits, tags and notes stand."""

    def __init__(self, places: dict[str, list[int]], columns: Sequence[str], order: str) -> None:
        self.columns, self.order = columns, order
        self.traits = [(key, place) for key in (*TRAITS, *SPECIALS) for place in places.get(key, ())]
        self.own = [*places.get(OWN, ()), *places.get("website", ())]
        self.notes, self.tags = places.get("note", []), places.get("tags", [])

    def describe(self, row: Sequence[str], unread: Sequence[int] = ()) -> dict[str, Any] | None:
        """Answer the row's `extra`: traits, tags and note, without what is empty; nothing if all is."""
        traits: dict[str, str] = {}
        for key, place in self.traits:
            if text := _filled(row[place]):
                kept = self._read(key, text)
                traits[key if kept else self._own_key(place)] = kept or text[:LONGEST]
        for place in (*self.own, *unread):
            if text := _filled(row[place]):
                traits[self._own_key(place)] = text[:LONGEST]
        tags = [tag for place in self.tags for tag in _tags_in(row[place])]
        note = "\n".join(plain_words(text) for place in self.notes if (text := _filled(row[place])))
        found = {"traits": traits, "tags": tags[:MOST_TAGS], "note": note[:LONGEST_NOTE]}
        return {key: value for key, value in found.items() if value} or None

    def _own_key(self, place: int) -> str:
        return f"own:{self.columns[place]}"

    def _read(self, key: str, text: str) -> str:
        if key == "birthday":
            return dates.read_birthday(text, self.order)
        if key == "sex":
            return cells.sex_of(text)
        return text[:LONGEST]


def digest_of_extra(extra: dict[str, Any]) -> str:
    """Answer the digest of a description: the same words, the same digest, in any order of columns."""
    traits = sorted(f"{key}={value}" for key, value in extra.get("traits", {}).items())
    return digest_of(*traits, *sorted(extra.get("tags", ())), extra.get("note", ""))


def _filled(text: str) -> str:
    text = text.strip()
    return "" if not text or cells.is_nothing(text) else text


def _tags_in(text: str) -> list[str]:
    parts = text.replace(";", ",").replace("|", ",").split(",")
    return [tag for part in parts if (tag := _filled(part)[:100])]
