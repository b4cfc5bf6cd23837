"""Words of predicting: what is known of who came before, and what is expected of an evening."""

from typing import NamedTuple

from veche.events.terms.standing import EventKind

# How far apart the ends of the band are: so many of ten evenings should end within it.
BAND = 0.8
# What an evening may be overbooked by: more than there is room for come at the most so often.
OVERFLOW = 0.05
# Where nothing is known: of ten who took a free seat six or seven come, of paid ones nine; online fewer.
USUAL_FREE, USUAL_PAID, USUAL_FREE_ONLINE, USUAL_PAID_ONLINE = 0.65, 0.90, 0.45, 0.80


class Past(NamedTuple):
    """How often somebody came of what they had registered for, and how often not."""

    came: int = 0
    missed: int = 0


class Evening(NamedTuple):
    """How many registrations of an evening came: `kind` is unknown for lists from outside."""

    kind: EventKind | None
    is_paid: bool
    came: int
    missed: int


class Prior(NamedTuple):
    """What is expected of somebody unknown, and after how many evenings their own past weighs as much."""

    rate: float
    strength: float


class Company(NamedTuple):
    """A party that comes as one or not at all: its seats, and how likely it comes."""

    seats: int
    rate: float


class Lead(NamedTuple):
    """Seats of a past evening: how many were taken so long before it as it is now, and in the end."""

    early: int
    final: int


class Coming(NamedTuple):
    """Seats that are still to be taken: how many are expected, and how far that may be off."""

    seats: float = 0.0
    variance: float = 0.0


class Miss(NamedTuple):
    """How an evening turned out beside what was expected of it.

    `variance` is what chance alone would bring about, `slope` by how many heads the expectation
    moves where everybody's log-odds do by one.
    """

    came: int
    expected: float
    variance: float
    slope: float


class Outlook(NamedTuple):
    """What is expected of an evening, in heads, and what follows from it."""

    seats: int
    expected: float
    low: int
    high: int
    variance: float
    slope: float
    # None where the evening has no capacity.
    overbook: int | None
    # How likely more come than there is room for, as the list is now.
    overflow: float | None
    door_staff: int
