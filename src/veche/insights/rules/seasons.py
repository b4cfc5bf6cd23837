"""Seasons: what would be usual for a day, week or month, from the same ones before it, and nothing more."""

from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

from veche.insights.terms import Grain

# Which of the stretches before one are its like: weekdays of eight weeks, eight weeks, six months.
LIKE = {
    Grain.DAY: tuple(range(7, 57, 7)),
    Grain.WEEK: tuple(range(1, 9)),
    Grain.MONTH: tuple(range(1, 7)),
}
FEWEST = 4
# A median's distance turned into a standard deviation (for normal values), and how many are usual.
SCALE, WIDTH, LEAST = 1.4826, 2.5, 0.15


class Band(NamedTuple):
    """Between which numbers a stretch would be usual."""

    low: float
    high: float


def bands_of(values: Sequence[float | None], grain: Grain) -> list[Band | None]:
    """Answer for each stretch the band that those like it before make; nothing where they are too few.

    The band is their median ± 2.5 robust standard deviations (1.4826 × the median of the
    distances from it), at least 15 % of it and at least one.
    """
    return [_band([values[at - step] for step in LIKE[grain] if at >= step]) for at in range(len(values))]


def _band(like: Sequence[float | None]) -> Band | None:
    known = [value for value in like if value is not None]
    if len(known) < FEWEST:
        return None
    middle = median(known)
    spread = SCALE * median(abs(value - middle) for value in known)
    reach = max(WIDTH * spread, LEAST * abs(middle), 1.0)
    low = middle - reach
    return Band(max(low, 0.0) if middle >= 0 else low, middle + reach)


def stretches_before(grain: Grain) -> int:
    """Answer how many stretches before a period its bands are made of."""
    return max(LIKE[grain])
