"""By when an answer is due: working minutes by the community's own clock, over weekends and summer time."""

from datetime import UTC, date, datetime, timedelta
from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples

from veche.inbox.rules.hours import hours_in, hours_text
from veche.inbox.rules.promising import due_after
from veche.inbox.terms import FAR, USUAL_HOURS, Week
from veche.inbox.terms.promises import WHOLE_DAY
from veche.kit.time import DAY, MINUTE, as_datetime, day_of, in_zone, moment

ZONES = st.sampled_from(["UTC", "Europe/Moscow", "Europe/Berlin", "America/New_York", "Asia/Kolkata"])
MOMENTS = st.integers(1_700_000_000_000, 1_800_000_000_000)
DAYS = st.one_of(
    st.none(),
    st.tuples(st.integers(0, 1439), st.integers(1, 1440)).filter(lambda day: day[0] < day[1]),
)
ALWAYS = (WHOLE_DAY,) * 7
WEEKS = st.builds(Week, st.tuples(*[DAYS] * 7), st.just(frozenset()), ZONES)


def due_at(since, minutes, week):
    return due_after([], since, minutes, week)


def berlin(*clock):
    from zoneinfo import ZoneInfo

    return moment(datetime(*clock, tzinfo=ZoneInfo("Europe/Berlin")))


def worked(first, last, week):
    """How long the team was there between two moments, day by day."""
    day, whole = day_of(first, week.zone), 0
    while day <= day_of(last, week.zone):
        if (hours := week.hours[day.weekday()]) and day not in week.holidays:
            start, end = (
                in_zone(datetime(day.year, day.month, day.day) + timedelta(minutes=at), week.zone)
                for at in hours
            )
            whole += max(0, min(end, last) - max(start, first))
        day += timedelta(days=1)
    return whole


def test_an_hour_asked_on_friday_evening_is_over_on_monday():
    week = Week(USUAL_HOURS, frozenset({date(2026, 3, 9)}), "Europe/Berlin")

    assert due_at(berlin(2026, 3, 6, 18, 30), 60, week) == berlin(2026, 3, 10, 10, 30)
    assert due_at(berlin(2026, 3, 6, 12, 0), 60, week) == berlin(2026, 3, 6, 13, 0)
    assert due_at(berlin(2026, 3, 6, 6, 0), 60, week) == berlin(2026, 3, 6, 11, 0)


def test_a_clock_put_forward_makes_the_night_an_hour_shorter():
    week = Week(ALWAYS, zone="Europe/Berlin")
    start = berlin(2026, 3, 29, 0, 0)

    assert due_at(start, 120, week) - start == 120 * MINUTE
    assert as_datetime(due_at(start, 23 * 60, week), "Europe/Berlin").day == 30


@settings(max_examples=examples(60))
@given(WEEKS, MOMENTS, st.integers(1, 5000), st.integers(0, 2000))
def test_due_moments_lie_in_working_time_and_add_up(week, since, minutes, more):
    due = due_at(since, minutes, week)
    if due == FAR:
        return
    assert due > since
    assert worked(due - 1, due, week) == 1
    assert worked(since, due, week) == minutes * MINUTE
    assert due_at(since, minutes + more, week) >= due


@settings(max_examples=examples(60))
@given(WEEKS, MOMENTS, st.lists(st.integers(1, 2 * DAY), min_size=1, max_size=5), st.integers(1, 3000))
def test_no_time_passes_while_it_is_their_turn(week, since, lengths, minutes):
    ends = list(accumulate(lengths, initial=since))
    waits = list(zip(ends[::2], ends[1::2], strict=False))
    due = due_after(waits, ends[-1], minutes, week)
    if due == FAR:
        return
    assert (
        sum(worked(a, min(b, due), week) for a, b in [*waits, (ends[-1], due)] if a < due) == minutes * MINUTE
    )
    assert due >= due_at(since, minutes, week)


@settings(max_examples=examples(30))
@given(MOMENTS, st.integers(1, 5000), ZONES)
def test_who_always_works_counts_plain_minutes(since, minutes, zone):
    assert due_at(since, minutes, Week(ALWAYS, zone=zone)) == since + minutes * MINUTE


def test_nothing_promised_and_nobody_there_are_never_due():
    assert due_at(0, 0, Week(ALWAYS)) == FAR
    assert due_at(0, 10, Week((None,) * 7)) == FAR
    assert due_at(moment(datetime(2026, 1, 1, tzinfo=UTC)), 10, Week(ALWAYS)) < DAY * 30_000


@given(DAYS)
def test_hours_are_written_and_read_alike(day):
    assert hours_in(hours_text(day)) == day


@pytest.mark.parametrize("text", ["25-26", "10", "19-10", "10:00–19:99", "всегда"])
def test_what_are_no_hours_is_refused(text):
    with pytest.raises(ValueError, match=text):
        hours_in(text)
