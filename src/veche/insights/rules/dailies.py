"""Dailies: what a question answered day by day, as the rows of any period and step.

So the dear part of several measures is asked once for all their periods, steps and comparisons.
"""

from veche.insights.rules.periods import bucket_of
from veche.insights.terms import Asked, Grain, Period, Rows


def days_asked(asked: Asked, period: Period) -> Period:
    """Answer the days asked for at once: the period, the one before where it is compared, and those since."""
    first = min(asked.period.first, period.first)
    if asked.compared:
        first = min(first, asked.period.before().first)
    return Period(first, max(asked.today, asked.period.last, period.last))


def levels_of(days: Rows, period: Period, grain: Grain) -> Rows:
    """Answer how many there are at the end of each stretch in which that changed, first what was before.

    Days are (day, change, …) of all time.
    """
    level, before, found = 0, None, {}
    for day, change, *_ in sorted(days):
        level += change
        if day < period.first:
            before = level
        elif day <= period.last:
            found[bucket_of(day, grain)] = level
    rows = [(None, before)] if before is not None else []
    return rows + list(found.items())


def sums_of(days: Rows, period: Period, grain: Grain) -> Rows:
    """Answer the sums of every number of the days by stretch."""
    found: dict[int, list[int]] = {}
    for day, *numbers in days:
        if period.first <= day <= period.last:
            whole = found.setdefault(bucket_of(day, grain), [0] * len(numbers))
            whole[:] = [one + other for one, other in zip(whole, numbers, strict=True)]
    return [(bucket, *numbers) for bucket, numbers in found.items()]


def engagement_of(days: Rows, period: Period, grain: Grain) -> Rows:
    """Answer ER, ERR, responses per post, posts, reactions, comments and reposts by stretch.

    Days are (day, members × posts, responses to viewed posts, views, posts, reactions, comments, reposts).
    """
    rows = []
    for bucket, members, viewed, views, posts, *responses in sums_of(days, period, grain):
        er = 100.0 * sum(responses) / members if members else None
        err = 100.0 * viewed / views if views else None
        rows.append((bucket, er, err, sum(responses) / posts, posts, *responses))
    return rows
