"""Promising: when an answer is due, counted in working minutes of the community's own clock.

A working day is from its first minute to its last by the wall clock of the zone; where the clock is
changed meanwhile the day is as much shorter or longer as people find it.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from veche.inbox.terms import FAR, Week
from veche.kit.time import MINUTE, Moment, day_of, in_zone

# Whoever works on no day of so many promises nothing.
LONGEST = 400
DAY_MINUTES = 24 * 60


def due_after(earlier: Sequence[tuple[int, int]], since: int, minutes: int, week: Week) -> Moment:
    """Answer the moment by which so many working minutes are over; FAR where nothing is promised.

    People may have waited before, each time from one moment to another.
    """
    left = minutes * MINUTE
    for began, ended in (*earlier, (since, FAR)) if left > 0 else ():
        for start, end in _stretches(began, week):
            here, until = max(start, began), min(end, ended)
            if start >= ended:
                break
            if here + left <= until:
                return Moment(here + left)
            left -= max(0, until - here)
    return FAR


def _stretches(since: int, week: Week) -> Iterator[tuple[Moment, Moment]]:
    """Answer the working stretches from the day of a moment on, each as its two ends."""
    day = day_of(since, week.zone)
    for _ in range(LONGEST):
        hours = None if day in week.holidays else week.hours[day.weekday()]
        if hours and hours[0] < hours[1]:
            yield _moment(day, hours[0], week.zone), _moment(day, hours[1], week.zone)
        day += timedelta(days=1)


def _moment(day: date, minute: int, zone: str) -> Moment:
    whole = day + timedelta(days=minute // DAY_MINUTES)
    clock = time(minute % DAY_MINUTES // 60, minute % 60)
    return in_zone(datetime.combine(whole, clock), zone)
