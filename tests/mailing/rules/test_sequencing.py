"""When steps of sequences are due: by each one's clock and calendar, around dates that come round."""

from calendar import isleap
from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples

from veche.kit.time import HOUR, MINUTE, Moment, as_datetime, day_of, in_zone
from veche.mailing.rules.sequencing import day_before, due_after, next_due, occasions, turn_of
from veche.mailing.terms.sequencing import MOST_LEAD, Again

ZONES = st.sampled_from(("Europe/Moscow", "Asia/Vladivostok", "America/New_York", "Europe/Berlin",
                         "Australia/Lord_Howe", "Pacific/Kiritimati", "America/Los_Angeles"))  # fmt: skip
MOMENTS = st.datetimes(datetime(2023, 12, 1), datetime(2029, 12, 31)).map(lambda at: in_zone(at, "UTC"))
HOURS, LEADS = st.integers(0, 23), st.integers(0, MOST_LEAD)
DAYS = st.dates(date(1999, 1, 1), date(2101, 12, 31))


@settings(max_examples=examples(300))
@given(DAYS, LEADS, st.integers(1999, 2101))
def test_every_date_begins_once_a_year_so_many_days_before_it_comes_round(born, lead, year):
    is_29 = (born.month, born.day) == (2, 29) and not isleap(year)
    about = date(year, 2, 28) if is_29 else born.replace(year=year)
    begins = about - timedelta(lead)
    key = f"{born:%m-%d}"

    assert occasions(begins, begins, lead)[key] == (begins, year)
    whole = [occasions(day, day, lead) for day in map(begins.__add__, map(timedelta, range(-40, 41)))]
    assert [found[key].day for found in whole if key in found] == [begins]


@given(st.integers(2023, 2104))
def test_29_february_is_kept_on_the_28th_but_in_leap_years(year):
    last = date(year, 3, 1) - timedelta(1)

    assert occasions(last - timedelta(3), last - timedelta(3), 3)["02-29"] == (last - timedelta(3), year)
    assert ("02-28" in occasions(last, last, 0)) is not isleap(year)


def test_what_begins_in_december_is_of_the_year_it_comes_round_in():
    assert occasions(date(2026, 12, 29), date(2026, 12, 29), 3)["01-01"] == (date(2026, 12, 29), 2027)
    at = in_zone(datetime(2026, 12, 29), "Europe/Moscow")
    assert turn_of(Again.YEARLY, at, 2027, {2026: at}, 300) == 2027
    assert turn_of(Again.YEARLY, at, 2027, {2027: at}, 300) is None
    assert turn_of(Again.EACH, at, 17, {16: at}, 300) == 17
    assert turn_of(Again.EACH, at, 17, {17: at}, 300) is None


@settings(max_examples=examples(300))
@given(MOMENTS, LEADS, ZONES)
def test_days_before_an_event_are_those_of_its_calendar(at, lead, zone):
    begins = day_before(at, zone, lead)

    assert day_of(begins, zone) == day_of(at, zone) - timedelta(lead)
    assert begins <= at
    assert day_of(begins - 1, zone) < day_of(begins, zone)


@settings(max_examples=examples(300))
@given(MOMENTS, st.integers(1, 60), HOURS, ZONES)
def test_whole_days_are_those_of_the_calendar_there(since, days, hour, zone):
    due = due_after(since, days * 24 * 60, hour, zone)

    # A clock that leaps over an hour shows the one after it, by which a midnight is still the same day.
    assert day_of(due, zone) == day_of(since, zone) + timedelta(days)
    assert as_datetime(due, zone).hour in (hour, hour + 1)


@settings(max_examples=examples(300))
@given(MOMENTS, st.integers(0, 24 * 60 - 1), HOURS, ZONES)
def test_a_shorter_wait_is_over_before_the_hour_comes(since, wait, hour, zone):
    due = due_after(since, wait, hour, zone)

    assert since + wait * MINUTE <= due <= since + wait * MINUTE + 25 * HOUR
    assert due_after(since, wait, None, zone) == since + wait * MINUTE


@settings(max_examples=examples(300))
@given(MOMENTS, st.integers(0, 20 * 24 * 60), st.integers(0, 20 * 24 * 60), st.none() | HOURS, ZONES,
       st.booleans())  # fmt: skip
def test_what_is_about_a_date_keeps_to_it_and_nobody_gets_two_at_once(planned, late, wait, hour, zone, keeps):
    at = Moment(planned + late * MINUTE)
    plan = due_after(planned, wait, hour, zone)

    due = next_due(planned, at, wait, hour, zone, was_sent=True, keeps_plan=keeps)
    skipped = next_due(planned, at, wait, hour, zone, was_sent=False, keeps_plan=keeps)

    assert skipped == plan
    assert due == (plan if keeps and plan > at else due_after(at, wait, hour, zone))
    assert due >= at
