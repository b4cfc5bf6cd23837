"""When a letter is due: the same wall clock everywhere, whatever clocks do that night."""

from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples

from veche.kit.time import HOUR, Moment, as_datetime, in_zone
from veche.mailing.rules.timing import first_clock, local_moment, usual_hours, usual_moment, zone_named

ZONES = ("Europe/Moscow", "Asia/Vladivostok", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe",
         "Asia/Kathmandu", "America/Los_Angeles", "Pacific/Kiritimati", "UTC")  # fmt: skip
MINUTES = st.datetimes(datetime(2024, 1, 1), datetime(2029, 12, 31)).map(
    lambda at: Moment(int(in_zone(at.replace(second=0, microsecond=0), "UTC")))
)


@settings(max_examples=examples(400))
@given(MINUTES, st.sampled_from(ZONES), st.sampled_from(ZONES))
def test_each_clock_shows_the_same_and_nobody_waits_longer_than_a_day(start, home, own):
    due = local_moment(start, home, own, start)

    wall, there = as_datetime(start, home), as_datetime(due, own)
    assert start <= due <= start + 25 * HOUR
    leapt = (there.replace(tzinfo=None) - timedelta(hours=1, minutes=1)).time()
    assert there.time() == wall.time() or leapt < wall.time() < there.time() or there.hour == 0
    assert home != own or due == start or as_datetime(start, home).fold


@settings(max_examples=examples(200))
@given(MINUTES, st.sampled_from(ZONES), st.sampled_from(ZONES))
def test_it_is_the_same_day_everywhere_for_what_may_begin_early_enough(at, home, own):
    begins = first_clock(at, home)

    due = local_moment(at, home, own, begins)

    assert begins <= due <= at + 27 * HOUR
    assert as_datetime(due, own).date() == as_datetime(at, home).date()


@settings(max_examples=examples(200))
@given(MINUTES, st.integers(0, 23), st.sampled_from(ZONES))
def test_it_is_that_hour_when_it_is_due(start, hour, zone):
    due = usual_moment(start, hour, zone)

    assert start <= due <= start + 25 * HOUR
    there = as_datetime(due, zone)
    assert there.hour == hour or (there.utcoffset() != as_datetime(due - 2 * HOUR, zone).utcoffset())


def test_the_night_a_clock_leaps_a_letter_is_due_when_it_has_leapt():
    start = in_zone(datetime(2026, 3, 28, 20, 0), "UTC")
    berlin = local_moment(
        in_zone(datetime(2026, 3, 29, 2, 30), "Europe/Moscow"), "Europe/Moscow", "Europe/Berlin", start
    )

    assert as_datetime(berlin, "Europe/Berlin").replace(tzinfo=None) == datetime(2026, 3, 29, 3, 30)
    assert start < berlin


def test_a_habit_around_the_hour_is_one_and_little_says_nothing():
    seen = [(1, 8, 3), (1, 9, 3), (1, 10, 2), (1, 21, 4), (2, 23, 3), (2, 0, 3), (3, 4, 2)]

    own, everybody = usual_hours(seen)

    assert own == {1: 9, 2: 0}
    assert everybody in (0, 9)
    assert usual_hours([]) == ({}, 19)
    known = {"казань": "Europe/Moscow", "asia/omsk": "Asia/Omsk"}
    assert zone_named("г. казань, центр", known) == "Europe/Moscow"
    assert zone_named("нигде", known) == ""
