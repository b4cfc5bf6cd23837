"""Stamps: the clock at the beginning of a line, and the lines and names that say the day."""

import re
from datetime import date
from typing import NamedTuple

from veche.kit.text import fold

_MONTHS = (
    "jan янв ene janv", "feb фев fev fevr", "mar мар mrz mars", "apr апр abr avr", "may май мая mai",
    "jun июн juin", "jul июл juil", "aug авг ago aou", "sep сен sept", "oct окт okt", "nov ноя",
    "dec дек dez dic",
)  # fmt: skip
_MONTH_OF = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_TIME = r"(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d{1,9})?)?"
_ZONE = r"(?: ?(?P<zone>Z\b|[+-]\d\d:?\d\d\b))?"
_FORMS = (
    rf"(?P<year>\d{{4}})[-/.](?P<month>\d\d)[-/.](?P<day>\d\d)[T _]+{_TIME}{_ZONE}",
    rf"{_TIME}(?:\s?(?P<half>[AaPp])\.?[Mm]\.?)?",
    rf"(?P<day>\d\d)\.(?P<month>\d\d)\.(?P<year>\d{{4}}),?[T _]+{_TIME}{_ZONE}",
    rf"(?P<name>[^\W\d_]{{3,5}})\.?[ ]+(?P<day>\d{{1,2}})[ ]+{_TIME}",
    r"(?P<unix>1\d{9})",
)
# In brackets of either kind, or with a space behind it.
_STAMPS = tuple(
    re.compile(rf"\s*(?P<open>[\[(])?{form}(?(open)[\])]|(?=\s|$))(?P<gap>\s*)") for form in _FORMS
)
_YEAR = re.compile(r"(?:19|20|21)\d\d")
_DAY_NAME = r"(?:[^\W\d_]{2,12}[.,]?\s+)?"
_CLOCK = r"(?:\d{1,2}:\d\d(?::\d\d)?)"
_DATES = (
    re.compile(
        rf"{_DAY_NAME}(?P<name>[^\W\d_]{{3,10}})\.?\s+(?P<day>\d{{1,2}}),?\s+(?P<clock>{_CLOCK}\s+)?"
        r"(?:[A-Z]{2,5}\s+)?(?P<year>\d{4})\b"
    ),
    re.compile(rf"{_DAY_NAME}(?P<day>\d{{1,2}})\.?\s+(?P<name>[^\W\d_]{{3,10}})\.?\s+(?P<year>\d{{4}})\b"),
    re.compile(rf"{_DAY_NAME}(?P<year>\d{{4}})[-/.](?P<month>\d\d)[-/.](?P<day>\d\d)\b"),
    re.compile(rf"{_DAY_NAME}(?P<day>\d\d)\.(?P<month>\d\d)\.(?P<year>\d{{4}})\b"),
)
# What stands before the day where a program tells it: «Day changed», «Log opened», «BEGIN LOGGING AT»;
# of a topic that was set on a day nothing is to be learnt.
_HEADING = re.compile(
    r"(?:(?:day|log|begin|end|date|session|start|stop|close|журнал|лог|начал|конец|день|дата|смен)"
    r"[^#\[\](){}<>@'\"=]{0,40})?",
    re.IGNORECASE,
)
_MARKED = re.compile(
    r"(?:-{2,4}|={2,4}|\*{3,4}|#)\s+|Session (?:Start|Close|Ident|Time|Restarted):\s*", re.IGNORECASE
)
# Konversation writes the day in brackets of its own: «[Wednesday 17 October 2012] [09:10:00] …».
_BRACKETED = re.compile(r"\[([^\[\]:]{8,40})\]\s+(?=\[\d)")
_IN_NAME = (
    re.compile(r"(?<!\d)((?:19|20)\d\d)[-_./]?([01]\d)[-_./]?([0-3]\d)(?!\d)"),
    re.compile(r"(?<!\d)([0-3]\d)[-_.]([01]\d)[-_.]((?:19|20)\d\d)(?!\d)"),
)
LONGEST_HEADER, LONGEST_STAMP = 160, 80


class Stamp(NamedTuple):
    """The clock of a line; the year, or the whole date, is 0 where it was not written."""

    hour: int
    minute: int
    second: int = 0
    year: int = 0
    month: int = 0
    day: int = 0
    offset: int | None = None  # minutes from UTC
    unix: int = 0  # seconds since 1970, where that is all


def read_stamp(line: str) -> tuple[Stamp, str, bool] | None:
    """Answer the clock a line begins with, what follows it, and whether a tab parts the two."""
    if line.startswith("[") and (bracketed := _BRACKETED.match(line)):
        day = _day_in(bracketed[1])
        found_clock = read_stamp(line[bracketed.end() :])
        if day is None or found_clock is None:
            return None
        clock, rest, has_tab = found_clock
        return clock._replace(year=day.year, month=day.month, day=day.day), rest, has_tab
    for form in _STAMPS:
        found = form.match(line, 0, LONGEST_STAMP)
        if found:
            stamp = _stamp_of(found.groupdict(""))
            if stamp is not None:
                return stamp, line[found.end() :], "\t" in found["gap"]
    return None


def _stamp_of(parts: dict[str, str]) -> Stamp | None:
    if parts.get("unix"):
        return Stamp(0, 0, unix=int(parts["unix"]))
    hour, minute, second = int(parts["hour"]), int(parts["minute"]), int(parts["second"] or 0)
    if half := parts.get("half"):
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half in "Pp" else 0)
    name = parts.get("name", "")
    month = month_of(name) if name else int(parts.get("month") or 0)
    if hour > 23 or minute > 59 or second > 60 or (name and not month):
        return None
    year, day = int(parts.get("year") or 0), int(parts.get("day") or 0)
    return Stamp(hour, minute, min(second, 59), year, month, day, _offset(parts.get("zone", "")))


def _offset(zone: str) -> int | None:
    if not zone:
        return None
    if zone == "Z":
        return 0
    minutes = int(zone[1:3]) * 60 + int(zone[-2:])
    if minutes >= 24 * 60:
        return None
    return -minutes if zone[0] == "-" else minutes


def month_of(name: str) -> int:
    """Answer the number of a month by its name in English, Russian and their neighbours; 0 for none."""
    name = fold(name)
    return _MONTH_OF.get(name[:4]) or _MONTH_OF.get(name[:3], 0)


def is_header(text: str) -> bool:
    """Tell a line that the program wrote about its own log, whether or not it says a day."""
    return len(text) < LONGEST_HEADER and _MARKED.match(text) is not None


def read_day(text: str) -> tuple[date, str] | None:
    """Answer the day that a line of the program says, with its clock where one stands in it."""
    mark = _MARKED.match(text) if len(text) < LONGEST_HEADER else None
    if not mark or not _YEAR.search(text):
        return None
    for form in _DATES:
        found = form.search(text, mark.end())
        if found and _HEADING.fullmatch(text[mark.end() : found.start()].strip()) and (day := _day_of(found)):
            return day, (found.groupdict().get("clock") or "").strip()
    return None


def _day_in(text: str) -> date | None:
    found = next((found for form in _DATES if (found := form.fullmatch(text.strip()))), None)
    return _day_of(found) if found else None


def _day_of(found: re.Match[str]) -> date | None:
    parts = found.groupdict()
    month = month_of(parts["name"]) if parts.get("name") else int(parts.get("month") or 0)
    return _date(int(parts["year"]), month, int(parts["day"]))


def day_in_name(name: str) -> date | None:
    """Answer the day in a file's name or in its folders' names: the last one that is a day."""
    found: date | None = None
    for parts in _IN_NAME[0].findall(name):
        found = _date(*map(int, parts)) or found
    for day, month, year in _IN_NAME[1].findall(name):
        found = found or _date(int(year), int(month), int(day))
    return found


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 1970 <= year < 2200 else None
    except ValueError:
        return None
