"""When a letter is due to each: at the same wall clock everywhere, or at the hour each is usually seen.

A letter at each one's own clock reaches those in the east before the moment it is told for, if it may begin
so early; whoever's clock is past it by then gets it a day later.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta

from veche.kit.time import Moment, as_datetime, in_zone
from veche.mailing.terms.timing import FEWEST_SEEN, USUAL_HOUR

_HOURS = 24
# Where every day begins first, all the year.
FIRST_ZONE = "Pacific/Kiritimati"


def local_moment(at: Moment, home: str, own: str, earliest: Moment) -> Moment:
    """Answer when a clock of `own` shows on that day what that of `home` shows at a moment.

    Where that is over at `earliest`, it is the next day; where the clock leaps over that time, it is due when
    it has leapt.
    """
    wall = as_datetime(at, home).replace(tzinfo=None, fold=0)
    return _next(earliest, wall.time(), own, wall.date())


def first_clock(at: Moment, home: str) -> Moment:
    """Answer when the first clock of the world shows what that of `home` shows at a moment."""
    return in_zone(as_datetime(at, home).replace(tzinfo=None, fold=0), FIRST_ZONE)


def usual_moment(start: Moment, hour: int, zone: str) -> Moment:
    """Answer the first moment from `start` on at which it is this hour there; at once where it is now."""
    here = as_datetime(start, zone)
    return start if here.hour == hour else _next(start, time(hour), zone, here.date())


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


def _next(start: Moment, wall: time, zone: str, day: date) -> Moment:
    while True:
        found = in_zone(datetime.combine(day, wall), zone)
        if found >= start:
            return found
        day += timedelta(days=1)


def _peak(hours: list[int]) -> int:
    smooth = [2 * hours[hour] + hours[hour - 1] + hours[(hour + 1) % _HOURS] for hour in range(_HOURS)]
    return smooth.index(max(smooth))
