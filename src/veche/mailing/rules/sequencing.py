"""When a step of a sequence is due, whether it still may go, and what ends a walk. Decisions alone."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, time, timedelta

from veche.kit.time import DAY, MINUTE, Moment, as_datetime, day_of, in_zone
from veche.mailing.terms.sequencing import ENDING_KINDS, Again, Condition, Ending, Seen


def due_after(since: Moment, wait: int, hour: int | None, zone: str) -> Moment:
    """Answer when a step is due that waits so many minutes, and then for an hour of the community's clock.

    An hour that is over that day comes the next day.
    """
    earliest = Moment(since + wait * MINUTE)
    if hour is None:
        return earliest
    day = day_of(earliest, zone)
    due = in_zone(datetime.combine(day, time(hour)), zone)
    if due < earliest:
        due = in_zone(datetime.combine(day + timedelta(days=1), time(hour)), zone)
    return due


def is_late(planned: Moment, at: Moment, days: int) -> bool:
    """Tell whether a letter is too late to be of use."""
    return at - planned > days * DAY


def is_met(condition: Condition, seen: Seen) -> bool:
    """Tell whether a condition on the step before holds; nothing that was not sent can stay unopened."""
    match condition:
        case Condition.OPENED:
            return seen.opened or seen.clicked
        case Condition.CLICKED:
            return seen.clicked
        case Condition.NOT_OPENED:
            return seen.was_sent and not (seen.opened or seen.clicked)
        case Condition.NOT_CLICKED:
            return seen.was_sent and not seen.clicked
    return True


def ended_by(endings: Collection[Ending], since: Moment, last: Mapping[int, Moment]) -> Ending | None:
    """Answer what ended a walk that began at `since`, by the last moment of each kind of fact."""
    for ending in Ending:
        if ending in endings and any(last.get(kind, since) > since for kind in ENDING_KINDS[ending]):
            return ending
    return None


def turn_of(again: Again, at: Moment, zone: str, turns: Mapping[int, Moment], pause: int) -> int | None:
    """Answer which turn somebody would begin at a moment, or nothing where they may not begin.

    `turns` are those they walked, with when each began; `pause` is in days.
    """
    if again is Again.YEARLY:
        year = as_datetime(at, zone).year
        return None if year in turns else year
    if not turns:
        return 0
    if again is Again.ONCE or at - max(turns.values()) < pause * DAY:
        return None
    return max(turns) + 1
