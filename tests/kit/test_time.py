"""Moments: exact whatever the zone, refused where the zone is unknown."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veche.kit.time import (
    DAY,
    LATEST,
    Moment,
    as_datetime,
    day_of,
    in_zone,
    is_plausible,
    moment,
    start_of,
    zone_of,
)

ZONES = st.sampled_from(
    [
        "UTC",
        "Europe/Moscow",
        "Asia/Kathmandu",
        "America/New_York",
        "Australia/Lord_Howe",
        "Pacific/Kiritimati",
    ]
)
MOMENTS = st.integers(0, LATEST - 1).map(Moment)


@given(MOMENTS, ZONES)
def test_a_moment_survives_the_way_through_any_zone(at, zone):
    assert moment(as_datetime(at, zone)) == at


@given(MOMENTS, ZONES)
def test_a_moment_lies_in_its_day(at, zone):
    day = day_of(at, zone)

    assert start_of(day, zone) <= at
    assert at < start_of(date.fromordinal(day.toordinal() + 1), zone)


def test_days_with_a_change_of_clocks_are_an_hour_longer_or_shorter():
    def length(day):
        following = date.fromordinal(day.toordinal() + 1)
        return start_of(following, "America/New_York") - start_of(day, "America/New_York")

    assert length(date(2026, 3, 8)) == DAY * 23 // 24
    assert length(date(2026, 11, 1)) == DAY * 25 // 24


def test_a_time_that_happens_twice_is_the_earlier_one():
    assert as_datetime(in_zone(datetime(2026, 11, 1, 1, 30), "America/New_York"), "UTC").hour == 5


def test_a_time_without_a_zone_is_no_moment():
    with pytest.raises(ValueError, match="zone"):
        moment(datetime(2026, 1, 1))
    assert moment(datetime(1970, 1, 1, tzinfo=UTC)) == 0


def test_unknown_zones_and_impossible_years_are_refused():
    with pytest.raises(Exception, match="Mars"):
        zone_of("Mars/Olympus")
    assert not is_plausible(-1)
    assert not is_plausible(LATEST)
