"""When a reminder goes, and when it is too late or too early in the morning for it."""

from __future__ import annotations

from datetime import datetime

from veche.events.terms.reminding import (
    DAY_MINUTES,
    HOUR_MINUTES,
    LATE_DAYS,
    NEAR_HOURS,
    QUIET_FROM,
    QUIET_TO,
    Due,
)
from veche.kit.terms import N_, Reason
from veche.kit.time import DAY, HOUR, MINUTE, day_of

ODD_TIME = N_("Choose a time within a year: some hours or days.")
NO_STATES = N_("Choose who is reminded.")
LARGEST = 366 * DAY_MINUTES


def minutes_of(count: int, unit: str, side: str) -> int:
    """Answer how far from an event: below zero before its start, above it after its end."""
    size = count * (DAY_MINUTES if unit == "days" else HOUR_MINUTES)
    return -size if side == "before" else max(1, size)


def told_of(minutes: int) -> tuple[int, str, str]:
    """Answer the same as a form has it: count, unit, side."""
    size, side = abs(minutes), "before" if minutes <= 0 else "after"
    if size and size % DAY_MINUTES == 0:
        return size // DAY_MINUTES, "days", side
    return size // HOUR_MINUTES, "hours", side


def faults_of(minutes: int, states: list[str]) -> list[Reason]:
    """Answer what is wrong with a reminder's rule."""
    return [
        *([] if 0 < abs(minutes) <= LARGEST else [Reason(ODD_TIME, field="count")]),
        *([] if states else [Reason(NO_STATES, field="states")]),
    ]


def due_of(reminder: int, minutes: int, starts: int, ends: int, zone: str) -> Due:
    """Answer when a reminder goes.

    Its key is another one once the rule changes or the event moves to another day, so that it goes
    again then; a move by an hour guests hear of by a letter of its own.
    """
    at = (starts if minutes < 0 else ends) + minutes * MINUTE
    return Due(at, f"{reminder}/{minutes}/{day_of(at, zone)}")


def is_due(due: int, minutes: int, starts: int, ends: int, at: int) -> bool:
    """Tell whether a reminder is to be said now: what was missed is caught up as long as it makes sense."""
    if at < due:
        return False
    return at < starts if minutes < 0 else at < ends + minutes * MINUTE + LATE_DAYS * DAY


def is_quiet(wall: datetime, starts: int, at: int) -> bool:
    """Tell whether nobody is written to at this time of the day, unless the event is near."""
    if at < starts <= at + NEAR_HOURS * HOUR:
        return False
    return wall.hour >= QUIET_FROM or wall.hour < QUIET_TO
