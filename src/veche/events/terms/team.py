"""Words of an event's team: wishes for shifts, and how a line of the run sheet stands."""

from collections.abc import Mapping
from enum import IntEnum, StrEnum
from typing import NamedTuple

from veche.kit.terms import N_
from veche.kit.time import Moment


class WishLevel(IntEnum):
    """What a volunteer says of a shift."""

    CANNOT = -1
    CAN = 0
    LIKES = 1


WISH_TITLES: Mapping[WishLevel, str] = {
    WishLevel.LIKES: N_("with pleasure"), WishLevel.CAN: N_("if needed"), WishLevel.CANNOT: N_("cannot"),
}  # fmt: skip


class Span(NamedTuple):
    """A stretch of time, its end left out."""

    start: Moment
    end: Moment


class ShiftNeed(NamedTuple):
    """A shift as the rules fill it: when, and how many people it takes."""

    key: int
    span: Span
    needed: int


class Candidate(NamedTuple):
    """A volunteer as the rules place them: wishes by shift, and when they are busy otherwise."""

    key: int
    wishes: Mapping[int, WishLevel]
    busy: tuple[Span, ...] = ()


class CueState(StrEnum):
    """How a line of the run sheet stands while the event runs."""

    AHEAD = "ahead"
    NOW = "now"
    DONE = "done"


class PlannedCue(NamedTuple):
    """A line of the run sheet as it was planned, and what has become of it."""

    key: int
    starts: Moment
    minutes: int
    # It does not move when others slip: a train, a broadcast.
    is_fixed: bool = False
    started: Moment | None = None
    ended: Moment | None = None


class ExpectedCue(NamedTuple):
    """When a line is expected now, how it stands, and by how many minutes it is late."""

    key: int
    starts: Moment
    ends: Moment
    state: CueState
    late: int


LONGEST_CUE = 24 * 60
MOST_CUES, MOST_TASKS, MOST_SHIFTS, MOST_VOLUNTEERS = 300, 300, 200, 1000
