"""Heat: on which days of a year somebody did something."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from veche.kit import sql
from veche.kit.time import MINUTE, day_of, now, start_of
from veche.ledger.terms import OWN
from veche.people.rules.showing import Square, year_of_squares

if TYPE_CHECKING:
    from veche.core.models import Community

# Zones differ by whole quarters of an hour: a quarter lies in one day everywhere.
QUARTER = 15 * MINUTE


def heat_of(community: Community, identities: list[int], last: date | None = None) -> list[Square]:
    """Answer a year of days up to the last (today by the community's clock) with their own deeds."""
    last = last or day_of(now(), community.time_zone)
    first = year_of_squares(last, {})[0].day
    kinds = ", ".join(map(str, sorted(OWN)))
    statement = (
        f"SELECT occurred_at / {QUARTER} AS quarter, count(*) FROM ledger_interaction "
        f"WHERE {sql.any_of('identity_id')} AND occurred_at >= %s AND community_id = %s "
        f"AND kind IN ({kinds}) GROUP BY quarter"
    )
    values = (sql.listed(identities), start_of(first, community.time_zone), community.pk)
    counts: Counter[date] = Counter()
    for quarter, count in sql.fetch(statement, values):
        counts[day_of(quarter * QUARTER, community.time_zone)] += count
    return year_of_squares(last, counts)


class Heat(NamedTuple):
    """A year in squares with what a page says beside them: the sum, the days, months for the table."""

    squares: list[Square]
    months: list[tuple[date, int, int]]  # the first day, deeds, days with deeds
    labels: list[tuple[date, int]]  # the first day of a month, its column
    deeds: int
    days: int


def told(squares: list[Square]) -> Heat:
    """Answer a year of squares with its sums."""
    deeds: Counter[date] = Counter()
    days: Counter[date] = Counter()
    for square in squares:
        month = square.day.replace(day=1)
        deeds[month] += square.deeds
        days[month] += square.deeds > 0
    months = [(month, deeds[month], days[month]) for month in sorted(deeds, reverse=True)]
    labels = [(square.day, square.column) for square in squares if square.day.day == 1]
    return Heat(squares, months, labels, sum(deeds.values()), sum(days.values()))
