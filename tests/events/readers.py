"""Two readers of calendars that share no line: our writer's own library, and another one."""

import re
from datetime import UTC, datetime
from typing import NamedTuple
from uuid import uuid4

import vobject
from icalendar import Calendar


class Read(NamedTuple):
    """An event as a reader understood it: moments in UTC, seconds."""

    uid: str
    title: str
    starts: int
    ends: int
    sequence: int
    status: str


def read_by_icalendar(content: bytes) -> tuple[str, list[Read]]:
    """The method of a calendar and its events, as the library that wrote it reads them."""
    calendar = Calendar.from_ical(content)
    return str(calendar["METHOD"]), sorted(
        Read(str(one["UID"]), str(one["SUMMARY"]), _seconds(one["DTSTART"].dt), _seconds(one["DTEND"].dt),
             int(one["SEQUENCE"]), str(one["STATUS"]))
        for one in calendar.walk("VEVENT")
    )  # fmt: skip


def read_by_vobject(content: bytes) -> tuple[str, list[Read]]:
    """The same by vobject, which takes every zone from the rules that stand in the file itself."""
    told = content.decode().replace("\r\n ", "")
    # Under a name that no other table of zones has.
    for zone in set(re.findall(r"^TZID:(.+?)\r?$", told, re.MULTILINE)):
        told = told.replace(zone, f"Here/{uuid4().hex}")
    calendar = vobject.readOne(told)
    return calendar.method.value, sorted(
        Read(one.uid.value, one.summary.value, _seconds(one.dtstart.value), _seconds(one.dtend.value),
             int(one.sequence.value), one.status.value)
        for one in calendar.vevent_list
    )  # fmt: skip


def _seconds(at: datetime) -> int:
    assert at.tzinfo is not None
    return int(at.astimezone(UTC).timestamp())
