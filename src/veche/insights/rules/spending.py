"""Spending: which part of what was spent over some days belongs to a period."""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from veche.insights.terms import Period
from veche.kit.text import stems_of

# A bill is noted on another day than the evening it is for, but not by more than this.
DAYS_APART = 7
LONGEST = 3653  # days that one note of spending may span


def part_of(amount: int, spent: Period, period: Period) -> Fraction:
    """Answer the part of an amount that the days both periods share have; every day has the same."""
    shared = min(spent.last, period.last) - max(spent.first, period.first) + 1
    return Fraction(amount * max(0, shared), spent.days)


class Cost(NamedTuple):
    """Something that was paid: what for, how much in minor units of one currency, on which days."""

    what: str
    amount: int
    days: Period


def told_twice(noted: Sequence[Cost], paid: Sequence[Cost]) -> dict[int, int]:
    """Answer which notes tell of a cost that an event's budget has too: number of a note → of the cost.

    The same cost is the same amount to the last unit, named with a word in common, within a week of each
    other; each stands for one note.
    """
    found: dict[int, int] = {}
    for number, note in enumerate(noted):
        free = (at for at, cost in enumerate(paid) if at not in found.values() and _is_same(note, cost))
        twin = next(free, None)
        found |= {} if twin is None else {number: twin}
    return found


def _is_same(note: Cost, cost: Cost) -> bool:
    return (
        note.amount == cost.amount
        and note.days.first - DAYS_APART <= cost.days.last
        and cost.days.first <= note.days.last + DAYS_APART
        and bool({*stems_of(note.what)} & {*stems_of(cost.what)})
    )
