"""Health: the months of signs, and how a sign stands to a norm and to its own past."""

from collections.abc import Mapping, Sequence
from statistics import quantiles

from veche.insights.rules.periods import bucket_start, month_number
from veche.insights.terms import Better, Day, Grain, Norm, Period, Rows, Verdict, Vital

# A month and the eleven before it: a year, with four known months at least making a past.
MONTHS, FEWEST_MONTHS = 12, 4


def month_meant(last: Day, today: Day, known: Day) -> int:
    """Answer the last month that is whole by a day, of those over and of which facts are known."""
    return month_number(min(last, today - 1, known) + 1) - 1


def year_of(month: int) -> Period:
    """Answer the days of a month and the eleven before it."""
    return Period(bucket_start(month - MONTHS + 1, Grain.MONTH), bucket_start(month + 1, Grain.MONTH) - 1)


def days_of(month: int) -> Period:
    """Answer the days of a month."""
    return Period(bucket_start(month, Grain.MONTH), bucket_start(month + 1, Grain.MONTH) - 1)


def usual_of(vitals: Sequence[Vital], fewest: int) -> Norm | None:
    """Answer between which numbers the middle half of the months lies; nothing where too few are known.

    Months with fewer people or questions than `fewest` say nothing. The quartiles are those that lie between
    the smallest and the largest (R's type 7).
    """
    known = [one.value for one in vitals if one.value is not None and one.size >= fewest]
    if len(known) < FEWEST_MONTHS:
        return None
    low, _, high = quantiles(known, n=4, method="inclusive")
    return Norm(low, high)


def verdict_of(vital: Vital, norm: Norm | None, better: Better, fewest: int) -> Verdict:
    """Answer how a number stands to a norm; the ends are in it."""
    value = vital.value
    if value is None or norm is None or vital.size < fewest:
        return Verdict.UNTOLD
    if norm.low is not None and value < norm.low:
        return Verdict.BETTER if better is Better.LESS else Verdict.WORSE
    if norm.high is not None and value > norm.high:
        return Verdict.BETTER if better is Better.MORE else Verdict.WORSE
    return Verdict.WITHIN


def directly(rows: Rows, value: int, size: int) -> Mapping[int, Vital]:
    """Answer a number that rows tell as it is; the places are those of its part and of that of its size."""
    return {row[0]: Vital(row[value + 1], row[size + 1]) for row in rows}


def shared(rows: Rows, part: int, whole: int) -> Mapping[int, Vital]:
    """Answer one part of rows as a share of another."""
    return {row[0]: _share(row[part + 1], row[whole + 1]) for row in rows}


def left_of(growth: Rows, members: Rows, months: range) -> Mapping[int, Vital]:
    """Answer who left in each month as a share of those who were members when it began.

    Where nobody was seen leaving in all the months there is no number: most likely the network does not tell.
    """
    left = {row[0]: row[3] for row in growth}
    if not any(left.values()):
        return {}
    levels: dict[int | None, int] = dict(members)
    level, found = levels.get(None, 0), {}
    for month in months:
        found[month] = _share(left.get(month, 0), level)
        level = levels.get(month, level)
    return found


def lost_of(audience: Rows, months: range) -> Mapping[int, Vital]:
    """Answer who was not active in each month, of those who were the month before, as a share."""
    lost = {row[0]: row[4] for row in audience}
    stayed = {row[0]: row[2] for row in audience}
    return {month: _share(lost.get(month, 0), lost.get(month, 0) + stayed.get(month, 0)) for month in months}


def back_of(cohorts: Rows, months: range) -> Mapping[int, Vital]:
    """Answer who was active in each month of those who came in the month before it."""
    sizes = {born: size for born, _, _, size in cohorts}
    came = {born: share for born, age, share, _ in cohorts if age == 1}
    return {
        month: Vital(came.get(month - 1, 0.0), sizes[month - 1]) if month - 1 in sizes else Vital()
        for month in months
    }


def _share(part: float, whole: int) -> Vital:
    return Vital(100.0 * part / whole, whole) if whole > 0 else Vital()
