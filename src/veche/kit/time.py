"""Moments, days and periods. A moment is whole milliseconds since 1970 in UTC."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from time import time as seconds
from typing import NewType
from zoneinfo import ZoneInfo

Moment = NewType("Moment", int)

SECOND = 1_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR
# What fits a calendar: years 1970 to 2200. Anything outside is a broken clock, not a fact.
EARLIEST = Moment(0)
LATEST = Moment(7_258_118_400_000)
# Days whose moments are within in every zone.
FIRST_DAY, LAST_DAY = date(1970, 1, 2), date(2199, 12, 30)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def now() -> Moment:
    """Answer the present moment by this machine's clock."""
    return Moment(int(seconds() * 1000))


def moment(when: datetime) -> Moment:
    """Turn an aware datetime into a moment; a naive one is refused, its zone is unknown."""
    if when.tzinfo is None:
        raise ValueError("a datetime without a zone is no moment")
    return Moment((when - EPOCH) // timedelta(milliseconds=1))


def as_datetime(at: int, zone: str = "UTC") -> datetime:
    """Turn a moment into an aware datetime in the named IANA time zone."""
    return (EPOCH + timedelta(milliseconds=at)).astimezone(zone_of(zone))


@lru_cache(maxsize=512)
def zone_of(name: str) -> ZoneInfo:
    """Answer the IANA time zone; raises `ZoneInfoNotFoundError` for an unknown name."""
    return ZoneInfo(name)


def in_zone(wall: datetime, zone: str) -> Moment:
    """Read a naive wall-clock time in the named zone; the earlier one where it happens twice."""
    return moment(wall.replace(tzinfo=zone_of(zone), fold=0))


def day_of(at: int, zone: str) -> date:
    """Answer the calendar day of a moment in the named zone."""
    return as_datetime(at, zone).date()


def start_of(day: date, zone: str) -> Moment:
    """Answer the first moment of a calendar day in the named zone."""
    return in_zone(datetime.combine(day, time.min), zone)


def number_of_day(at: int, zone: str) -> int:
    """Answer the calendar day of a moment in the named zone, counted from 1970.

    Zones change their clocks at whole quarters of an hour, so one look-up serves a quarter.
    """
    return _number_of_quarter(at // (15 * MINUTE), zone)


@lru_cache(maxsize=100_000)
def _number_of_quarter(quarter: int, zone: str) -> int:
    return day_of(quarter * 15 * MINUTE, zone).toordinal() - EPOCH.toordinal()


def start_of_number(day: int, zone: str) -> Moment:
    """Answer the first moment of a calendar day that is counted from 1970, in the named zone."""
    return start_of(date.fromordinal(day + EPOCH.toordinal()), zone)


def is_plausible(at: int) -> bool:
    """Tell whether a moment is one that a person could have lived through."""
    return EARLIEST <= at < LATEST


def day_written(text: str) -> date | None:
    """Answer the calendar day that an address or a form writes as «2026-12-31»; an absurd one is none."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_DAY <= day < LAST_DAY else None
