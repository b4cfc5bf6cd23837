"""Noticing: what of last week was unusual for the season, and the band of what is usual."""

from collections.abc import Iterable
from math import inf
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext

from veche.core.models import Community
from veche.insights.measures import MEASURES
from veche.insights.queries import Figures
from veche.insights.rules.asking import grain_for
from veche.insights.rules.periods import bucket_of, bucket_start
from veche.insights.rules.seasons import Band, bands_of, stretches_before
from veche.insights.rules.shaping import Number, series_of
from veche.insights.showing.wording import bucket_text, value_text
from veche.insights.terms import Answered, Asked, Better, Form, Gap, Grain, Measure, Period, Unit

# What is looked at every week, in the order in which it is told.
LOOKED_AT = ("active", "messages", "growth", "answer_time", "reach")


class Notice(NamedTuple):
    """Something unusual: what, how much, what would be usual, and whether that is good news."""

    measure: Measure
    time: str
    value: str
    low: str
    high: str
    is_above: bool
    colour: str
    url: str


def notices_of(figures: Figures, today: int, keys: Iterable[str] = LOOKED_AT) -> list[Notice]:
    """Answer what of the last whole week lies outside the band that the eight weeks before make."""
    week = bucket_of(today, Grain.WEEK) - 1
    first = bucket_start(week, Grain.WEEK)
    asked = Asked(
        Period(first, first + 6), Grain.WEEK, today=today, compared=False, currency=figures.community.currency
    )
    found = []
    for key in keys:
        numbers, bands = _numbers(figures, MEASURES[key], asked)
        value, band = numbers[-1], bands[-1]
        if value is not None and band is not None and not band.low <= value <= band.high:
            time = bucket_text(week, Grain.WEEK, today)
            found.append(_notice(figures.community, MEASURES[key], value, band, time))
    return found


def _notice(community: Community, measure: Measure, value: float, band: Band, time: str) -> Notice:
    is_above, unit = value > band.high, measure.headline.unit
    is_good = is_above == (measure.better is Better.MORE)
    colour = "secondary" if measure.better is Better.NEITHER else "success" if is_good else "warning"
    url = reverse("insights:measure_page", args=[community.slug, measure.key]) + "?grain=week"
    texts = (value_text(number, unit) for number in (value, band.low, band.high))
    return Notice(measure, time, *texts, is_above, colour, url)


def _numbers(figures: Figures, measure: Measure, asked: Asked) -> tuple[list[Number], list[Band | None]]:
    """Answer the first number of every stretch from before the period on, and the band of each."""
    grain = grain_for(measure, asked.grain)
    start = bucket_start(bucket_of(asked.period.first, grain) - stretches_before(grain), grain)
    longer = Period(start, asked.period.last)
    rows = figures.rows(measure, asked, longer, grain)
    numbers = list(series_of(measure, rows, longer, grain).parts[0])
    span = figures.span
    # Before anything was known there was nothing: that is no season to compare with.
    silent = max(0, bucket_of(span.first, grain) - bucket_of(start, grain)) if span else 0
    known: list[Number] = [None] * min(silent, len(numbers)) + numbers[silent:]
    return known, bands_of(known, grain)


def band_of(figures: Figures, answered: Answered) -> dict[str, Any] | None:
    """Answer what would be usual for every stretch of a series, as a chart draws it; of levels nothing."""
    measure, asked = answered.measure, answered.asked
    if (
        measure.form is not Form.SERIES
        or measure.gap is Gap.LAST
        or asked.grain not in (Grain.DAY, Grain.WEEK, Grain.MONTH)
    ):
        return None
    count = len(series_of(measure, answered.rows, asked.period, asked.grain).buckets)
    bands = _numbers(figures, measure, asked)[1][-count:]
    if not any(bands):
        return None
    # No share is above all.
    most = 100.0 if measure.headline.unit is Unit.PERCENT else inf
    low, high = (
        [None if band is None else round(min(band[side], most), 2) for band in bands] for side in (0, 1)
    )
    return {"name": gettext("usual"), "low": low, "high": high}
