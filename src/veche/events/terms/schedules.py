"""A schedule as files carry it: what is read from one and written into one, whatever its form."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from veche.events.terms.programme import SessionKind
from veche.kit.time import Moment

LARGEST_SCHEDULE = 8 * 1024**2
# The library reads about a megabyte of a calendar in a second.
LARGEST_CALENDAR = 4 * 1024**2
MOST_SESSIONS = 5_000
MOST_REASONS = 50


class ScheduleForm(StrEnum):
    """The forms of files that conferences use."""

    XML = "xml"
    JSON = "json"
    CALENDAR = "ics"


MEDIA_TYPES = {
    ScheduleForm.XML: "application/xml; charset=utf-8",
    ScheduleForm.JSON: "application/json; charset=utf-8",
    ScheduleForm.CALENDAR: "text/calendar; charset=utf-8",
}


class Named(NamedTuple):
    """A speaker as a schedule names one; the same `uid` is the same person."""

    uid: str
    name: str
    bio: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A session as a schedule has it; the same `uid` is the same session."""

    uid: str
    title: str
    starts: Moment | None = None
    minutes: int = 0
    hall: str = ""
    track: str = ""
    kind: SessionKind = SessionKind.TALK
    subtitle: str = ""
    language: str = ""
    abstract: str = ""
    slides_link: str = ""
    recording_link: str = ""
    speakers: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class Schedule:
    """A whole programme: its entries by time, and what the file says of the event."""

    title: str
    zone: str = ""
    acronym: str = ""
    entries: tuple[Entry, ...] = field(default=())


class Line(NamedTuple):
    """What an import does to one session: new, changed with these fields, gone or brought back."""

    what: str
    title: str
    fields: tuple[str, ...] = ()


class Preview(NamedTuple):
    """What an import would do or has done, before and after alike."""

    lines: tuple[Line, ...]
    same: int
    halls: tuple[str, ...]
    tracks: tuple[str, ...]
    speakers: int
    zone: str = ""

    @property
    def is_nothing(self) -> bool:
        """Whether everything is as the file has it."""
        return not (self.lines or self.halls or self.tracks or self.speakers)
