"""Pacing: how far an import is, how fast it goes, when it will be done."""

from dataclasses import dataclass

from veche.kit.time import SECOND

# A rate measured over less than this jumps about.
STEADY = 2 * SECOND


@dataclass(frozen=True, slots=True)
class Pace:
    """How far something is: records or bytes done of a whole, records a second, seconds left."""

    done: int
    whole: int
    rate: float | None = None
    left: int | None = None

    @property
    def percent(self) -> int | None:
        """Answer the percentage done, or nothing where the whole is unknown; 100 only at the end."""
        return min(100, 100 * self.done // self.whole) if self.whole > 0 else None

    @property
    def minutes_left(self) -> int | None:
        """Answer the minutes left, rounded up, or nothing where they are fewer than two or unknown."""
        return None if self.left is None or self.left < 100 else -(-self.left // 60)


def pace_of(done: int, whole: int, *, run: int, milliseconds: int) -> Pace:
    """Answer the pace of something of which `run` was done in the last unbroken stretch of time."""
    if milliseconds < STEADY or run <= 0:
        return Pace(done, whole)
    rate = run * SECOND / milliseconds
    return Pace(done, whole, rate, round(max(0, whole - done) / rate))
