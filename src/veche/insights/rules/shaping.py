"""Shaping: a measure's rows as whole series and grids, with every gap filled as the measure says."""

from collections.abc import Sequence
from dataclasses import dataclass

from veche.insights.rules.asking import grain_for
from veche.insights.rules.periods import bucket_of, buckets_of
from veche.insights.terms import EVERY, Behind, Day, Form, Gap, Grain, Measure, Period, Rows, Unit

Number = float | int | None
WEEKDAYS, HOURS = 7, 24
# For how many days, weeks or months a cohort is followed, and how many are shown.
MOST_AGES = {Grain.DAY: 30, Grain.WEEK: 26, Grain.MONTH: 24}


@dataclass(frozen=True, slots=True)
class Series:
    """A number for every bucket of a period and every part of a measure."""

    grain: Grain
    buckets: Sequence[int]
    parts: Sequence[Sequence[Number]]


@dataclass(frozen=True, slots=True)
class Grid:
    """A number for every row and column; `sizes` is how many a row is of, where that is known.

    `wholes` is the number of each row as a whole.
    """

    rows: Sequence[int]
    columns: Sequence[int]
    cells: Sequence[Sequence[Number]]
    sizes: Sequence[int] = ()
    wholes: Sequence[Number] = ()


def series_of(measure: Measure, rows: Rows, period: Period, grain: Grain) -> Series:
    """Answer the rows as a series over every bucket that the period touches."""
    grain = grain_for(measure, grain)
    buckets = buckets_of(period, grain)
    found = {row[0]: row[1:] for row in rows}
    nothing: tuple[Number, ...] = (0 if measure.gap is Gap.ZERO else None,) * len(measure.parts)
    level = found.get(None, (0,) * len(measure.parts))
    lines = []
    for bucket in buckets:
        if measure.gap is Gap.LAST:
            level = found.get(bucket, level)
        lines.append(level if measure.gap is Gap.LAST else found.get(bucket, nothing))
    return Series(grain, list(buckets), [list(part) for part in zip(*lines, strict=True)])


def headline_of(measure: Measure, rows: Rows, today: Day) -> Number:
    """Answer the one number that rows tell of their whole period, or nothing.

    Of series that neither add up nor go on, the rows are those of the question asked for the whole.
    Of weekdays and hours: all, or the row of the whole. Of cohorts: how many came back in the stretch after
    they came in.
    Of moves: all. Of the path: who was reached. Of people and shares there is none.
    """
    if measure.form is Form.SERIES:
        return _headline_of_series(measure, rows)
    if measure.form is Form.GRID and measure.headline.unit is Unit.PERCENT:
        return _came_back(rows, bucket_of(today, measure.step))
    if measure.form is Form.STEPS:
        reached: Number = rows[0][1] if rows else 0
        return reached
    if measure.form is Form.GRID and measure.gap is Gap.NONE:
        return next((row[2] for row in rows if row[0] == EVERY), None)
    if measure.form in (Form.GRID, Form.FLOWS):
        moves: Number = sum(row[-1] for row in rows)
        return moves
    return None


def headline_place(measure: Measure) -> Behind:
    """Answer which people are behind the one number: of cohorts those who came back in the stretch after."""
    is_cohorts = measure.form is Form.GRID and measure.headline.unit is Unit.PERCENT
    return Behind(column=1) if is_cohorts else Behind()


def _headline_of_series(measure: Measure, rows: Rows) -> Number:
    found = {row[0]: row[1] for row in rows}
    if measure.gap is Gap.LAST:
        latest = max((bucket for bucket in found if bucket is not None), default=None)
        level: Number = found.get(latest, 0)
        return level
    if measure.adds_up:
        whole: Number = sum(found.values())
        return whole
    value: Number = found.get(0, 0 if measure.gap is Gap.ZERO else None)
    return value


def _came_back(rows: Rows, today: int) -> Number:
    """Answer the share of those who came back in the stretch after, of all for whom that one is over."""
    over = [row for row in rows if row[0] + 1 < today]
    size = sum(size for _, age, _, size in over if age == 0)
    came = sum(share * size / 100 for _, age, share, size in over if age == 1)
    return 100 * came / size if size else None


def clock_of(measure: Measure, rows: Rows) -> Grid:
    """Answer weekdays by hours; an hour without rows is 0, or has no number where the measure says so.

    Numbers that do not add up come with rows of their own for whole weekdays: hour -1.
    """
    found = {(row[0], row[1]): row[2] for row in rows}
    nothing = 0 if measure.gap is Gap.ZERO else None
    cells = [[found.get((day, hour), nothing) for hour in range(HOURS)] for day in range(WEEKDAYS)]
    if measure.gap is Gap.ZERO:
        wholes = [sum(filter(None, row)) for row in cells]
    else:
        wholes = [found.get((day, EVERY)) for day in range(WEEKDAYS)]
    return Grid(range(WEEKDAYS), range(HOURS), cells, wholes=wholes)


def cohorts_of(rows: Rows, today: int, step: Grain) -> Grid:
    """Answer stretches of coming by those since; what is still to come after `today`'s has no number."""
    found = {(born, age): share for born, age, share, _ in rows}
    sizes = {born: size for born, _, _, size in rows}
    born = sorted(sizes)
    ages = range(min(max((today - one for one in born), default=-1), MOST_AGES[step]) + 1)
    cells = [[found.get((one, age), 0.0) if one + age <= today else None for age in ages] for one in born]
    return Grid(born, ages, cells, [sizes[one] for one in born])
