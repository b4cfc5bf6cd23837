"""Events as calendars read them: iCalendar (RFC 5545), and what enters and leaves one (iTIP, RFC 5546)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from veche.events.rules.observances import observances_of

if TYPE_CHECKING:
    from icalendar import Calendar, Event, Timezone

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
    """Put the rules of the time zones before the events, for the years that matter, and write it."""
    if entries:
        first = min(entry.starts for entry in entries).year - 1
        last = max(entry.ends for entry in entries).year + 2
        zones = {zone for entry in entries if (zone := str(entry.starts.tzinfo)) != "UTC"}
        calendar.subcomponents[:0] = [_zone(zone, first, last) for zone in sorted(zones)]
    return bytes(calendar.to_ical())


def _zone(name: str, first: int, last: int) -> Timezone:
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard, vRecur

    zone = Timezone()
    zone.add("tzid", name)
    for one in observances_of(name, first, last):
        part = TimezoneDaylight() if one.is_daylight else TimezoneStandard()
        part.add("dtstart", one.starts)
        part.add("tzname", one.name)
        part.add("tzoffsetfrom", one.before)
        part.add("tzoffsetto", one.after)
        if one.rule:
            part.add("rrule", vRecur.from_ical(one.rule))
        zone.add_component(part)
    return zone
