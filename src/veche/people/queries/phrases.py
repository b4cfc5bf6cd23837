"""Phrases that many conditions share: lists, times, how often, where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils import formats
from django.utils.translation import gettext, ngettext

from veche.people.terms.conditions import BEFORE, BETWEEN, LAST, Known

_EPOCH = date(1970, 1, 1).toordinal()


def said_and(parts: Iterable[str]) -> str:
    """Join what is all true."""
    return _listed(list(parts), gettext("{some} and {last}"))


def said_or(parts: Iterable[str]) -> str:
    """Join what is true of at least one."""
    return _listed(list(parts), gettext("{some} or {last}"))


def _listed(parts: list[str], pattern: str) -> str:
    if len(parts) < 2:
        return parts[0] if parts else ""
    return pattern.format(some=", ".join(parts[:-1]), last=parts[-1])


def quoted(titles: Iterable[str]) -> str:
    """Join titles in quotation marks."""
    return said_or(gettext("“{title}”").format(title=title) for title in titles)


def _day(day: int) -> str:
    return formats.date_format(date.fromordinal(day + _EPOCH), "j E Y")


def said_days(number: int) -> str:
    """Say a number of days."""
    return ngettext("{n} day", "{n} days", number).format(n=formats.number_format(number))


def said_when(told: Mapping[str, Any]) -> str:
    """Say a time, with a space before it; nothing at any time."""
    span, number = told.get("span"), told.get("days", 0)
    since, until = told.get("since"), told.get("until")
    if span == LAST:
        text = ngettext("in the last {n} day", "in the last {n} days", number).format(n=number)
    elif span == BEFORE:
        text = ngettext("longer than {n} day ago", "longer than {n} days ago", number).format(n=number)
    elif span != BETWEEN:
        return ""
    elif since is not None and until is not None:
        text = gettext("from {first} to {last}").format(first=_day(since), last=_day(until))
    elif since is not None:
        text = gettext("from {first} on").format(first=_day(since))
    else:
        text = gettext("until {last}").format(last=_day(until or 0))
    return f" {text}"


def said_times(told: Mapping[str, Any]) -> str:
    """Say how often, with a space before it; never is said elsewhere."""
    number, how = told["number"], told["times"]
    if how == "least":
        if number == 1:
            return " " + gettext("at least once")
        text = ngettext("at least {n} time", "at least {n} times", number)
    elif how == "most":
        text = ngettext("at most {n} time", "at most {n} times", number)
    else:
        text = ngettext("exactly {n} time", "exactly {n} times", number)
    return " " + text.format(n=formats.number_format(number))


def is_never(told: Mapping[str, Any]) -> bool:
    """Tell whether it is said that something never happened."""
    return told["number"] == 0 and told["times"] in {"most", "exactly"}


def said_where(told: Mapping[str, Any], known: Known) -> str:
    """Say in which channels, with a space before it; nothing where all are meant."""
    if not told.get("channels"):
        return ""
    return " " + gettext("in {channels}").format(
        channels=quoted(known.channels[pk] for pk in told["channels"])
    )


def said_ahead(number: int) -> str:
    """Say the next days, today included."""
    return ngettext("in the next {n} day", "in the next {n} days", number).format(n=number)
