"""Entries: a session of a schedule is read field by field, and what is wrong is said with its place."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from veche.events.rules.schedules.wording import tidy, tidy_link, tidy_name, without_html
from veche.events.terms.programme import (
    DAY_TURNS,
    LONGEST_ABSTRACT,
    LONGEST_BIO,
    LONGEST_SESSION,
    SessionKind,
)
from veche.events.terms.schedules import MOST_REASONS, Entry, Named
from veche.kit.terms import N_, Reason, Refusal
from veche.kit.text import fold
from veche.kit.time import HOUR, MINUTE, Moment, in_zone, is_plausible, moment

NO_TITLE = N_("It has no title.")
NO_MARK = N_("It has neither a guid nor an id: a second import could not know it again.")
NO_START = N_("Its start “{told}” is no time.")
NO_LENGTH = N_("Its length “{told}” is none: hours and minutes such as 00:45, a day at the most.")
TOO_LONG = N_("There are more than {most} characters in it.")
_DURATION = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{2})")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?")
_KINDS = (
    (SessionKind.WORKSHOP, ("workshop", "hands-on", "tutorial", "мастер")),
    (SessionKind.PANEL, ("panel", "discussion", "podium", "bof", "round", "дискус", "стол")),
    (SessionKind.BREAK, ("break", "lunch", "dinner", "coffee", "pause", "meal", "breakfast", "перерыв",
    "обед")),
    (SessionKind.TALK, ("talk", "lecture", "keynote", "vortrag", "slot", "länge", "doklad", "доклад")),
)  # fmt: skip
_LIMITS = (("title", 300), ("subtitle", 300), ("hall", 200), ("track", 100), ("uid", 190))


class Reader:
    """Takes sessions one after another; answers all of them, or refuses with all that is wrong."""

    def __init__(self, zone: str, acronym: str, *, is_ours: bool = False) -> None:
        self.zone, self.acronym, self.is_ours = zone, acronym, is_ours
        self.found: list[Entry] = []
        self.reasons: list[Reason] = []

    def take(self, told: dict[str, Any], *, day: str, room: str) -> None:
        """Read one session of the tree."""
        title = tidy_name(_str(told, "title"), 301)
        place = title[:80] or f"#{_str(told, 'id')}"
        persons = dicts_of(told.get("persons"))
        entry = Entry(
            uid=self._uid(told, place), title=title, starts=self._starts(told, day, place),
            minutes=self._minutes(_str(told, "duration"), place),
            hall=tidy_name(room or _str(told, "room"), 201), track=tidy_name(_str(told, "track"), 101),
            kind=kind_of(_str(told, "type"), has_speakers=bool(persons)),
            subtitle=tidy_name(_str(told, "subtitle"), 301), language=tidy_name(_str(told, "language"), 8),
            abstract=self.words(_str(told, "abstract"), _str(told, "description")),
            slides_link=_link(told.get("attachments"), "slides"),
            recording_link=_link(told.get("links"), "recording"),
            speakers=self.speakers(
                (_str(one, "guid"), _str(one, "id"), _str(one, "public_name") or _str(one, "name"),
                 _str(one, "biography") or _str(one, "bio"))
                for one in persons
            ),
        )  # fmt: skip
        self.keep(entry, place)

    def keep(self, entry: Entry, place: str) -> None:
        """Take an entry as it was read, and say what is wrong with its words."""
        if not entry.title:
            self.say(place, "title", NO_TITLE)
        for name, most in (*_LIMITS, ("abstract", LONGEST_ABSTRACT)):
            if len(getattr(entry, name)) > most:
                self.say(place, name, TOO_LONG, most=most)
        self.found.append(entry)

    def say(self, place: str, field: str, text: str, **values: object) -> None:
        """Note what is wrong with a field of a session."""
        self.reasons.append(Reason(text, field=field, place=place, values=values))

    def entries(self) -> tuple[Entry, ...]:
        """Answer all entries by their time; one that comes again has a number behind its uid."""
        if self.reasons:
            raise Refusal(*self.reasons[:MOST_REASONS])
        seen: Counter[str] = Counter()
        numbered = []
        for entry in sorted(self.found, key=lambda one: (one.starts or 0, one.hall, one.title)):
            seen[entry.uid] += 1
            count = seen[entry.uid]
            numbered.append(entry if count == 1 else replace(entry, uid=f"{entry.uid}/{count}"))
        return tuple(numbered)

    def words(self, *parts: str) -> str:
        """Answer the parts of a text that say something each, in Markdown."""
        kept: list[str] = []
        for part in parts:
            text = tidy(part if self.is_ours else without_html(part))
            if text and text not in kept:
                kept.append(text)
        return "\n\n".join(kept)

    def speakers(self, told: Iterable[tuple[str, str, str, str]]) -> tuple[Named, ...]:
        """Answer speakers of guid, id, name and bio, each once.

        An id is taken together with the name: files merged of several use the same ids again.
        """
        found: dict[str, Named] = {}
        for guid, number, called, bio in told:
            name = tidy_name(called, 200)
            if not name:
                continue
            mark = f"{self.acronym if number else ''}/{number}/{fold(name)}"
            uid = tidy_name(guid, 190) or str(uuid5(NAMESPACE_URL, mark))
            found.setdefault(uid, Named(uid, name, self.words(bio)[:LONGEST_BIO]))
        return tuple(found.values())

    def _uid(self, told: dict[str, Any], place: str) -> str:
        number = _str(told, "id")
        uid = tidy_name(_str(told, "guid"), 191)
        if uid or number:
            return uid or str(uuid5(NAMESPACE_URL, f"{self.acronym}/session/{number}"))
        self.say(place, "guid", NO_MARK)
        return ""

    def _starts(self, told: dict[str, Any], day: str, place: str) -> Moment | None:
        at = moment_of(_str(told, "date"), self.zone) or clock_of(day, _str(told, "start"), self.zone)
        if at is None:
            self.say(place, "date", NO_START, told=(_str(told, "date") or _str(told, "start"))[:40])
        return at

    def _minutes(self, told: str, place: str) -> int:
        found = _DURATION.fullmatch(told)
        minutes = int(found[1] or 0) * 1440 + int(found[2]) * 60 + int(found[3]) if found else -1
        if not 0 <= minutes <= LONGEST_SESSION:
            self.say(place, "duration", NO_LENGTH, told=told[:40])
        return minutes


def moment_of(told: str, zone: str) -> Moment | None:
    """Answer the moment of an ISO 8601 date with a time; without an offset it is one of the zone."""
    try:
        when = datetime.fromisoformat(told) if "T" in told else None
    except ValueError:
        return None
    return None if when is None else minute_of(when, zone)


def minute_of(when: datetime, zone: str) -> Moment | None:
    """Answer the whole minute of a day and time, in the zone where it names none; nothing where absurd."""
    try:
        at = moment(when) if when.tzinfo else in_zone(when, zone)
    except OverflowError:
        return None
    return Moment(at - at % MINUTE) if is_plausible(at) else None


def clock_of(day: str, clock: str, zone: str) -> Moment | None:
    """Answer the moment of a clock on a day of a programme: in the small hours it is the day after."""
    found = _CLOCK.fullmatch(clock.strip())
    try:
        date = datetime.fromisoformat(day[:10])
        at = date.replace(hour=int(found[1]), minute=int(found[2])) if found else None
        late = timedelta(days=1) if at and at.hour < DAY_TURNS // HOUR else timedelta()
        return None if at is None else minute_of(at + late, zone)
    except (ValueError, OverflowError):
        return None


def kind_of(told: str, *, has_speakers: bool) -> SessionKind:
    """Answer the kind of a session by what its conference calls it."""
    word = told.strip().casefold()
    if word in set(SessionKind):
        return SessionKind(word)
    for kind, marks in _KINDS:
        if any(mark in word for mark in marks):
            return kind
    return SessionKind.TALK if has_speakers and not word else SessionKind.OTHER


def dicts_of(told: Any) -> list[dict[str, Any]]:
    """Answer what of a list in a tree is a thing with fields; what is no list has none."""
    return [one for one in told if isinstance(one, dict)] if isinstance(told, list) else []


def _str(told: dict[str, Any], name: str) -> str:
    value = told.get(name)
    return str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _link(told: Any, mark: str) -> str:
    """Answer the first link that is marked so; schedules have many others."""
    for one in dicts_of(told):
        if mark in f"{one.get('type') or ''} {one.get('title') or ''}".casefold():
            return tidy_link(str(one.get("url") or ""))
    return ""
