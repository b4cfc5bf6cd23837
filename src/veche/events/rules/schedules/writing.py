"""Writing: a schedule as schedule XML, schedule JSON or iCalendar."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date
from typing import Any
from xml.etree import ElementTree as Trees

from veche.events.rules.schedules.calendars import write_calendar
from veche.events.rules.schedules.reading import OURS
from veche.events.terms.programme import DAY_TURNS
from veche.events.terms.schedules import Entry, Schedule, ScheduleForm
from veche.kit.time import DAY, MINUTE, Moment, as_datetime, day_of, start_of


def write_schedule(schedule: Schedule, form: ScheduleForm, *, at: Moment) -> bytes:
    """Write what has its place in time, in the order of days, halls and starts.

    `schedule.zone` is the one whose clock the file shows, `at` when it is written.
    """
    if form is ScheduleForm.CALENDAR:
        return write_calendar(schedule, at)
    tree = _tree(schedule)
    if form is ScheduleForm.JSON:
        return json.dumps({"schedule": tree}, ensure_ascii=False, indent=1).encode()
    return _xml(tree)


def day_of_programme(at: int, zone: str) -> date:
    """Answer the day of a programme a moment belongs to: the small hours are the evening before."""
    return day_of(at - DAY_TURNS, zone)


def _tree(schedule: Schedule) -> dict[str, Any]:
    days: dict[date, dict[str, list[dict[str, Any]]]] = defaultdict(lambda: defaultdict(list))
    for number, entry in enumerate(schedule.entries, start=1):
        if entry.starts is not None:
            day = day_of_programme(entry.starts, schedule.zone)
            days[day][entry.hall].append(_event(entry, entry.starts, number, schedule.zone))
    listed = [
        {"index": index, "date": day.isoformat(), **_bounds(day, schedule.zone), "rooms": dict(days[day])}
        for index, day in enumerate(sorted(days), start=1)
    ]
    return {
        "generator": {"name": OURS}, "version": "1",
        "conference": {
            "acronym": schedule.acronym, "title": schedule.title,
            "start": listed[0]["date"] if listed else "", "end": listed[-1]["date"] if listed else "",
            "daysCount": len(listed), "timeslot_duration": "00:05", "time_zone_name": schedule.zone,
            "days": listed,
        },
    }  # fmt: skip


def _bounds(day: date, zone: str) -> dict[str, str]:
    starts = start_of(day, zone) + DAY_TURNS
    return {
        "day_start": as_datetime(starts, zone).isoformat(),
        "day_end": as_datetime(starts + DAY - MINUTE, zone).isoformat(),
    }


def _event(entry: Entry, starts: Moment, number: int, zone: str) -> dict[str, Any]:
    here = as_datetime(starts, zone)
    slides = [{"url": entry.slides_link, "title": "Slides", "type": "slides"}] if entry.slides_link else []
    recording = (
        [{"url": entry.recording_link, "title": "Recording", "type": "recording"}]
        if entry.recording_link
        else []
    )
    return {
        "id": number, "guid": entry.uid, "date": here.isoformat(), "start": here.strftime("%H:%M"),
        "duration": f"{entry.minutes // 60:02}:{entry.minutes % 60:02}", "room": entry.hall,
        "slug": f"session-{number}", "url": "", "title": entry.title, "subtitle": entry.subtitle,
        "track": entry.track, "type": entry.kind.value, "language": entry.language,
        "abstract": entry.abstract,
        "description": "", "recording_license": "", "do_not_record": False,
        "persons": [
            {"id": place, "guid": one.uid, "public_name": one.name, "biography": one.bio}
            for place, one in enumerate(entry.speakers, start=1)
        ],
        "links": recording, "attachments": slides,
    }  # fmt: skip


_IN_EVENT = ("date", "start", "duration", "room", "slug", "url", "title", "subtitle", "track", "type",
"language",
             "abstract", "description")  # fmt: skip
_IN_CONFERENCE = ("acronym", "title", "start", "end", "timeslot_duration", "time_zone_name")


def _xml(tree: dict[str, Any]) -> bytes:
    root = Trees.Element("schedule")
    Trees.SubElement(root, "generator", tree["generator"])
    _add(root, "version", tree["version"])
    about = tree["conference"]
    conference = Trees.SubElement(root, "conference")
    for name in _IN_CONFERENCE:
        _add(conference, name, about[name])
    _add(conference, "days", str(about["daysCount"]))
    for day in about["days"]:
        marks = {
            "index": str(day["index"]),
            "date": day["date"],
            "start": day["day_start"],
            "end": day["day_end"],
        }
        node = Trees.SubElement(root, "day", marks)
        for hall, events in day["rooms"].items():
            room = Trees.SubElement(node, "room", {"name": hall})
            for event in events:
                _add_event(room, event)
    Trees.indent(root)
    return bytes(Trees.tostring(root, encoding="utf-8", xml_declaration=True))


def _add_event(room: Trees.Element, told: dict[str, Any]) -> None:
    event = Trees.SubElement(room, "event", {"id": str(told["id"]), "guid": told["guid"]})
    for name in _IN_EVENT:
        _add(event, name, told[name])
    recording = Trees.SubElement(event, "recording")
    _add(recording, "license", "")
    _add(recording, "optout", "false")
    persons = Trees.SubElement(event, "persons")
    for one in told["persons"]:
        marks = {"id": str(one["id"]), "guid": one["guid"]}
        bio = {"biography": one["biography"]} if one["biography"] else {}
        Trees.SubElement(persons, "person", {**marks, **bio}).text = one["public_name"]
    for many, single in (("links", "link"), ("attachments", "attachment")):
        found = Trees.SubElement(event, many)
        for one in told[many]:
            Trees.SubElement(found, single, {"href": one["url"], "type": one["type"]}).text = one["title"]


def _add(parent: Trees.Element, name: str, text: str) -> None:
    Trees.SubElement(parent, name).text = text
