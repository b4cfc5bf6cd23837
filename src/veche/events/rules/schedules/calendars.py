"""Schedules as iCalendar (RFC 5545), read and written; icalendar does the reading of lines."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from veche.events.rules.schedules.entries import NO_LENGTH, NO_MARK, NO_START, Reader, kind_of, minute_of
from veche.events.rules.schedules.wording import tidy, tidy_link, tidy_name
from veche.events.terms.programme import LONGEST_SESSION
from veche.events.terms.schedules import Entry, Schedule
from veche.kit.terms import N_, Reason, Refusal
from veche.kit.time import MINUTE, Moment, as_datetime

if TYPE_CHECKING:
    from icalendar import Component

NO_CALENDAR = N_("This is no whole calendar: {error}")
REPEATS = N_("It repeats by a rule. Bring a calendar that has each date for itself.")
FOLD = 75
PRODUCT = "-//Veche//Programme//EN"
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
OUR_SPEAKER = "X-VECHE-SPEAKER"
_SPEAKERS = re.compile(
    r"(?:speakers?|presenters?|докладчики?|спикеры?): *([^\n]{1,1000})(?:\n+|$)", re.IGNORECASE
)


def read_calendar(content: bytes, zone: str) -> Schedule:
    """Read every VEVENT that is not cancelled; a time without a zone is one of `zone`."""
    from icalendar import Calendar

    try:
        calendar = Calendar.from_ical(content)
        events = calendar.walk("VEVENT")
        product = str(calendar.get("PRODID", ""))
    except (ValueError, IndexError, KeyError, AttributeError, RecursionError) as error:
        raise Refusal(Reason(NO_CALENDAR, values={"error": str(error)[:200]})) from error
    reader = Reader(zone, "", is_ours=product == PRODUCT)
    for event in events:
        if str(event.get("STATUS", "")).upper() != "CANCELLED":
            _take(event, reader)
    title = tidy_name(str(calendar.get("X-WR-CALNAME") or calendar.get("X-WR-CALDESC") or ""))
    return Schedule(title, tidy_name(str(calendar.get("X-WR-TIMEZONE", "")), 64), "", reader.entries())


def _take(event: Component, reader: Reader) -> None:
    title = tidy_name(_first(event, "SUMMARY"), 301)
    uid = tidy_name(_first(event, "UID"), 191)
    place = title[:80] or uid
    starts = _moment(event, "DTSTART", reader.zone)
    if starts is None:
        reader.say(place, "DTSTART", NO_START, told=_first(event, "DTSTART")[:40])
    if not uid:
        reader.say(place, "UID", NO_MARK)
    if "RRULE" in event:
        reader.say(place, "RRULE", REPEATS)
    if again := _moment(event, "RECURRENCE-ID", reader.zone):
        uid = f"{uid}/{again}"
    speakers = reader.speakers(
        (uid, "", name, "")
        for uid, _, name in (_unescaped(str(one)).partition("  ") for one in _all(event, OUR_SPEAKER))
    )
    abstract = reader.words(_first(event, "DESCRIPTION"))
    if reader.is_ours:
        told = ", ".join(one.name for one in speakers)
        abstract = abstract.removeprefix(told).strip() if told else abstract
    elif named := _SPEAKERS.match(abstract):
        names = re.split(r", | and | и ", named[1])
        speakers = reader.speakers(("", "", name, "") for name in names)
        abstract = abstract[named.end() :].strip()
    track = next((str(cats[0]) for one in _all(event, "CATEGORIES") if (cats := _part(one, "cats"))), "")
    entry = Entry(
        uid, title, starts, _minutes(event, starts, place, reader), tidy_name(_first(event, "LOCATION"), 201),
        tidy_name(track, 101), kind_of(_own(event, "KIND"), has_speakers=bool(speakers)),
        tidy_name(_own(event, "SUBTITLE"), 301), tidy_name(_own(event, "LANGUAGE"), 8),
        abstract, tidy_link(_own(event, "SLIDES")), tidy_link(_own(event, "RECORDING")),
        speakers,
    )  # fmt: skip
    reader.keep(entry, place)


def _all(event: Component, name: str) -> list[Any]:
    found = event.get(name)
    return found if isinstance(found, list) else [] if found is None else [found]


def _first(event: Component, name: str) -> str:
    found = _all(event, name)
    return str(found[0]) if found else ""


def _part(found: Any, name: str) -> Any:
    """Answer a part of a property; of one that the library could not read, nothing."""
    try:
        return getattr(found, name, None)
    except ValueError:
        return None


def _own(event: Component, name: str) -> str:
    """Answer a property of our own, which the library leaves as it stands in the file."""
    return _unescaped(_first(event, f"X-VECHE-{name}"))


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], text)


def _moment(event: Component, name: str, zone: str) -> Moment | None:
    """Answer a moment; a whole day begins at its midnight in the zone."""
    found = _all(event, name)
    when = _part(found[0], "dt") if found else None
    if isinstance(when, date) and not isinstance(when, datetime):
        when = datetime(when.year, when.month, when.day)  # noqa: DTZ001 - a day of the zone
    return minute_of(when, zone) if isinstance(when, datetime) else None


def _minutes(event: Component, starts: Moment | None, place: str, reader: Reader) -> int:
    ends = _moment(event, "DTEND", reader.zone)
    length = _part(event.get("DURATION"), "dt")
    minutes = -1 if "DTEND" in event or "DURATION" in event else 0
    if starts is not None and ends is not None:
        minutes = (ends - starts) // MINUTE
    elif isinstance(length, timedelta):
        minutes = length // timedelta(minutes=1)
    if not 0 <= minutes <= LONGEST_SESSION:
        reader.say(place, "DTEND", NO_LENGTH, told=_first(event, "DTEND")[:40] or str(minutes))
    return minutes


def write_calendar(schedule: Schedule, at: Moment) -> bytes:
    """Write a schedule as a calendar; times are in UTC, so that no table of zones can be wrong.

    Written by hand: the library takes seconds for a congress, and what it writes says no more.
    """
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", f"X-WR-CALNAME:{_escaped(schedule.title)}",
        f"X-WR-TIMEZONE:{_escaped(schedule.zone)}",
    ]  # fmt: skip
    for entry in schedule.entries:
        if entry.starts is not None:
            lines += _lines(entry, entry.starts, at)
    return "".join(f"{_folded(line)}\r\n" for line in (*lines, "END:VCALENDAR")).encode()


def _lines(entry: Entry, starts: Moment, at: Moment) -> list[str]:
    names = ", ".join(one.name for one in entry.speakers)
    told = {
        "SUMMARY": entry.title, "LOCATION": entry.hall, "CATEGORIES": entry.track,
        "DESCRIPTION": tidy(f"{names}\n\n{entry.abstract}"), "X-VECHE-KIND": entry.kind.value,
        "X-VECHE-SUBTITLE": entry.subtitle, "X-VECHE-LANGUAGE": entry.language,
        "X-VECHE-SLIDES": entry.slides_link, "X-VECHE-RECORDING": entry.recording_link,
    }  # fmt: skip
    ends = starts + entry.minutes * MINUTE
    return [
        "BEGIN:VEVENT", f"UID:{_escaped(entry.uid)}", f"DTSTAMP:{_utc(at)}", f"DTSTART:{_utc(starts)}",
        f"DTEND:{_utc(ends)}", *(f"{name}:{_escaped(value)}" for name, value in told.items() if value),
        *(f"X-VECHE-SPEAKER:{_escaped(one.uid)}  {_escaped(one.name)}" for one in entry.speakers),
        "END:VEVENT",
    ]  # fmt: skip


def _utc(at: int) -> str:
    return as_datetime(at).strftime("%Y%m%dT%H%M%SZ")


def _escaped(text: str) -> str:
    for plain, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(plain, escaped)
    return text


def _folded(line: str) -> str:
    """Break a line so that none has more than 75 bytes, and no letter is cut in two."""
    if len(line) < 19 or len(line.encode()) <= FOLD:
        return line
    pieces, size, start = [], 0, 0
    for place, letter in enumerate(line):
        width = len(letter.encode())
        if size + width > FOLD:
            pieces.append(line[start:place])
            start, size = place, 1  # the space that a continued line begins with
        size += width
    return "\r\n ".join([*pieces, line[start:]])
