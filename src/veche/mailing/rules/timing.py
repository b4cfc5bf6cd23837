"""When a letter is due to each: at the same wall clock everywhere, or at the hour each is usually seen.

Always within a day (of twenty-five hours, where a clock is put back) after the moment it was told to leave.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta

from veche.kit.time import Moment, as_datetime, in_zone
from veche.mailing.terms.timing import FEWEST_SEEN, USUAL_HOUR

_HOURS = 24


def local_moment(start: Moment, home: str, own: str) -> Moment:
    """Answer the first moment from `start` on at which a clock of `own` shows what that of `home` shows then.

    Where the clock leaps over that time, it is due when it has leapt.
    """
    wall = as_datetime(start, home).time().replace(fold=0)
    return _next(start, wall, own)


def usual_moment(start: Moment, hour: int, zone: str) -> Moment:
    """Answer the first moment from `start` on at which it is this hour there; at once where it is now."""
    here = as_datetime(start, zone)
    return start if here.hour == hour else _next(start, time(hour), zone)


def usual_hours(seen: Iterable[tuple[int, int, int]]) -> tuple[dict[int, int], int]:
    """Answer the hour each is usually seen, and that of all together, of (person, hour, how often).

    An hour counts with half of each beside it, so that a habit around the full hour is one. Whoever was
    seen too seldom has none; all together always have one.
    """
    by_person: dict[int, list[int]] = {}
    everybody = [0] * _HOURS
    for person, hour, count in seen:
        by_person.setdefault(person, [0] * _HOURS)[hour % _HOURS] += count
        everybody[hour % _HOURS] += count
    own = {person: _peak(hours) for person, hours in by_person.items() if sum(hours) >= FEWEST_SEEN}
    return own, _peak(everybody) if any(everybody) else USUAL_HOUR


def zone_named(text: str, known: Mapping[str, str]) -> str:
    """Answer the zone of a city or of its own name, folded, as `known` has it; nothing for others."""
    words = text.strip().removeprefix("г. ").removeprefix("г.").strip()
    return known.get(words) or known.get(words.partition(",")[0].strip(), "")


def _next(start: Moment, wall: time, zone: str) -> Moment:
    day = as_datetime(start, zone).date() - timedelta(days=1)
    while True:
        found = in_zone(datetime.combine(day, wall), zone)
        if found >= start:
            return found
        day += timedelta(days=1)


def _peak(hours: list[int]) -> int:
    smooth = [2 * hours[hour] + hours[hour - 1] + hours[(hour + 1) % _HOURS] for hour in range(_HOURS)]
    return smooth.index(max(smooth))
