"""Tables: a measure's answer row by row, the same for the page and for the file."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext

from veche.insights.rules.periods import bucket_of, bucket_start, day_date
from veche.insights.rules.shaping import Number, clock_of, cohorts_of, series_of
from veche.insights.showing.naming import Names, step_title
from veche.insights.showing.wording import NONE, bucket_text, day_text, value_text
from veche.insights.terms import LISTS, Answered, Behind, Form, Grain, Part, Unit
from veche.people.terms import Stage

Way = Callable[[Behind], str]
HEADLINE = Behind()


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell: as people read it, as a file keeps it, and where it leads."""

    text: str
    value: Any = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first column names its rows."""

    head: list[str]
    rows: list[list[Cell]]
    # Stretches of time stand latest first on a page.
    is_series: bool = False

    @property
    def shown(self) -> list[list[Cell]]:
        """The rows as a page shows them."""
        return self.rows[::-1] if self.is_series else self.rows


def nowhere(_: Behind) -> str:
    """Answer no address: numbers of a file and of other measures lead nowhere."""
    return ""


def table_of(answered: Answered, names: Names, way: Way = nowhere) -> Table:
    """Answer the table of a measure; `way` answers where the people behind a number stand."""
    form, unit = answered.measure.form, answered.measure.headline.unit
    if form is Form.SERIES:
        return _series(answered, way)
    if form is Form.GRID:
        return _cohorts(answered, way) if unit is Unit.PERCENT else _clock(answered, way)
    if form in LISTS:
        return _list(answered, names, way)
    return _shares(answered, way) if form is Form.SHARES else _flows(answered, way)


def stage_title(stage: int) -> str:
    """Answer the name of a stage."""
    return gettext(Stage(stage).form.title) if stage in set(Stage) else gettext("New")


def place_title(form: Form, place: int) -> str:
    """Answer the name of what a flow comes from or leads to."""
    return step_title(place) if form is Form.WAYS else stage_title(place)


def weekday(number: int) -> str:
    """Answer the name of a weekday; Monday is 0."""
    return str(WEEKDAYS[number])


def _head(answered: Answered, first: str) -> list[str]:
    parts = [_titled(part) for part in answered.measure.parts]
    before = [gettext("The period before")] if answered.before is not None else []
    return [first, *parts, *before]


def _titled(part: Part) -> str:
    title = gettext(part.title)
    return f"{title}, %" if part.unit is Unit.PERCENT else title


def _cell(value: Number, part: Part, way: Way = nowhere, behind: Behind = HEADLINE) -> Cell:
    """Answer a number; where people are behind it, it leads to them."""
    kept = "" if value is None else round(value, 4)
    return Cell(value_text(value, part.unit), kept, way(behind) if value and (part.who or part.what) else "")


def _series(answered: Answered, way: Way) -> Table:
    measure, asked = answered.measure, answered.asked
    series = series_of(measure, answered.rows, asked.period, asked.grain)
    earlier: list[Number] = []
    if answered.before is not None:
        before = series_of(measure, answered.before, asked.period.before(), asked.grain)
        earlier = aligned(before.parts[0], len(series.buckets))
    rows = []
    for place, bucket in enumerate(series.buckets):
        day = day_date(max(bucket_start(bucket, series.grain), asked.period.first))
        cells = [Cell(bucket_text(bucket, series.grain, asked.today), day.isoformat())]
        cells += [
            _cell(numbers[place], part, way, Behind(number, bucket))
            for number, (numbers, part) in enumerate(zip(series.parts, measure.parts, strict=True))
        ]
        cells += [_cell(earlier[place], measure.headline)] if answered.before is not None else []
        rows.append(cells)
    firsts = {Grain.DAY: gettext("Day"), Grain.WEEK: gettext("Week"), Grain.MONTH: gettext("Month")}
    return Table(_head(answered, firsts.get(series.grain, gettext("Period"))), rows, is_series=True)


def aligned(values: Any, count: int) -> list[Number]:
    """Answer the stretches of the period before beside those of this one, the last beside the last."""
    latest: list[Number] = list(values)[-count:]
    return [None] * (count - len(latest)) + latest


def _clock(answered: Answered, way: Way) -> Table:
    part, grid = answered.measure.headline, clock_of(answered.measure, answered.rows)
    before = clock_of(answered.measure, answered.before) if answered.before is not None else None
    rows = []
    for day, cells in enumerate(grid.cells):
        row = [Cell(weekday(day), weekday(day)), _cell(grid.wholes[day], part, way, Behind(0, day))]
        row += [_cell(before.wholes[day], part)] if before else []
        rows.append(row + [_cell(value, part, way, Behind(0, day, hour)) for hour, value in enumerate(cells)])
    head = [gettext("Weekday"), gettext("All day")] + ([gettext("The period before")] if before else [])
    return Table(head + [f"{hour}:00" for hour in grid.columns], rows)


def _cohorts(answered: Answered, way: Way) -> Table:
    part, step = answered.measure.headline, answered.measure.step
    grid = cohorts_of(answered.rows, bucket_of(answered.asked.today, step), step)
    rows = []
    for born, size, cells in zip(grid.rows, grid.sizes, grid.cells, strict=True):
        day = bucket_start(born, step)
        whole = Cell(value_text(size, Unit.PEOPLE), size, way(Behind(0, born)))
        head = [Cell(day_text(day), day_date(day).isoformat()), whole]
        rows.append(head + [_cell(value, part, way, Behind(0, born, age)) for age, value in enumerate(cells)])
    came, later = {
        Grain.DAY: (gettext("Came on"), gettext("Day {n}, %")),
        Grain.WEEK: (gettext("Came in the week of"), gettext("Week {n}, %")),
        Grain.MONTH: (gettext("Came in the month from"), gettext("Month {n}, %")),
    }[step]
    ages = [later.format(n=age) for age in grid.columns]
    return Table([came, gettext("People"), *ages], rows, is_series=True)


def _list(answered: Answered, names: Names, way: Way) -> Table:
    measure = answered.measure
    before = {row[0]: row[1] for row in answered.before or ()}
    rows = []
    for key, *numbers in answered.rows:
        name = names.name(measure.form, key)
        cells = [Cell(name, name, names.url(measure.form, key))]
        cells += [
            _cell(value, part, way, Behind(number, key))
            for number, (value, part) in enumerate(zip(numbers, measure.parts, strict=True))
        ]
        if answered.before is not None:
            found = before.get(key)
            cells.append(_cell(found, measure.headline) if found is not None else Cell(NONE))
        rows.append(cells)
    firsts = {
        Form.PEOPLE: gettext("Person"), Form.FACTS: gettext("Post or message"),
        Form.CHANNELS: gettext("Channel"), Form.KINDS: gettext("First action"), Form.STEPS: gettext("Step"),
        Form.WORDS: gettext("Word"),
    }  # fmt: skip
    return Table(_head(answered, firsts[measure.form]), rows)


def _shares(answered: Answered, way: Way) -> Table:
    part = answered.measure.headline
    found: dict[int, int] = dict(answered.rows)
    before: dict[int, int] = dict(answered.before or ())
    rows = []
    for stage in Stage:
        if stage in found or stage in before:
            cells = [
                Cell(stage_title(stage), stage_title(stage)),
                _cell(found.get(stage, 0), part, way, Behind(0, stage)),
            ]
            rows.append(cells + ([_cell(before.get(stage, 0), part)] if answered.before is not None else []))
    return Table(_head(answered, gettext("Stage")), rows)


def _flows(answered: Answered, way: Way) -> Table:
    part, form = answered.measure.headline, answered.measure.form
    before = {(one, other): moves for one, other, moves in answered.before or ()}
    rows = []
    for one, other, moves in sorted(answered.rows, key=lambda row: (-row[2], row[0], row[1])):
        cells = [Cell(place_title(form, place), place_title(form, place)) for place in (one, other)] + [
            _cell(moves, part, way, Behind(0, one, other))
        ]
        rows.append(
            cells + ([_cell(before.get((one, other), 0), part)] if answered.before is not None else [])
        )
    head = _head(answered, gettext("From step") if form is Form.WAYS else gettext("From stage"))
    to = gettext("To step") if form is Form.WAYS else gettext("To stage")
    return Table([head[0], to, *head[1:]], rows)
