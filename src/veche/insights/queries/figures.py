"""Figures: what measures answer about a community."""

from __future__ import annotations

from typing import TYPE_CHECKING

from veche.insights.measures import MEASURES
from veche.insights.rules.asking import question_of
from veche.insights.rules.shaping import headline_of, series_of
from veche.insights.terms import Answered, Asked, Form, Grain, Headline, Measure, Period, Rows, Span
from veche.ledger.queries import ask_columns

if TYPE_CHECKING:
    from veche.core.models import Community


def measure_of(key: str) -> Measure | None:
    """Answer the measure of this name, if there is one."""
    return MEASURES.get(key)


def span_of(community: Community) -> Span | None:
    """Answer the first and the last day of which the figures know something, or nothing."""
    first, last = ask_columns(community, "SELECT min(day), max(day) FROM hours")[0]
    return None if first is None else Span(first, last)


def figure_of(community: Community, measure: Measure, asked: Asked) -> Answered:
    """Answer a measure for what is asked, and for the period before where it is compared."""
    before = asked.period.before() if asked.compared else None
    return Answered(
        measure,
        asked,
        rows=rows_of(community, measure, asked, asked.period, asked.grain),
        before=rows_of(community, measure, asked, before, asked.grain) if before else None,
    )


def headline_for(community: Community, measure: Measure, asked: Asked) -> Headline:
    """Answer a measure as one number, with that of the period before and its way through the period."""
    way = rows_of(community, measure, asked, asked.period, asked.grain)
    wholes = [
        rows_of(community, measure, asked, period, Grain.WHOLE)
        for period in (asked.period, asked.period.before())
    ]
    series = series_of(measure, way, asked.period, asked.grain)
    value, before = (headline_of(measure, rows) for rows in wholes)
    return Headline(measure, value, before, tuple(series.parts[0]))


def rows_of(community: Community, measure: Measure, asked: Asked, period: Period, grain: Grain) -> Rows:
    """Answer the rows of a measure about a period."""
    if measure.form is not Form.SERIES:
        grain = Grain.WHOLE
    question, values = question_of(measure, asked, period, grain)
    rows: Rows = ask_columns(community, question, values)
    return measure.finish(rows) if measure.finish else rows
