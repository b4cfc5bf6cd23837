"""Advising: what a picture of a week says, in a sentence."""

from collections.abc import Sequence

from django.utils.dates import WEEKDAYS
from django.utils.formats import number_format
from django.utils.translation import get_language, gettext

from veche.insights.rules.timing import Window, best_met, busiest, quietest
from veche.insights.terms import Answered, Rows

NBSP = "\N{NO-BREAK SPACE}"


def advice_of(answered: Answered) -> str:
    """Answer what the best hours are, or that too little is known to tell; nothing of other measures."""
    told = {"hours": _talk, "post_hours": _posts}.get(answered.measure.key)
    return told(answered.rows) if told and answered.rows else ""


def _talk(rows: Rows) -> str:
    windows, quiet = busiest(rows), quietest(rows)
    if not windows or quiet is None:
        return gettext("Too little was written in this period to tell good hours from chance.")
    return gettext("People write most: {windows}. Least of all from {start} to {end}.").format(
        windows=_listed(windows), start=_clock(quiet[0]), end=_clock(quiet[1])
    )


def _posts(rows: Rows) -> str:
    windows = best_met(rows)
    if not windows:
        return gettext("There are too few posts in this period, or too alike, to tell the best hours.")
    times = number_format(round(windows[0].times, 1), 1, use_l10n=True)
    return gettext("Post here: {windows}. At the first of them posts got {times} times the usual.").format(
        windows=_listed(windows), times=times
    )


def _listed(windows: Sequence[Window]) -> str:
    return "; ".join(f"{_weekday(one.weekday)}{NBSP}{_clock(one.start)}–{_clock(one.end)}" for one in windows)


def _weekday(number: int) -> str:
    # Only English writes weekdays with a capital letter in the middle of a sentence.
    name = str(WEEKDAYS[number])
    return name if (get_language() or "").startswith("en") else name.lower()


def _clock(hour: int) -> str:
    return f"{hour}:00"
