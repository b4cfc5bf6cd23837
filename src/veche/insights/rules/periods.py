"""Periods: which days are meant, in which steps they are drawn, and what stands before them."""

from collections.abc import Mapping, Sequence
from datetime import date

from veche.insights.terms import Asked, Day, Grain, Period, Span
from veche.kit.terms import N_

EPOCH = date(1970, 1, 1).toordinal()
DEFAULT = "90"
LAST_DAYS = {"7": N_("7 days"), "30": N_("30 days"), "90": N_("90 days"), "365": N_("12 months")}
PRESETS: Mapping[str, str] = LAST_DAYS | {
    "month": N_("This month"),
    "last_month": N_("Last month"),
    "year": N_("This year"),
    "all": N_("All time"),
    "custom": N_("Own dates"),
}
# How many points a chart shows before the next grain is used by itself.
MOST_DAYS, MOST_WEEKS = 62, 400
LONGEST = 366 * 60


def day_number(day: date) -> Day:
    """Answer a calendar day as days since 1970."""
    return day.toordinal() - EPOCH


def day_date(day: Day) -> date:
    """Answer the calendar day of a number."""
    return date.fromordinal(day + EPOCH)


def month_number(day: Day) -> int:
    """Answer the month of a day."""
    found = day_date(day)
    return (found.year - 1970) * 12 + found.month - 1


def month_start(month: int) -> Day:
    """Answer the first day of a month."""
    return day_number(date(1970 + month // 12, month % 12 + 1, 1))


def week_number(day: Day) -> int:
    """Answer the week of a day; weeks start on Monday."""
    return (day + 3) // 7


def bucket_of(day: Day, grain: Grain) -> int:
    """Answer the number of the stretch that a day lies in."""
    return {Grain.DAY: day, Grain.WEEK: week_number(day), Grain.MONTH: month_number(day), Grain.WHOLE: 0}[
        grain
    ]


def bucket_start(bucket: int, grain: Grain) -> Day:
    """Answer the first day of a stretch."""
    if grain is Grain.MONTH:
        return month_start(bucket)
    return bucket * 7 - 3 if grain is Grain.WEEK else bucket


def buckets_of(period: Period, grain: Grain) -> range:
    """Answer every stretch that a period touches, in order."""
    return range(bucket_of(period.first, grain), bucket_of(period.last, grain) + 1)


def coarser(wished: Grain, finest: Grain) -> Grain:
    """Answer the wished grain, or the finest that says something."""
    order: Sequence[Grain] = (Grain.DAY, Grain.WEEK, Grain.MONTH, Grain.WHOLE)
    return order[max(order.index(wished), order.index(finest))]


def read_asked(query: Mapping[str, str], channels: Sequence[str], *, today: Day, span: Span | None) -> Asked:
    """Read what somebody wants to see from an address; what makes no sense is as if not said.

    A period ends today, or with the latest fact where that is longer ago than the period: an
    old export is shown as it was, not as an empty present.
    """
    preset = query.get("period", "")
    preset = preset if preset in PRESETS else DEFAULT
    end = _end_of(preset, today, span)
    period = _own_dates(query) if preset == "custom" else _preset(preset, end, span)
    if period is None:
        preset, period = DEFAULT, _preset(DEFAULT, _end_of(DEFAULT, today, span), span)
    return Asked(
        period=period,
        grain=_grain(query.get("grain", ""), period),
        channels=tuple(sorted({int(c) for c in channels if c.isdecimal() and len(c) < 10})),
        today=today,
        preset=preset,
        compared=query.get("compare", "1") != "0",
    )


def _end_of(preset: str, today: Day, span: Span | None) -> Day:
    length = int(preset) if preset in LAST_DAYS else 31
    if span is not None and span.last <= today - length and preset != "year":
        return span.last
    return today


def _preset(preset: str, end: Day, span: Span | None) -> Period:
    if preset in LAST_DAYS:
        return Period(end - int(preset) + 1, end)
    month = month_number(end)
    if preset == "month":
        return Period(month_start(month), end)
    if preset == "last_month":
        return Period(month_start(month - 1), month_start(month) - 1)
    if preset == "year":
        return Period(month_start(month - month % 12), end)
    return Period(span.first, max(end, span.last)) if span else Period(end - 89, end)


def _own_dates(query: Mapping[str, str]) -> Period | None:
    try:
        first, last = (date.fromisoformat(query.get(name, "")) for name in ("from", "to"))
    except ValueError:
        return None
    days = Period(*sorted((day_number(first), day_number(last))))
    return days if days.first >= 0 and days.days <= LONGEST else None


def _grain(wished: str, period: Period) -> Grain:
    """Answer the wished grain unless it would draw thousands of points; else the one that fits."""
    fits = Grain.DAY if period.days <= MOST_DAYS else Grain.WEEK if period.days <= MOST_WEEKS else Grain.MONTH
    if wished in (Grain.DAY, Grain.WEEK, Grain.MONTH) and len(buckets_of(period, Grain(wished))) <= 1100:
        return Grain(wished)
    return fits
