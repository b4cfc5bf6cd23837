"""Words of planning: which dates a change is for, how a series repeats, what a venue's price is for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from veche.kit.terms import N_


class Scope(StrEnum):
    """Which dates of a series a change is for."""

    THIS = "this"
    FOLLOWING = "following"
    ALL = "all"


SCOPE_TITLES: Mapping[Scope, str] = {
    Scope.THIS: N_("This date alone"),
    Scope.FOLLOWING: N_("This and all following: they become a series of their own"),
    Scope.ALL: N_("All dates that have not begun"),
}


class Unit(StrEnum):
    """What a rhythm counts in."""

    WEEK = "week"
    MONTH_DAY = "month_day"  # «on the 15th»
    MONTH_WEEKDAY = "month_weekday"  # «on the first Friday»


LAST = -1


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How a series repeats, as far as the form offers it; weekdays are counted from Monday, 0."""

    unit: Unit
    every: int = 1
    weekdays: tuple[int, ...] = ()
    month_day: int = 1
    nth: int = 1
    until: date | None = None
    count: int | None = None


PRICE_TITLES: Mapping[str, str] = {
    "hour": N_("an hour"), "evening": N_("an evening"), "day": N_("a day"),
    "event": N_("an event"), "month": N_("a month"),
}  # fmt: skip
# Fields of an event that every date of a series takes as they are.
PLAIN_FIELDS = (
    "title", "kind", "summary", "about", "language", "time_zone", "venue_id", "online_link", "is_listed",
    "capacity", "overbook", "needs_approval", "most_seats", "waiting_mode", "waiting_bound", "offer_hours",
    "asks_diets",
)  # fmt: skip
# Those that each date has its own of, counted back from its start.
TIME_FIELDS = ("starts_at", "ends_at", "doors_at", "registers_from", "registers_until")
# What calendars have to hear of; the link to join is read on the page, always the latest.
TOLD_FIELDS = frozenset({"title", "starts_at", "ends_at", "time_zone", "venue_id"})
FIELD_TITLES: Mapping[str, str] = {
    "title": N_("the name"), "kind": N_("the kind"), "summary": N_("the summary"), "about": N_("the text"),
    "language": N_("the language"), "venue_id": N_("the venue"), "online_link": N_("the link"),
    "is_listed": N_("being listed"), "capacity": N_("the seats"), "overbook": N_("overbooking"),
    "needs_approval": N_("approval"), "most_seats": N_("seats of a party"),
    "waiting_mode": N_("the waiting list"), "waiting_bound": N_("the waiting list"),
    "offer_hours": N_("the waiting list"), "asks_diets": N_("questions about food"),
    "time_zone": N_("the time zone"), "starts_at": N_("the time"), "ends_at": N_("the time"),
    "doors_at": N_("the doors"),
    "registers_from": N_("when one registers"), "registers_until": N_("when one registers"),
    "halls": N_("the rooms"),
}  # fmt: skip
