"""Observances: the rules of a time zone as a calendar carries them (RFC 5545, 3.6.5).

Written here, because the library that writes the rest names every change as a date by itself, an hour late
in spring: programs that ask for a yearly rule, such as Outlook, then keep winter time all summer.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_ALWAYS = datetime(1970, 1, 1)  # noqa: DTZ001 - a clock on the wall


class Observance(NamedTuple):
    """A time of a zone: from a moment on the clock that ends then, and every year by a rule if it has one."""

    is_daylight: bool
    name: str
    before: timedelta
    after: timedelta
    starts: datetime
    rule: str


class _Change(NamedTuple):
    at: datetime
    before: timedelta
    after: timedelta
    name: str

    @property
    def wall(self) -> datetime:
        """The clock that ends then."""
        return (self.at + self.before).replace(tzinfo=None)


@lru_cache(maxsize=256)
def observances_of(zone: str, first: int, last: int) -> tuple[Observance, ...]:
    """Answer the times of an IANA zone over some years: by yearly rules where it keeps them."""
    changes = list(_changes(ZoneInfo(zone), first, last))
    begins = datetime(first, 1, 1, tzinfo=ZoneInfo(zone))
    usual = begins.utcoffset() or timedelta()
    if not changes:
        return (Observance(False, begins.tzname() or "", usual, usual, _ALWAYS, ""),)
    spring = [one for one in changes if one.after > one.before]
    autumn = [one for one in changes if one.after < one.before]
    yearly = [_yearly(half, last - first + 1) for half in (spring, autumn)]
    if all(yearly):
        return tuple(one for one in yearly if one)
    from_the_first = Observance(False, begins.tzname() or "", usual, usual, _ALWAYS, "")
    return (from_the_first, *(_observed(one) for one in changes))


def _observed(change: _Change) -> Observance:
    is_daylight = change.after > change.before
    return Observance(is_daylight, change.name, change.before, change.after, change.wall, "")


def _changes(zone: ZoneInfo, first: int, last: int) -> Iterator[_Change]:
    """Answer every change of a zone's clock in some years, to the second."""
    at, end = datetime(first, 1, 1, tzinfo=UTC), datetime(last + 1, 1, 1, tzinfo=UTC)
    step = timedelta(days=1)
    while at < end:
        if _offset(at, zone) != _offset(at + step, zone):
            low, high = at, at + step
            while high - low > timedelta(seconds=1):
                middle = low + timedelta(seconds=(high - low) // timedelta(seconds=2))
                low, high = (middle, high) if _offset(middle, zone) == _offset(at, zone) else (low, middle)
            name = high.astimezone(zone).tzname() or ""
            yield _Change(high, _offset(at, zone), _offset(high, zone), name)
        at += step


def _offset(at: datetime, zone: ZoneInfo) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta()


def _yearly(changes: Sequence[_Change], years: int) -> Observance | None:
    """Answer the yearly rule that names exactly these changes, one in each of so many years.

    It begins in 1970, though it was kept later: some programs take a zone for UTC that was so before.
    """
    kinds = {(one.wall.month, one.wall.weekday(), one.wall.time(), one.before, one.after) for one in changes}
    if len(changes) != years or len(kinds) != 1:
        return None
    days = [one.wall.date() for one in changes]
    places = {-1} if all(map(_is_last, days)) else {(day.day - 1) // 7 + 1 for day in days}
    if len(places) != 1:
        return None
    wall, place = changes[0].wall, places.pop()
    of_month = [datetime(1970, wall.month, day) for day in range(1, monthrange(1970, wall.month)[1] + 1)]  # noqa: DTZ001
    named = [day for day in of_month if day.weekday() == wall.weekday()]
    starts = datetime.combine(named[place if place < 0 else place - 1], wall.time())
    rule = f"FREQ=YEARLY;BYMONTH={wall.month};BYDAY={place}{DAYS[wall.weekday()]}"
    return _observed(changes[0])._replace(starts=starts, rule=rule)


def _is_last(day: date) -> bool:
    return (day + timedelta(days=7)).month != day.month
