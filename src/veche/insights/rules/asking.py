"""Asking: turns a measure and what is wished into a question with bound values.

Only our own texts come into the question: names of values, and one of four expressions for
the bucket. Days, channels and everything else are bound.
"""

import re
from collections.abc import Sequence
from typing import Any

from veche.insights.rules.periods import bucket_of, bucket_start, coarser, month_number
from veche.insights.terms import EVERY, Asked, Behind, Day, Form, Grain, Measure, Period
from veche.kit.money import EXPONENTS, currency_number

_BUCKETS = {Grain.DAY: "day", Grain.WEEK: "week", Grain.MONTH: "month", Grain.WHOLE: "0 * month"}
# The same where stretches before the period are told apart from it.
_STRETCHES = _BUCKETS | {Grain.WHOLE: "CASE WHEN day < $first THEN -1 ELSE 0 END"}
# A stretch inside one month has a person once already: months hold a row for each.
_DISTINCT = {Grain.DAY: "", Grain.WEEK: "DISTINCT", Grain.MONTH: "", Grain.WHOLE: "DISTINCT"}


def grain_for(measure: Measure, grain: Grain) -> Grain:
    """Answer the grain that a measure is asked in when this one is wished."""
    return coarser(grain, measure.finest)


def question_of(measure: Measure, asked: Asked, period: Period, grain: Grain) -> tuple[str, dict[str, Any]]:
    """Answer the question of a measure about a period, and the values it binds."""
    return _filled(measure.question, measure, asked, period, grain_for(measure, grain))


def people_question_of(measure: Measure, asked: Asked, behind: Behind) -> tuple[str, dict[str, Any]]:
    """Answer the question who is behind a number of a measure, and the values it binds."""
    period = days_behind(measure, asked, behind)
    place = {"row": behind.row, "column": behind.column}
    is_bucket = measure.form is Form.SERIES and behind.row != EVERY
    grain = grain_for(measure, asked.grain) if is_bucket else Grain.WHOLE
    who = measure.parts[behind.part].who
    return _filled(measure.people, measure, asked, period, grain, part=who, **place)


def facts_question_of(measure: Measure, asked: Asked, behind: Behind) -> tuple[str, dict[str, Any]]:
    """Answer the question what happened behind a number of a measure, and the values it binds."""
    period = days_behind(measure, asked, behind)
    part = measure.parts[behind.part]
    place = {"row": behind.row, "column": behind.column}
    return _filled(measure.facts, measure, asked, period, Grain.WHOLE, part=part.what or part.who, **place)


def days_behind(measure: Measure, asked: Asked, behind: Behind) -> Period:
    """Answer the days that a number is about: those of its bucket that lie in the period, else all of it."""
    first, last = asked.period
    if measure.form is Form.SERIES and behind.row != EVERY:
        grain = grain_for(measure, asked.grain)
        first = max(first, bucket_start(behind.row, grain))
        last = min(last, bucket_start(behind.row + 1, grain) - 1)
    return Period(first, last) if first <= last else asked.period


def _filled(
    text: str, measure: Measure, asked: Asked, period: Period, grain: Grain, *, part: str = "", **place: int
) -> tuple[str, dict[str, Any]]:
    among, chosen = channels_among(asked.channels if measure.by_channel else ())
    question = text.format(
        bucket=_BUCKETS[grain],
        stretch=_STRETCHES[grain],
        distinct=_DISTINCT[grain],
        channels=among,
        part=part,
    )
    values: dict[str, Any] = {
        "first": period.first, "last": period.last, "today": asked.today,
        # Until when people are followed: as long after an earlier period as after the one asked for.
        "until": period.last + max(0, asked.today - asked.period.last),
        "first_month": month_number(period.first), "last_month": month_number(period.last),
        "currency": currency_number(asked.currency), "unit": 10.0 ** EXPONENTS.get(asked.currency, 2),
    } | _stretches(period, grain, asked.today) | place  # fmt: skip
    values = {name: value for name, value in values.items() if re.search(rf"\${name}\b", question)}
    return question, values | chosen


def channels_among(channels: Sequence[int]) -> tuple[str, dict[str, Any]]:
    """Answer the condition that a fact is of one of these channels, of all if none, and what it binds."""
    names = [f"channel_{place}" for place in range(len(channels))]
    among = f"channel IN ({', '.join('$' + name for name in names)})" if names else "TRUE"
    return among, dict(zip(names, channels, strict=True))


def _stretches(period: Period, grain: Grain, today: Day) -> dict[str, Any]:
    """Answer the whole stretches that a period touches, from the one before the first."""
    if grain is Grain.WHOLE:
        before, through = period.before().first, period.last
    else:
        before = bucket_start(bucket_of(period.first, grain) - 1, grain)
        through = bucket_start(bucket_of(period.last, grain) + 1, grain) - 1
    return {
        "before": before, "through": through, "through_month": month_number(through),
        "first_stretch": bucket_of(period.first, grain), "last_stretch": bucket_of(period.last, grain),
        "today_stretch": 1 if grain is Grain.WHOLE else bucket_of(today, grain),
    }  # fmt: skip


# What a question sees of people and of counts where it is asked about some people alone. `everybody`
# stays everybody: an answer to one of them may be anybody's.
_NARROWED = """
    persons AS (SELECT * FROM persons WHERE person_id IN (SELECT person_id FROM among)),
    standings AS (SELECT * FROM standings WHERE person_id IN (SELECT person_id FROM among)),
    transitions AS (SELECT * FROM transitions WHERE person_id IN (SELECT person_id FROM among)),
    hours AS (
        SELECT month, channel, day, hour, kind, nature, count(*)::BIGINT AS count FROM interactions
        WHERE identity IN (SELECT identity_id FROM persons)
        GROUP BY month, channel, day, hour, kind, nature
    )"""


def narrowed(question: str, people: str) -> str:
    """Answer a question about those people alone whom another one answers."""
    text = question.strip()
    rest = f", {text[4:]}" if text[:4].upper() == "WITH" else f" {text}"
    return f"WITH among AS MATERIALIZED ({people}), {_NARROWED}{rest}"
