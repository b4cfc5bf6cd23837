"""Spending: which part of what was spent over some days belongs to a period."""

from fractions import Fraction

from veche.insights.terms import Period

LONGEST = 3653  # days that one note of spending may span


def part_of(amount: int, spent: Period, period: Period) -> Fraction:
    """Answer the part of an amount that the days both periods share have; every day has the same."""
    shared = min(spent.last, period.last) - max(spent.first, period.first) + 1
    return Fraction(amount * max(0, shared), spent.days)
