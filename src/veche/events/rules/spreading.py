"""Spreading: what a series gives to each of its dates, and what it takes from one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from veche.events.terms import PLAIN_FIELDS, TIME_FIELDS
from veche.kit.time import MINUTE, Moment, as_datetime, in_zone

# Moments before the start: how the pattern names their minutes.
BEFORE = {"doors_at": "doors_before", "registers_from": "opens_before", "registers_until": "closes_before"}


def pattern_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """Answer what a series keeps of an event's fields; moments become minutes before the start."""
    pattern = {name: values[name] for name in PLAIN_FIELDS}
    pattern["halls"] = list(values.get("halls", ()))
    pattern["minutes"] = (values["ends_at"] - values["starts_at"]) // MINUTE
    for name, before in BEFORE.items():
        at = values[name]
        pattern[before] = None if at is None else (values["starts_at"] - at) // MINUTE
    return pattern


def fields_of(pattern: Mapping[str, Any], date: str, zone: str) -> dict[str, Any]:
    """Answer the fields that a date has by its series: the wall clock of the zone, whatever the season."""
    starts = in_zone(datetime.fromisoformat(date), zone)
    values = {name: pattern[name] for name in PLAIN_FIELDS if name in pattern}
    values["halls"] = list(pattern.get("halls", ()))
    values |= {"starts_at": starts, "ends_at": Moment(starts + pattern["minutes"] * MINUTE)}
    for name, before in BEFORE.items():
        minutes = pattern.get(before)
        values[name] = None if minutes is None else Moment(starts - minutes * MINUTE)
    return values


def given_to(
    pattern: Mapping[str, Any], changed: set[str], own: set[str], date: str, zone: str
) -> dict[str, Any]:
    """Answer the fields of another date that a change of the series changes; its own ones stay.

    What is counted from the start follows it, and all follow another time zone: the clock on the wall
    stays. A date that was moved by itself keeps its time, and all that hangs on it.
    """  # fmt: skip
    values = fields_of(pattern, date, zone)
    is_moved = bool({"starts_at", "ends_at"} & own)
    wanted = changed | (set(TIME_FIELDS) if {"starts_at", "time_zone"} & changed else set())
    if is_moved:
        wanted -= set(TIME_FIELDS)
    return {name: values[name] for name in wanted - own if name in values}


def retimed(date: str, starts: Moment, zone: str) -> str:
    """Answer a date of a series at the time of day of another start."""
    return f"{date[:10]}T{as_datetime(starts, zone):%H:%M}"


def is_same_day(date: str, starts: Moment, zone: str) -> bool:
    """Tell whether a start is on the day that the series names."""
    return date[:10] == as_datetime(starts, zone).date().isoformat()
