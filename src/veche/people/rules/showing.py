"""Showing: where a handle's profile and a fact's source are outside, and how a year looks as squares."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple
from urllib.parse import quote

from veche.ledger.terms import HANDLES

_SUPERGROUP = re.compile(r"channel(\d{1,19})")
_NUMBER = re.compile(r"\d{1,18}")
# The darker, the more: a square has one of five shades.
SHADES = 4
_KEPT = {"email": "@+", "phone": "+", "website": "/:?=&%#~-"}


class Square(NamedTuple):
    """One day of a year of squares: its column (week), its row (weekday, Monday first), its shade."""

    day: date
    deeds: int
    column: int
    row: int
    shade: int


def profile_link(kind: str, value: str) -> str:
    """Answer where the profile behind a handle is, or nothing where its kind has no address."""
    form = HANDLES.get(kind)
    if form is None or not form.link:
        return ""
    return form.link.format(value=quote(value, safe=_KEPT.get(kind, "")))


def source_link(network: str, place: str, external_id: str) -> str:
    """Answer where a fact can be seen outside, as far as its channel has addresses.

    Messages of Telegram's supergroups and channels have one that their members can open.
    """
    if network != "telegram":
        return ""
    group = _SUPERGROUP.fullmatch(place)
    return f"https://t.me/c/{group[1]}/{external_id}" if group and _NUMBER.fullmatch(external_id) else ""


def year_of_squares(last: date, counts: Mapping[date, int]) -> list[Square]:
    """Answer 53 weeks of days up to the last, each with its shade: by quarters of the busiest days."""
    first = last - timedelta(days=last.weekday() + 52 * 7)
    bounds = shade_bounds(counts.values())
    days = ((first + timedelta(days=number), number) for number in range((last - first).days + 1))
    return [
        Square(day, count, number // 7, number % 7, sum(count > bound for bound in bounds))
        for day, number in days
        for count in (counts.get(day, 0),)
    ]


def shade_bounds(counts: Iterable[int]) -> list[int]:
    """Answer what a day must exceed for each shade: nothing, then the quarters of the days with deeds."""
    some = sorted(count for count in counts if count > 0)
    quarters = (
        [some[len(some) * part // SHADES - 1] for part in range(1, SHADES)] if len(some) >= SHADES else []
    )
    return [0, *quarters]
