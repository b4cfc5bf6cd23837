"""Reads dates as tables write them: ISO, day or month first, month names, serials, Unix time."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from typing import NamedTuple

from veche.kit.text import fold
from veche.kit.time import Moment, in_zone, is_plausible, moment

DAY_FIRST, MONTH_FIRST = "dmy", "mdy"
_MONTHS = (
    "jan|янв|ene|gen|oca", "feb|фев|fev|sub", "mar|мар|mrz|mär", "apr|апр|abr|avr|nis", "may|май|мая|mai|mag",
    "jun|июн|juin|giu|haz", "jul|июл|juil|lug|tem", "aug|авг|ago|aou|agu", "sep|сен|set|eyl",
    "oct|окт|okt|out|ott|eki",
    "nov|ноя|kas", "dec|дек|dez|dic|ara",
)  # fmt: skip
_MONTH_OF = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split("|")}
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?!\d)")
_YEARLESS = re.compile(r"(\d{1,2})([./])(\d{1,2})\.?")
_WORDS = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?[\s.\-]+(?:de\s+)?([^\W\d_]{3,12})\.?,?(?:\s+de)?"
    r"[\s.\-]*(\d{4}|\d{2}(?![:.\d]))?",
    re.IGNORECASE,
)
_WORDS_US = re.compile(
    r"([^\W\d_]{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(\d{4}))?(?![\d:])", re.IGNORECASE
)
_CLOCK = re.compile(
    r"(?<!\d)(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,](\d{1,9}))?)?\s*(am|pm|a\.m\.|p\.m\.)?", re.I
)
_ZONE = re.compile(r"(?:(Z)|(?:UTC|GMT)?\s?([+-]\d{2}):?(\d{2})|\b(UTC|GMT|MSK|МСК|EST|PST|CET|CEST)\b)\s*$")
_OFFSETS = {"UTC": 0, "GMT": 0, "MSK": 180, "МСК": 180, "EST": -300, "PST": -480, "CET": 60, "CEST": 120}
_DIGITS = re.compile(r"\d{5,16}(?:\.\d+)?")
_LONGEST = 60


class When(NamedTuple):
    """A date as it was written: parts, and whether it had a clock and a zone. A year of 0 was not told."""

    year: int
    month: int
    day: int
    clock: tuple[int, int, int, int] | None = None
    offset: int | None = None  # minutes from UTC


def votes_on_order(values: Iterable[str]) -> tuple[int, int, int]:
    """Answer how many values can only be day first, only month first, and either."""
    day = month = either = 0
    for value in values:
        found = _NUMBERS.search(value) or _YEARLESS.fullmatch(value.strip())
        if not found:
            continue
        first, second = int(found.group(1)), int(found.group(3))
        if found.group(2) == "." or (first > 12 >= second):
            day += 1
        elif second > 12 >= first:
            month += 1
        elif first != second:
            either += 1
    return day, month, either


@lru_cache(maxsize=50_000)
def read_when(text: str, order: str, zone: str) -> Moment | None:
    """Answer the moment a cell names, by the zone where it names none; a day is its first moment.

    Answers nothing for what is no date with a year or lies outside 1970 to 2200.
    """
    text = text.strip()[:_LONGEST]
    if _DIGITS.fullmatch(text):
        return _of_number(text, zone)
    found = parse(text, order)
    if found is None or not found.year:
        return None
    wall = datetime(found.year, found.month, found.day, *(found.clock or ()))  # noqa: DTZ001 - a wall clock
    if found.offset is not None:
        at = moment(wall.replace(tzinfo=timezone(timedelta(minutes=found.offset))))
    else:
        at = in_zone(wall, zone)
    return at if is_plausible(at) else None


def read_birthday(text: str, order: str) -> str:
    """Answer a birthday as ISO 8601, «--03-04» where the year is not told, or nothing."""
    text = text.strip()[:_LONGEST]
    if re.fullmatch(r"\d{5}(?:\.0)?", text):
        day = datetime(1899, 12, 30, tzinfo=UTC) + timedelta(days=float(text))
        return day.date().isoformat()
    found = parse(text, order)
    if found is None or (found.year and not 1880 <= found.year <= 2100):
        return ""
    return (
        f"{found.year:04}-{found.month:02}-{found.day:02}"
        if found.year
        else f"--{found.month:02}-{found.day:02}"
    )


def parse(text: str, order: str) -> When | None:
    """Answer the parts of a written date, or nothing."""
    found = _date_in(text, order)
    if found is None:
        return None
    year, month, day, end = found
    if 0 < year < 100:
        year += 2000 if year < 70 else 1900
    try:
        datetime(year or 2000, month, day)  # noqa: DTZ001 - only whether there is such a day
    except ValueError:
        return None
    rest = text[end:]
    clock = _clock_in(rest)
    if clock is None and _CLOCK.search(rest):
        return None
    return When(year, month, day, clock, _offset_in(rest) if clock else None)


def _date_in(text: str, order: str) -> tuple[int, int, int, int] | None:
    if found := _ISO.match(text):
        return int(found[1]), int(found[2]), int(found[3]), found.end()
    if found := _NUMBERS.search(text):
        first, second = int(found[1]), int(found[3])
        swap = first <= 12 and (second > 12 or (order == MONTH_FIRST and found[2] != "."))
        day, month = (second, first) if swap else (first, second)
        return int(found[4]), month, day, found.end()
    if found := _YEARLESS.fullmatch(text):
        first, second = int(found[1]), int(found[3])
        swap = found[2] != "." and order == MONTH_FIRST
        return 0, *((first, second) if swap else (second, first)), found.end()
    return _worded(text)


def _worded(text: str) -> tuple[int, int, int, int] | None:
    if (found := _WORDS.search(text)) and (month := _month_of(found[2])):
        return int(found[3] or 0), month, int(found[1]), found.end()
    if (found := _WORDS_US.search(text)) and (month := _month_of(found[1])):
        return int(found[3] or 0), month, int(found[2]), found.end()
    return None


def _month_of(word: str) -> int:
    word = fold(word)
    return _MONTH_OF.get(word[:4], 0) or _MONTH_OF.get(word[:3], 0)


def _clock_in(text: str) -> tuple[int, int, int, int] | None:
    found = _CLOCK.search(text)
    if not found:
        return None
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    if half := (found[5] or "").lower().replace(".", ""):
        hour = hour % 12 + (12 if half == "pm" else 0)
    fraction = int((found[4] or "0")[:6].ljust(6, "0"))
    return (hour, minute, min(second, 59), fraction) if hour < 24 and minute < 60 else None


def _offset_in(text: str) -> int | None:
    found = _ZONE.search(text.strip())
    if not found:
        return None
    if found[1]:
        return 0
    if found[4]:
        return _OFFSETS[found[4]]
    hours = int(found[2])
    minutes = abs(hours) * 60 + int(found[3])
    return (minutes if hours >= 0 and found[2][0] != "-" else -minutes) if minutes < 24 * 60 else None


def _of_number(text: str, zone: str) -> Moment | None:
    """Read a bare number: Excel's days since 1900, Unix seconds, milliseconds or microseconds."""
    value = float(text)
    if re.fullmatch(r"(?:19|20)\d\d[01]\d[0-3]\d", text):
        return read_when(f"{text[:4]}-{text[4:6]}-{text[6:]}", DAY_FIRST, zone)
    if value < 100_000:
        wall = datetime(1899, 12, 30) + timedelta(days=value)  # noqa: DTZ001 - a wall clock
        return in_zone(wall, zone) if value > 20_000 else None
    for scale in (1000, 1, 0.001):
        at = Moment(int(value * scale))
        if 315_532_800_000 <= at < 4_102_444_800_000:  # 1980 to 2100: what an export may tell
            return at
    return None
