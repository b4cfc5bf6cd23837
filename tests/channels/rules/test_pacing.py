"""The pace of an import: never beyond its end, no rate from too little time."""

from hypothesis import given
from hypothesis import strategies as st

from veche.channels.rules.pacing import STEADY, pace_of

NUMBERS = st.integers(0, 10**12)


def test_a_steady_run_tells_rate_and_time_left():
    pace = pace_of(30_000, 90_000, run=20_000, milliseconds=2_000)

    assert (pace.rate, pace.left, pace.percent) == (10_000, 6, 33)


def test_a_moment_is_too_short_to_tell():
    assert pace_of(10, 90, run=10, milliseconds=STEADY - 1).rate is None


@given(NUMBERS, NUMBERS, NUMBERS, st.integers(-(10**9), 10**12))
def test_a_pace_makes_sense_whatever_clocks_and_counts_say(done, whole, run, milliseconds):
    pace = pace_of(done, whole, run=run, milliseconds=milliseconds)

    assert pace.percent is None or 0 <= pace.percent <= 100
    assert pace.left is None or pace.left >= 0
    assert pace.rate is None or pace.rate > 0
    assert pace.minutes_left is None or pace.minutes_left >= 2
