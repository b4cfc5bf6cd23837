"""What is wrong with an event as it is planned, all at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from veche.kit.terms import N_, Reason
from veche.kit.time import Moment, day_of, is_plausible
from veche.kit.zones import all_zones

UNTITLED = N_("Give the event a name.")
ENDS_FIRST = N_("It has to end after it starts.")
DOORS_LATE = N_("The doors open after it begins.")
REGISTERS_LATE = N_("Registration ends after the event does.")
REGISTERS_TURNED = N_("Registration would end before it begins.")
REGISTERS_NEVER = N_("Registration would begin when the event has begun already.")
BAD_NUMBER = N_("Between {least} and {most}.")
NO_TIME = N_("There is no such time.")
NO_ZONE = N_("There is no such time zone.")
NO_LINK = N_("A link begins with https:// or http://.")
SEATS_TAKEN = N_("{taken} seats are taken already: leave that many, or cancel registrations first.")
SEATS_TAKEN_ON = N_("On {day} {taken} seats are taken already: change that date by itself.")
MOST_SEATS = 100_000
_BOUNDS = {
    "capacity": (1, MOST_SEATS), "overbook": (0, MOST_SEATS), "most_seats": (1, 100),
    "waiting_bound": (0, 100), "offer_hours": (0, 24 * 14),
}  # fmt: skip


def faults_of(values: Mapping[str, Any], *, taken: int = 0) -> list[Reason]:
    """Answer everything that is wrong with an event's fields; moments are milliseconds."""
    found = [] if values.get("title") else [Reason(UNTITLED, field="title")]
    found += _faults_of_time(values)
    if values.get("time_zone", "UTC") not in all_zones():
        found.append(Reason(NO_ZONE, field="time_zone"))
    for name, (least, most) in _BOUNDS.items():
        number = values.get(name)
        if number is not None and not least <= number <= most:
            found.append(Reason(BAD_NUMBER, field=name, values={"least": least, "most": most}))
    link = values.get("online_link") or ""
    if link and not link.startswith(("https://", "http://")):
        found.append(Reason(NO_LINK, field="online_link"))
    capacity = values.get("capacity")
    if capacity is not None and capacity + (values.get("overbook") or 0) < taken:
        found.append(Reason(SEATS_TAKEN, field="capacity", values={"taken": taken}))
    return found


def _faults_of_time(values: Mapping[str, Any]) -> list[Reason]:
    found = []
    starts, ends = values["starts_at"], values["ends_at"]
    doors, first, last = (values.get(name) for name in ("doors_at", "registers_from", "registers_until"))
    moments = {"starts_at": starts, "ends_at": ends, "doors_at": doors, "registers_from": first,
               "registers_until": last}  # fmt: skip
    odd = [name for name, at in moments.items() if at is not None and not is_plausible(at)]
    if odd:
        return [Reason(NO_TIME, field=name) for name in odd]
    if ends <= starts:
        found.append(Reason(ENDS_FIRST, field="ends_at"))
    if doors is not None and doors > starts:
        found.append(Reason(DOORS_LATE, field="doors_at"))
    if last is not None and last > ends:
        found.append(Reason(REGISTERS_LATE, field="registers_until"))
    if first is not None and last is not None and last <= first:
        found.append(Reason(REGISTERS_TURNED, field="registers_until"))
    elif first is not None and last is None and first >= starts:
        found.append(Reason(REGISTERS_NEVER, field="registers_from"))
    return found


def following_start(before: Mapping[str, Any], changed: Mapping[str, Any], zone: str) -> dict[str, Any]:
    """Answer what moves along with another start: doors and registration, and the end on another day.

    What was changed by itself is left; on the same day the end stays, and it lasts longer or shorter.
    """
    if "starts_at" not in changed:
        return {}
    later = changed["starts_at"] - before["starts_at"]
    names = ["doors_at", "registers_from", "registers_until"]
    if day_of(changed["starts_at"], zone) != day_of(before["starts_at"], zone):
        names.append("ends_at")
    return {
        name: Moment(before[name] + later)
        for name in names
        if name not in changed and before[name] is not None
    }
