"""Hours as people write them: «10–19», "10:00-19:30"; nothing where nobody works."""

import re

from veche.inbox.terms.promises import Day

_HOURS = re.compile(r"(\d{1,2})(?::([0-5]\d))?\s*[-–—]\s*(\d{1,2})(?::([0-5]\d))?")


def hours_in(text: str) -> Day:
    """Answer minutes of the day from and to; raises ValueError for what are no hours."""
    if not text.strip(" -–—"):
        return None
    found = _HOURS.fullmatch(text.strip())
    if not found:
        raise ValueError(text)
    start, end = (int(found[at]) * 60 + int(found[at + 1] or 0) for at in (1, 3))
    if not 0 <= start < end <= 24 * 60:
        raise ValueError(text)
    return start, end


def hours_text(day: Day) -> str:
    """Answer hours as they are written in a field."""
    return f"{_clock(day[0])}–{_clock(day[1])}" if day else ""


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
