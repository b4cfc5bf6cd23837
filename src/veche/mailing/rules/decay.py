"""Decay: how much letters that came back for now count against an address: each less with every day."""

from __future__ import annotations

import math
from collections.abc import Iterable

from veche.kit.time import DAY, Moment

HALVED_IN = 30  # days
LIMIT = 4.0
# A letter returned later than so after it left is written down, and changes nothing (days).
BELIEVED_FOR = 30


def score_of(returned: Iterable[Moment], now: Moment) -> float:
    """Answer how much these returns still count: one each when they come, half of it every 30 days."""
    return sum(math.pow(0.5, max(0, now - at) / (HALVED_IN * DAY)) for at in returned)


def is_too_much(score: float) -> bool:
    """Tell whether an address gets nothing any more; a little under the limit is rounding of the clock."""
    return score >= LIMIT - 0.05


def is_in_time(sent: Moment | None, now: Moment) -> bool:
    """Tell whether what came back is still believed to be about the letter."""
    return sent is not None and now - sent <= BELIEVED_FOR * DAY
