"""Days, weeks and months as numbers, for whole columns of moments at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from veche.kit.time import DAY, HOUR, SECOND, as_datetime, in_zone

Column = np.ndarray[Any, np.dtype[Any]]
_LONGEST_LOOK = 2 * DAY


class LocalTimes(NamedTuple):
    """Moments as a wall clock shows them, in the numbers of `shapes`."""

    day: Column
    week: Column
    month: Column
    hour: Column


def local_times(at: Column | Sequence[int], zone: str) -> LocalTimes:
    """Answer day, week, month and hour of each moment in the named zone."""
    moments = np.asarray(at, dtype=np.int64)
    local = moments + _offsets(moments, zone)
    day = (local // DAY).astype(np.int32)
    hour = (local % DAY // HOUR).astype(np.int8)
    return LocalTimes(day, (day + 3) // 7, months_of(day), hour)


def months_of(day: Column) -> Column:
    """Answer the month of each day."""
    found = np.asarray(day, dtype=np.int64).astype("datetime64[D]").astype("datetime64[M]")
    return found.astype(np.int64).astype(np.int32)


def month_bounds(month: int, zone: str) -> tuple[int, int]:
    """Answer the first moment of a month and that of the next in the named zone."""
    return _start_of_month(month, zone), _start_of_month(month + 1, zone)


def _start_of_month(month: int, zone: str) -> int:
    from datetime import datetime

    return in_zone(datetime(1970 + month // 12, month % 12 + 1, 1), zone)  # noqa: DTZ001


def _offsets(moments: Column, zone: str) -> Column:
    """Answer how far the wall clock is ahead at each moment: one look-up for each stretch between changes."""
    if not moments.size:
        return moments
    starts, offsets = _stretches(int(moments.min()), int(moments.max()), zone)
    return offsets[np.searchsorted(starts, moments, side="right") - 1]


def _stretches(first: int, last: int, zone: str) -> tuple[Column, Column]:
    """Answer from when which offset holds, over all moments from first to last."""
    starts, offsets = [first], [_offset(first, zone)]
    at = first
    while at < last:
        step = min(at + _LONGEST_LOOK, last)
        if _offset(step, zone) != offsets[-1]:
            step = _change(at, step, zone)
            starts.append(step)
            offsets.append(_offset(step, zone))
        at = step
    return np.array(starts, dtype=np.int64), np.array(offsets, dtype=np.int64)


def _change(before: int, after: int, zone: str) -> int:
    """Answer the first millisecond with another offset than before, by halving."""
    held = _offset(before, zone)
    while after - before > 1:
        middle = (before + after) // 2
        if _offset(middle, zone) == held:
            before = middle
        else:
            after = middle
    return after


def _offset(moment: int, zone: str) -> int:
    ahead = as_datetime(moment, zone).utcoffset()
    return int(ahead.total_seconds() * SECOND) if ahead else 0
