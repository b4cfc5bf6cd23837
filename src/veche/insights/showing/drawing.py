"""Drawing: a measure's answer as the wish of a chart (see frontend/src/charts/options.js)."""

from collections.abc import Sequence
from typing import Any

from django.utils.dates import WEEKDAYS_ABBR
from django.utils.text import Truncator
from django.utils.translation import gettext

from veche.insights.models import Annotation
from veche.insights.rules.periods import bucket_of, bucket_start
from veche.insights.rules.shaping import Number, clock_of, cohorts_of, series_of
from veche.insights.showing.naming import Names, step_title
from veche.insights.showing.tabling import aligned, stage_title
from veche.insights.showing.wording import bucket_label
from veche.insights.terms import LISTS, Answered, Form, Gap, Grain, Period, Step, Unit
from veche.people.terms import Stage

Wish = dict[str, Any]
# On a card: the latest weeks, the first people.
FEW_WEEKS, FEW_PEOPLE = 10, 10
LONGEST_LABEL = 40
SMALLEST_DIGITS = 2
# A line of fewer whole weeks or months is drawn through the partial ones too.
FEWEST_WHOLE = 3


def wish_of(
    answered: Answered, names: Names, notes: Sequence[Annotation] = (), *, large: bool = False
) -> Wish | None:
    """Answer what to draw, with what was noted of its days, or nothing where there is nothing to see."""
    form, unit = answered.measure.form, answered.measure.headline.unit
    if not answered.rows:
        return None
    if form is Form.SERIES:
        return _series(answered, notes)
    if form is Form.GRID:
        return _cohorts(answered, large=large) if unit is Unit.PERCENT else _clock(answered)
    if form in LISTS:
        return _list(answered, names, large=large)
    if form is Form.WAYS:
        return _ways(answered)
    return _shares(answered) if form is Form.SHARES else _flows(answered)


def _series(answered: Answered, notes: Sequence[Annotation]) -> Wish | None:
    measure, asked = answered.measure, answered.asked
    series = series_of(measure, answered.rows, asked.period, asked.grain)
    whole = _whole(answered, series.buckets, series.grain, asked.period)
    drawn: list[Wish] = [
        {"name": gettext(part.title), "values": _only(whole, _short(numbers)), "colour": part.colour}
        for part, numbers in zip(measure.parts, series.parts, strict=True)
        if part.is_drawn
    ]
    if not any(value for one in drawn for value in one["values"]):
        return None
    if answered.before and measure.drawn_as != "bar":
        before = series_of(measure, answered.before, asked.period.before(), asked.grain)
        whole = _whole(answered, before.buckets, before.grain, asked.period.before())
        values = aligned(_only(whole, _short(before.parts[0])), len(series.buckets))
        name = gettext("{what}, the period before").format(what=gettext(measure.headline.title))
        drawn.append({"name": name, "values": values, "dashed": True, "colour": "muted"})
    with_year = asked.period.days > 330
    return {
        "kind": measure.drawn_as, "series": drawn, "percent": measure.headline.unit is Unit.PERCENT,
        "labels": [
            bucket_label(bucket, series.grain, asked.today, with_year=with_year) for bucket in series.buckets
        ],
        "marks": _marks(notes, series.buckets, series.grain),
    }  # fmt: skip


def _marks(notes: Sequence[Annotation], buckets: Sequence[int], grain: Grain) -> list[Wish]:
    """Answer where on the chart notes of days stand, those of one place together."""
    found: dict[int, list[str]] = {}
    for note in sorted(notes, key=lambda note: note.day):
        bucket = bucket_of(note.day, grain)
        if bucket in buckets:
            found.setdefault(buckets.index(bucket), []).append(note.text)
    return [{"at": at, "text": "; ".join(texts)} for at, texts in sorted(found.items())]


def _whole(answered: Answered, buckets: Sequence[int], grain: Grain, period: Period) -> list[bool]:
    """Answer for every stretch whether a line goes through it.

    One that lies only partly in the period would look like a fall; levels and bars have none.
    """
    whole = [
        bucket_start(bucket, grain) >= period.first and bucket_start(bucket + 1, grain) <= period.last + 1
        for bucket in buckets
    ]
    is_line = answered.measure.drawn_as == "line" and answered.measure.gap is not Gap.LAST
    return whole if is_line and sum(whole) >= FEWEST_WHOLE else [True] * len(buckets)


def _only(whole: Sequence[bool], values: Sequence[Number]) -> list[Number]:
    return [value if is_whole else None for is_whole, value in zip(whole, values, strict=True)]


def _short(values: Any) -> list[Number]:
    return [value if value is None else round(value, SMALLEST_DIGITS) for value in values]


def _clock(answered: Answered) -> Wish:
    grid = clock_of(answered.measure, answered.rows)
    cells = [
        [hour, day, round(value, SMALLEST_DIGITS)]
        for day, row in enumerate(grid.cells)
        for hour, value in enumerate(row)
        if value is not None
    ]
    return {
        "kind": "heat", "labels": [f"{hour}:00" for hour in grid.columns],
        "rows": [str(WEEKDAYS_ABBR[day]) for day in grid.rows],
        "series": [{"name": gettext(answered.measure.headline.title), "values": cells}],
    }  # fmt: skip


def _cohorts(answered: Answered, *, large: bool) -> Wish | None:
    step = answered.measure.step
    grid = cohorts_of(answered.rows, bucket_of(answered.asked.today, step), step)
    first = 0 if large else max(0, len(grid.rows) - FEW_WEEKS)
    weeks, ages = grid.rows[first:], grid.columns if large else grid.columns[: FEW_WEEKS + 1]
    cells = [
        [age, row, round(value, 1)]
        for row, week in enumerate(grid.cells[first:])
        for age, value in enumerate(week[: len(ages)])
        if value is not None
    ]
    labels = [bucket_label(week, step, answered.asked.today, with_year=False) for week in weeks]
    return {
        "kind": "heat", "percent": True, "labels": [str(age) for age in ages], "rows": labels,
        "series": [{"name": gettext(answered.measure.headline.title), "values": cells}],
    }  # fmt: skip


def _list(answered: Answered, names: Names, *, large: bool) -> Wish:
    rows = answered.rows if large else answered.rows[:FEW_PEOPLE]
    name, values = gettext(answered.measure.headline.title), [row[1] for row in rows]
    labels = [Truncator(names.name(answered.measure.form, row[0])).chars(LONGEST_LABEL) for row in rows]
    return {
        "kind": "lying", "labels": labels,
        "series": [{"name": name, "values": values}],
    }  # fmt: skip


def _shares(answered: Answered) -> Wish:
    found: dict[int, int] = dict(answered.rows)
    before: dict[int, int] = dict(answered.before or ())
    stages = [stage for stage in Stage if found.get(stage) or before.get(stage)]
    series: list[Wish] = [
        {"name": gettext(answered.measure.headline.title), "values": [found.get(s, 0) for s in stages]}
    ]
    if before:
        values = [before.get(stage, 0) for stage in stages]
        series.append({"name": gettext("The period before"), "values": values, "colour": "muted"})
    return {"kind": "lying", "labels": [stage_title(stage) for stage in stages], "series": series}


def _flows(answered: Answered) -> Wish:
    """Answer moves from the left to the right: nobody flows in a circle, so a stage stands on both sides."""
    left = sorted({one for one, _, _ in answered.rows})
    right = sorted({other for _, other, _ in answered.rows})
    # The names of both sides differ by what nobody sees.
    after = "\N{ZERO WIDTH SPACE}"
    links = [
        {"source": stage_title(one), "target": stage_title(other) + after, "value": moves}
        for one, other, moves in answered.rows
    ]
    labels = [stage_title(stage) for stage in left] + [stage_title(stage) + after for stage in right]
    return {"kind": "flow", "labels": labels, "links": links, "series": []}


def _ways(answered: Answered) -> Wish:
    """Answer the ways along the path, from the first step on; who stands at a step flows to an end."""
    places = sorted(
        {place for row in answered.rows for place in row[:2]}, key=lambda step: step or len(Step) + 1
    )
    links = [
        {"source": step_title(one), "target": step_title(other), "value": people}
        for one, other, people in answered.rows
    ]
    labels = [step_title(place) for place in places]
    return {"kind": "flow", "falling": True, "labels": labels, "links": links, "series": []}
