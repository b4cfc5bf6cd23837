"""Events as calendars read them: iCalendar (RFC 5545), and what enters and leaves one (iTIP, RFC 5546)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from icalendar import Calendar, Event

MAKER = "-//Veche//Events//EN"
REQUEST, CANCEL, PUBLISH = "REQUEST", "CANCEL", "PUBLISH"


@dataclass(frozen=True, slots=True)
class Entry:
    """An event for a calendar. `starts` and `ends` are in the time zone of its wall clock."""

    uid: str
    title: str
    starts: datetime
    ends: datetime
    changed: datetime
    sequence: int = 0
    place: str = ""
    about: str = ""
    url: str = ""
    is_cancelled: bool = False
    # Degrees, where the place is known so exactly.
    point: tuple[float, float] | None = None


def calendar_of(entries: Iterable[Entry], name: str, *, url: str = "") -> bytes:
    """Answer events as a calendar that anybody may follow."""
    calendar = _calendar(PUBLISH)
    calendar.add("x-wr-calname", name)
    calendar.add("name", name)
    if url:
        calendar.add("url", url)
    found = list(entries)
    for entry in found:
        calendar.add_component(_event(entry))
    return _written(calendar, found)


def invitation_of(
    entry: Entry, *, organiser: tuple[str, str], guest: tuple[str, str], cancels: bool = False
) -> bytes:
    """Answer what goes with a letter: it enters the guest's calendar, or leaves it (`cancels`).

    People are (name, address). The guest has answered already, so that no calendar asks them again.
    """
    from icalendar import vCalAddress

    calendar = _calendar(CANCEL if cancels else REQUEST)
    event = _event(entry)
    if cancels:
        event["STATUS"] = "CANCELLED"
    for kind, (name, address), more in (
        ("organizer", organiser, {}),
        ("attendee", guest, {"ROLE": "REQ-PARTICIPANT", "PARTSTAT": "ACCEPTED", "RSVP": "FALSE"}),
    ):
        whom = vCalAddress(f"mailto:{address}")
        for key, value in ({"CN": " ".join(name.split())} if name.strip() else {}).items() | more.items():
            whom.params[key] = value
        event.add(kind, whom)
    calendar.add_component(event)
    return _written(calendar, [entry])


def _calendar(method: str) -> Calendar:
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    return calendar


def _event(entry: Entry) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", entry.changed)
    event.add("last-modified", entry.changed)
    event.add("sequence", entry.sequence)
    event.add("summary", entry.title)
    event.add("dtstart", entry.starts)
    event.add("dtend", entry.ends)
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    for key, value in (("location", entry.place), ("description", entry.about), ("url", entry.url)):
        if value:
            event.add(key, value)
    if entry.point:
        event.add("geo", entry.point)
    return event


def _written(calendar: Calendar, entries: list[Entry]) -> bytes:
    """Add the rules of the time zones, for the years that matter, and write it."""
    if entries:
        first = min(entry.starts for entry in entries).year - 1
        last = max(entry.ends for entry in entries).year + 2
        calendar.add_missing_timezones(first_date=date(first, 1, 1), last_date=date(last, 1, 1))
    return bytes(calendar.to_ical())
