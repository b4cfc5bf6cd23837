"""A series' rule: written and read, its dates on the wall clock, divided, and in words."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples

from veche.events.rules.recurring import cut_before, dates_of, rhythm_of, rule_of, written
from veche.events.rules.spreading import fields_of
from veche.events.rules.wording import rule_in_words
from veche.events.terms import LAST, Rhythm, Unit
from veche.kit.time import HOUR, MINUTE, as_datetime

BEGINS = datetime(2026, 1, 1, 19, 30)
ENDS = st.one_of(
    st.just({}),
    st.integers(1, 40).map(lambda count: {"count": count}),
    st.dates(date(2026, 6, 1), date(2028, 6, 1)).map(lambda day: {"until": day}),
)
EVERY = st.integers(1, 4)
RHYTHMS = st.one_of(
    st.builds(
        lambda every, days, ends: Rhythm(Unit.WEEK, every, tuple(sorted(days)), **ends),
        EVERY, st.sets(st.integers(0, 6), min_size=1), ENDS,
    ),
    st.builds(lambda every, day, ends: Rhythm(Unit.MONTH_DAY, every, month_day=day, **ends),
              EVERY, st.integers(1, 31), ENDS),
    st.builds(lambda every, day, nth, ends: Rhythm(Unit.MONTH_WEEKDAY, every, (day,), nth=nth, **ends),
              EVERY, st.integers(0, 6), st.sampled_from((1, 2, 3, 4, LAST)), ENDS),
)  # fmt: skip
ZONES = ("Europe/Berlin", "America/New_York", "Europe/Moscow", "Australia/Sydney")


@settings(max_examples=examples(200))
@given(RHYTHMS, st.sampled_from(ZONES))
def test_the_hour_on_the_wall_stays_over_every_change_of_clocks(rhythm, zone):
    rule = rule_of(rhythm)
    dates = dates_of(rule, BEGINS, most=60)

    assert rhythm_of(rule) == rhythm
    assert dates == sorted(set(dates))
    for at in dates:
        values = fields_of({"minutes": 90, "doors_before": 30}, written(at), zone)
        assert as_datetime(values["starts_at"], zone).replace(tzinfo=None) == at
        assert values["ends_at"] - values["starts_at"] == 90 * MINUTE
        assert values["starts_at"] - values["doors_at"] == 30 * MINUTE


@settings(max_examples=examples(200))
@given(RHYTHMS, st.integers(1, 12))
def test_a_rule_that_is_divided_names_the_same_dates(rhythm, place):
    rule = rule_of(rhythm)
    end = BEGINS + timedelta(days=1500)
    dates = dates_of(rule, BEGINS, before=end, most=10_000)
    if len(dates) <= place:
        return

    earlier, later = cut_before(rule, BEGINS, dates[place])

    before = dates_of(earlier, BEGINS)
    after = dates_of(later, dates[place], before=end, most=10_000)
    assert before + after == dates
    assert len(before) == place


def test_dates_left_out_are_not_named_and_days_a_month_lacks_are_its_last():
    last_days = rule_of(Rhythm(Unit.MONTH_DAY, month_day=31))

    found = dates_of(last_days, BEGINS, most=4, left_out=["2026-03-31T19:30"])

    assert [f"{at:%d.%m}" for at in found] == ["31.01", "28.02", "30.04", "31.05"]


@pytest.mark.parametrize(
    ("rhythm", "ru", "en"),
    [
        (Rhythm(Unit.WEEK, 1, (0, 3)), "каждую неделю по понедельникам и четвергам",
         "every Monday and Thursday"),
        (Rhythm(Unit.WEEK, 2, (2,), count=5), "раз в 2 недели по средам, 5 раз",
         "every 2 weeks on Wednesday, 5 times"),
        (Rhythm(Unit.MONTH_WEEKDAY, 1, (1,), nth=2), "во второй вторник каждого месяца",
         "on the second Tuesday of every month"),
        (Rhythm(Unit.MONTH_WEEKDAY, 3, (4,), nth=LAST), "раз в 3 месяца, в последнюю пятницу месяца",
         "on the last Friday of every 3 months"),
        (Rhythm(Unit.MONTH_DAY, month_day=3, until=date(2026, 12, 31)),
         "каждый месяц 3-го числа до 31 декабря 2026", "on the 3rd of every month until 31 December 2026"),
    ],
)  # fmt: skip
def test_rules_are_said_as_people_say_them(rhythm, ru, en):
    rule = rule_of(rhythm)

    assert rule_in_words(rule, "ru") == ru
    assert rule_in_words(rule, "en") == en


def test_an_evening_over_the_change_of_clocks_lasts_as_long_as_it_lasts():
    night = fields_of({"minutes": 240}, "2026-10-24T23:00", "Europe/Berlin")

    assert night["ends_at"] - night["starts_at"] == 4 * HOUR
    assert f"{as_datetime(night['ends_at'], 'Europe/Berlin'):%H:%M}" == "02:00"
