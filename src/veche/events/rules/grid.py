"""The grid: sessions of a day laid out as a table of halls and time; on what is free they are dropped."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple, Protocol

from veche.events.terms.programme import DAY_TURNS
from veche.kit.time import DAY, HOUR, MINUTE, Moment, as_datetime, moment, start_of

MOST_HALLS = 12
COARSE, FINE = 15, 5
# Where nothing is planned yet, a day is offered from nine to nine.
MORNING, EVENING = 9 * HOUR, 21 * HOUR


class Hall(Protocol):
    """A hall as far as the grid asks."""

    pk: int
    name: str


class Cell(NamedTuple):
    """A piece of a hall's column: free, or held by sessions; it takes so many rows."""

    hall: int
    starts: Moment
    rows: int
    sessions: tuple[Any, ...] = ()


class Row(NamedTuple):
    """A line of the table: its clock, marked at round times, and the cells that begin in it."""

    starts: Moment
    clock: str
    is_marked: bool
    cells: tuple[Cell, ...]


class Grid(NamedTuple):
    """A day's table: halls of one page of several, `slot` in minutes."""

    halls: tuple[Hall, ...]
    rows: tuple[Row, ...]
    slot: int
    page: int
    pages: int
    # Sessions that have a time and no hall.
    homeless: tuple[Any, ...]


def grid_of(
    sessions: Sequence[Any],
    halls: Sequence[Hall],
    *,
    day: date,
    zone: str,
    span: tuple[Moment, Moment],
    page: int = 1,
) -> Grid:
    """Lay a day's sessions out; each has `starts_at`, `minutes` and `hall_id`. `span` is the event's time.

    Rows are of a quarter of an hour, of five minutes where a session asks for it. Of many halls those
    with a session that day come first, a dozen to a page. Sessions that overlap share a cell.
    """
    used = {one.hall_id for one in sessions}
    order = sorted(halls, key=lambda hall: hall.pk not in used) if len(halls) > MOST_HALLS else list(halls)
    pages = max(1, -(-len(order) // MOST_HALLS))
    page = min(max(page, 1), pages)
    shown = tuple(order[(page - 1) * MOST_HALLS : page * MOST_HALLS])
    slot = _slot(sessions)
    first, last = _bounds(sessions, start_of(day, zone), span)
    columns = {
        hall.pk: _column(hall.pk, [one for one in sessions if one.hall_id == hall.pk], first, last, slot)
        for hall in shown
    }
    rows = []
    for starts in range(first, last, slot * MINUTE):
        here = as_datetime(starts, zone)
        is_marked = here.minute % (30 if slot == COARSE else COARSE) == 0
        cells = tuple(found for hall in shown if (found := columns[hall.pk].get(starts)))
        rows.append(Row(Moment(starts), f"{here:%H:%M}", is_marked, cells))
    homeless = tuple(one for one in sessions if one.hall_id is None)
    return Grid(shown, tuple(rows), slot, page, pages, homeless)


def _slot(sessions: Sequence[Any]) -> int:
    quarter = COARSE * MINUTE
    fits = all(moment(one.starts_at) % quarter == 0 and one.minutes % COARSE == 0 for one in sessions)
    return COARSE if fits else FINE


def _bounds(sessions: Sequence[Any], dawn: Moment, span: tuple[Moment, Moment]) -> tuple[int, int]:
    """Answer the first and last moment shown: all sessions and the event with room around, or a working day.

    Of an event of several days only what lies within the day counts, and of its full days only sessions.
    """
    opens, closes = dawn + DAY_TURNS, dawn + DAY_TURNS + DAY
    starts = [moment(one.starts_at) for one in sessions]
    ends = [at + one.minutes * MINUTE for at, one in zip(starts, sessions, strict=True)]
    starts += [span[0]] if opens <= span[0] < closes else []
    ends += [span[1]] if opens < span[1] <= closes else []
    first = min(starts, default=dawn + MORNING)
    last = max(ends, default=dawn + EVENING)
    first, last = first - first % HOUR, last + (-last) % HOUR + HOUR
    return first, max(min(last, closes + DAY // 2), first + 4 * HOUR)


def _column(hall: int, sessions: Sequence[Any], first: int, last: int, slot: int) -> dict[int, Cell]:
    """Answer a hall's cells by where they begin: sessions, and the free time between them."""
    step = slot * MINUTE
    cells: dict[int, Cell] = {}
    at = first
    for begins, ends, held in _clusters(sessions, step):
        if begins >= last:
            break
        if begins > at:
            cells[at] = Cell(hall, Moment(at), (begins - at) // step)
        cells[begins] = Cell(hall, Moment(begins), (min(ends, last) - begins) // step, tuple(held))
        at = min(ends, last)
    if at < last:
        cells[at] = Cell(hall, Moment(at), (last - at) // step)
    return cells


def _clusters(sessions: Sequence[Any], step: int) -> list[tuple[int, int, list[Any]]]:
    """Put sessions that touch the same row together: a cell of a table belongs to all of them."""
    found: list[tuple[int, int, list[Any]]] = []
    for one in sorted(sessions, key=lambda each: each.starts_at):
        starts = moment(one.starts_at)
        begins = starts - starts % step
        ends = starts + max(one.minutes * MINUTE, step)
        ends += (-ends) % step
        if found and begins < found[-1][1]:
            before = found[-1]
            found[-1] = (before[0], max(before[1], ends), [*before[2], one])
        else:
            found.append((begins, ends, [one]))
    return found
