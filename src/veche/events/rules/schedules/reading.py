"""Reading: a file becomes a schedule, or is refused whole with every reason."""

import json
from typing import Any

from veche.events.rules.schedules.entries import Reader, dicts_of
from veche.events.rules.schedules.trees import tree_of
from veche.events.rules.schedules.wording import tidy_name
from veche.events.terms.schedules import (
    LARGEST_CALENDAR,
    LARGEST_SCHEDULE,
    MOST_SESSIONS,
    Schedule,
    ScheduleForm,
)
from veche.kit.terms import N_, Reason, Refusal

TOO_LARGE = N_("A schedule of more than {mb} MB is not taken.")
TOO_MANY = N_("There are {count} sessions in it; {most} at the most are taken.")
UNKNOWN = N_("This is no schedule that we can read: bring iCalendar, schedule XML or schedule JSON.")
EMPTY = N_("There is no session in this file.")
# What our own files say wrote them: their texts are Markdown, and none is taken for HTML.
OURS = "veche"


def read_schedule(content: bytes, *, zone: str) -> Schedule:
    """Read a schedule in iCalendar, schedule XML or schedule JSON, whichever it is.

    `zone` is for times that name none. Refuses what is too large, no schedule or empty, and a file
    of which any session is not right: with every reason, each naming its session and field.
    """
    form = form_of(content)
    most = LARGEST_CALENDAR if form is ScheduleForm.CALENDAR else LARGEST_SCHEDULE
    if len(content) > most:
        raise Refusal(Reason(TOO_LARGE, values={"mb": most // 1024**2}))
    if form is ScheduleForm.CALENDAR:
        from veche.events.rules.schedules.calendars import read_calendar

        found = read_calendar(content, zone)
    elif form is ScheduleForm.XML:
        found = _of_tree(tree_of(content), zone)
    elif form is ScheduleForm.JSON:
        found = _of_tree(_json_tree(content), zone)
    else:
        raise Refusal(Reason(UNKNOWN))
    if not found.entries:
        raise Refusal(Reason(EMPTY))
    if len(found.entries) > MOST_SESSIONS:
        raise Refusal(Reason(TOO_MANY, values={"count": len(found.entries), "most": MOST_SESSIONS}))
    return found


def form_of(content: bytes) -> ScheduleForm | None:
    """Answer the form of a file by how it begins."""
    start = content[:400].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start[:1] == b"<" or content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return ScheduleForm.XML
    if start[:1] == b"{":
        return ScheduleForm.JSON
    return ScheduleForm.CALENDAR if start[:15].upper() == b"BEGIN:VCALENDAR" else None


def _json_tree(content: bytes) -> dict[str, Any]:
    try:
        told = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise Refusal(Reason(UNKNOWN)) from error
    tree = told.get("schedule") if isinstance(told, dict) else None
    if not isinstance(tree, dict) or not isinstance(tree.get("conference"), dict):
        raise Refusal(Reason(UNKNOWN))
    generator = tree.get("generator")
    name = generator.get("name", "") if isinstance(generator, dict) else ""
    conference = dict(tree["conference"])
    conference["days"] = [
        {"date": day.get("date", ""), "rooms": list(rooms.items())}
        for day in dicts_of(conference.get("days"))
        if isinstance(rooms := day.get("rooms"), dict)
    ]
    return {"generator": name, "conference": conference}


def _of_tree(tree: dict[str, Any], zone: str) -> Schedule:
    about = tree["conference"]
    acronym = tidy_name(str(about.get("acronym") or about.get("title") or ""), 100)
    reader = Reader(zone, acronym, is_ours=tree["generator"] == OURS)
    for day in about["days"]:
        for room, events in day["rooms"]:
            for event in dicts_of(events):
                reader.take(event, day=str(day["date"]), room=str(room))
    return Schedule(
        tidy_name(str(about.get("title") or "")), tidy_name(str(about.get("time_zone_name") or ""), 64),
        acronym, reader.entries(),
    )  # fmt: skip
