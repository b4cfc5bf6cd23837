"""The rooms of the house and what each hangs on its door plate (`room.py`)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings

from veche.kit.cards import CardKind
from veche.kit.jobs.declaring import Declared, Loop, Periodic

# A panel answers a template and its data for a place on a lower room's page, or nothing.
Panel = Callable[..., tuple[str, dict[str, Any]] | None]


@dataclass(frozen=True)
class Entry:
    """A line of the side menu; `permission` is the one its page asks for."""

    route: str
    title: str
    icon: str
    permission: Any = None
    order: int = 50


@dataclass(frozen=True)
class Room:
    """Declarations only: what a room offers to the house and wants to hear of."""

    title: str
    menu: Sequence[Entry] = ()
    # Lines below those of the community: pages over the whole organisation.
    organisation_menu: Sequence[Entry] = ()
    permissions: Sequence[Any] = ()
    # What the audit's acts are called on its page: «people.merge_persons» → a text.
    acts: Mapping[str, str] = field(default_factory=dict)
    listeners: Mapping[str, Sequence[Declared]] = field(default_factory=dict)
    panels: Mapping[str, Sequence[Panel]] = field(default_factory=dict)
    periodic: Sequence[Periodic] = ()
    # Things of this desk that its neighbours may show, in a letter for one.
    cards: Sequence[CardKind] = ()
    # Words that the text check of a community takes as known, asked with the community.
    known_words: Callable[[Any], Iterable[str]] | None = None
    # What runs beside the jobs as long as it is wanted, in a process of its own.
    loops: Sequence[Loop] = ()
    # Jobs that make this room's derived data anew, after a restore for one.
    rebuilds: Sequence[Declared] = ()
    # Functions that answer in words what is not whole, for `veche check`.
    checks: Sequence[Callable[[], Iterable[str]]] = ()


@cache
def rooms() -> dict[str, Room]:
    """Answer every room that has a door plate, lowest floor first."""
    found = {}
    for name in settings.ROOMS:
        if find_spec(f"veche.{name}.room"):
            found[name] = import_module(f"veche.{name}.room").room
        for slot in ("jobs", "listeners"):  # those no plate names are asked for by their actions
            if find_spec(f"veche.{name}.{slot}"):
                import_module(f"veche.{name}.{slot}")
    return found


def listeners_of(event: str) -> list[Declared]:
    """Answer the jobs that want to know of an event, lowest floor first."""
    return [job for room in rooms().values() for job in room.listeners.get(event, ())]


def panels_of(place: str) -> list[Panel]:
    """Answer the panels that upper rooms hang in a place, lowest floor first."""
    return [panel for room in rooms().values() for panel in room.panels.get(place, ())]


def card_kinds() -> dict[str, CardKind]:
    """Answer the kinds of things that desks let others show, by their key."""
    return {kind.key: kind for room in rooms().values() for kind in room.cards}


def known_words_in(community: Any) -> set[str]:
    """Answer the words that the text check takes as known in a community, whichever room keeps them."""
    asked = [room.known_words for room in rooms().values() if room.known_words]
    return {word for ask in asked for word in ask(community)}


def menu() -> list[Entry]:
    """Answer the lines of the side menu in their order."""
    entries = [entry for room in rooms().values() for entry in room.menu]
    return sorted(entries, key=lambda entry: entry.order)


def organisation_menu() -> list[Entry]:
    """Answer the lines that rooms bring to the organisation's menu."""
    return [entry for room in rooms().values() for entry in room.organisation_menu]


def acts() -> dict[str, str]:
    """Answer the names of everything that leaves an entry in the audit."""
    return {act: title for room in rooms().values() for act, title in room.acts.items()}
