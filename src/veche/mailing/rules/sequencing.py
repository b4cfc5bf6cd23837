"""When a step of a sequence is due, whether it still may go, and what ends a walk. Decisions alone."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Collection, Mapping
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zlib import crc32

from veche.kit.text import number_of
from veche.kit.time import DAY, MINUTE, Moment, day_of, in_zone, start_of
from veche.mailing.terms.sequencing import ENDING_KINDS, Again, Condition, Ending, Seen

_A_DAY = 24 * 60
# What a turn can be.
_LARGEST = 2**31 - 1


def due_after(since: Moment, wait: int, hour: int | None, zone: str) -> Moment:
    """Answer when a step is due that waits so many minutes, and then for an hour of the clock there.

    Whole days are those of the calendar: two days after a Monday it is that hour of Wednesday. Any other
    wait is over first, and an hour that is over that day comes the next day.
    """
    days, minutes = divmod(wait, _A_DAY)
    if hour is None:
        return Moment(since + wait * MINUTE)
    if days and not minutes:
        return in_zone(datetime.combine(day_of(since, zone) + timedelta(days), time(hour)), zone)
    earliest = Moment(since + wait * MINUTE)
    day = day_of(earliest, zone)
    due = in_zone(datetime.combine(day, time(hour)), zone)
    if due < earliest:
        due = in_zone(datetime.combine(day + timedelta(days=1), time(hour)), zone)
    return due


def next_due(
    planned: Moment, at: Moment, wait: int, hour: int | None, zone: str, *, was_sent: bool, keeps_plan: bool
) -> Moment:
    """Answer when the next step is due, after one that was planned for a moment and had its turn at `at`.

    It counts from the letter somebody got, and from the plan where they got none. What is about a date
    keeps to its plan, late or not, but where the next would be due already: nobody gets two at once.
    """
    by_plan = due_after(planned, wait, hour, zone)
    if not was_sent or (keeps_plan and by_plan > at):
        return by_plan
    return due_after(at, wait, hour, zone)


class Occasion(NamedTuple):
    """The day a sequence begins that is about a date of theirs, and the year in which that comes round."""

    day: date
    year: int


def occasions(first: date, last: date, lead: int) -> dict[str, Occasion]:
    """Answer what begins on the days of a span so many days before dates come round, by date («05-17»).

    29 February is the 28th in most years. Of a span longer than a year the later days count.
    """
    found: dict[str, Occasion] = {}
    for number in range((last - first).days + 1):
        day = first + timedelta(number)
        for key in _keys(about := day + timedelta(lead)):
            found[key] = Occasion(day, about.year)
    return found


def day_before(at: Moment, zone: str, lead: int) -> Moment:
    """Answer the first moment of the day that is so many days before that of a moment, in its zone."""
    return start_of(day_of(at, zone) - timedelta(lead), zone)


def _keys(day: date) -> list[str]:
    """Answer the dates, as «month-day», that come round on a day."""
    keys = [day.strftime("%m-%d")]
    if (day.month, day.day) == (2, 28) and not isleap(day.year):
        keys.append("02-29")
    return keys


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


def turn_of_event(key: str) -> int:
    """Answer the turn of an event: its number, or a negative one where it has another kind of key."""
    number = number_of(key)
    return number if number is not None and number <= _LARGEST else -1 - crc32(key.encode()) % _LARGEST


def turn_of(again: Again, at: Moment, own: int, turns: Mapping[int, Moment], pause: int) -> int | None:
    """Answer which turn somebody would begin at a moment, or nothing where they may not begin.

    `own` is the year of what brings them in, a date that comes round for one, or the number of an event;
    `turns` are those they walked, with when each began; `pause` is in days.
    """
    if again in (Again.YEARLY, Again.EACH):
        return None if own in turns else own
    if not turns:
        return 0
    if again is Again.ONCE or at - max(turns.values()) < pause * DAY:
        return None
    return max(turns) + 1
