"""What is usual for a stretch, by those like it before."""

from hypothesis import given
from hypothesis import strategies as st

from veche.insights.rules.seasons import FEWEST, LIKE, bands_of
from veche.insights.terms import Grain

numbers = st.none() | st.integers(0, 10**6) | st.floats(0, 1e6)
grains = st.sampled_from([Grain.DAY, Grain.WEEK, Grain.MONTH])


def test_a_weekday_is_compared_with_the_same_weekdays_before():
    weekend_is_loud = [100 if day % 7 > 4 else 10 for day in range(70)]

    bands = bands_of(weekend_is_loud, Grain.DAY)

    assert all(
        band.low <= value <= band.high for value, band in zip(weekend_is_loud, bands, strict=True) if band
    )
    saturday, monday = bands[61], bands[63]
    assert saturday.low > monday.high


def test_a_single_wild_week_does_not_move_what_is_usual():
    calm, wild = [50, 51, 49, 50, 52, 48, 50, 51, 50], [50, 51, 49, 5000, 52, 48, 50, 51, 50]

    assert abs(bands_of(wild, Grain.WEEK)[-1].high - bands_of(calm, Grain.WEEK)[-1].high) < 5


def test_too_few_stretches_say_nothing():
    assert bands_of([5] * FEWEST, Grain.WEEK) == [None] * FEWEST
    assert bands_of([5] * (FEWEST + 1), Grain.WEEK)[-1] is not None
    assert bands_of([None] * 20 + [7], Grain.WEEK)[-1] is None


@given(st.lists(numbers, max_size=80), grains)
def test_a_band_is_made_of_the_past_alone_and_is_never_upside_down(values, grain):
    bands = bands_of(values, grain)

    assert len(bands) == len(values)
    for place, band in enumerate(bands):
        if band is not None:
            assert 0 <= band.low <= band.high
            assert band == bands_of([*values[:place], 10**9, *values[place + 1 :]], grain)[place]
            assert sum(values[place - step] is not None for step in LIKE[grain] if place >= step) >= FEWEST
