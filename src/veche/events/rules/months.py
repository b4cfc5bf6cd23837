"""Months as a page shows them."""

import re
from calendar import Calendar
from datetime import date

_MONTH = re.compile(r"(\d{4})-(\d{2})")


def weeks_of(year: int, month: int) -> list[list[date]]:
    """Answer the weeks that have days of a month, each from Monday to Sunday."""
    return [list(week) for week in Calendar().monthdatescalendar(year, month)]


def month_in(text: str, today: date) -> date:
    """Read «2026-12» as the first day of a month; what makes no sense is the month of today."""
    found = _MONTH.fullmatch(text)
    year, month = (int(part) for part in found.groups()) if found else (today.year, today.month)
    if not (1970 <= year <= 2199 and 1 <= month <= 12):
        year, month = today.year, today.month
    return date(year, month, 1)


def beside(month: date, by: int) -> date:
    """Answer the first day of a month before or after another."""
    number = month.year * 12 + month.month - 1 + by
    return date(number // 12, number % 12 + 1, 1)
