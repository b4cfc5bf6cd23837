"""The rules of time zones in a calendar: another reader comes to the same moments by them alone."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from tests.events.readers import read_by_icalendar, read_by_vobject

from veche.events.rules.calendars import Entry, calendar_of
from veche.events.rules.observances import observances_of

YEARLY = ("Europe/Berlin", "Europe/London", "America/New_York", "Australia/Sydney", "Australia/Lord_Howe")
# By the moon, by the day before a day, by a day after the second; and never.
OTHERWISE = ("Africa/Casablanca", "Asia/Jerusalem", "America/Santiago", "Europe/Moscow", "Asia/Kolkata")


@pytest.mark.parametrize("zone", [*YEARLY, *OTHERWISE])
def test_two_readers_find_the_same_moments_over_three_years(zone):
    first = datetime(2026, 1, 3, 19, tzinfo=ZoneInfo(zone))
    starts = [first + timedelta(days=11 * place) for place in range(100)]
    entries = [Entry(f"{n:03}", "x", at, at + timedelta(hours=2), at) for n, at in enumerate(starts)]

    written = calendar_of(entries, "x")

    read = read_by_vobject(written)
    assert [one.starts for one in read[1]] == [int(at.timestamp()) for at in starts]
    assert read == read_by_icalendar(written)


@pytest.mark.parametrize("zone", YEARLY)
def test_yearly_changes_are_told_as_rules_as_programs_ask_for_them(zone):
    found = observances_of(zone, 2025, 2030)

    assert {one.is_daylight for one in found} == {False, True}
    assert all(one.rule.startswith("FREQ=YEARLY;BYMONTH=") for one in found)


def test_a_change_begins_on_the_clock_that_ends_then():
    spring, autumn = observances_of("Europe/Berlin", 2025, 2030)

    assert (spring.starts, autumn.starts) == (datetime(1970, 3, 29, 2), datetime(1970, 10, 25, 3))
    assert spring.starts.replace(tzinfo=UTC) - spring.before == datetime(1970, 3, 29, 1, tzinfo=UTC)
