"""Addresses of events' public pages."""

import re
from datetime import date

from veche.kit.text import latin


def slug_of(title: str, day: date, number: int = 1) -> str:
    """Suggest an address of the day and the name: «Бег в парке» on 4 December, «2026-12-04-beg-v-parke»."""
    stem = re.sub(r"[^a-z0-9]+", "-", latin(title)).strip("-")[:50].strip("-")
    parts = [day.isoformat(), stem, str(number) if number > 1 else ""]
    return "-".join(part for part in parts if part)


def slug_of_series(title: str, number: int = 1) -> str:
    """Suggest an address of a series by its name."""
    stem = re.sub(r"[^a-z0-9]+", "-", latin(title)).strip("-")[:60].strip("-") or "series"
    return f"{stem}-{number}" if number > 1 else stem
