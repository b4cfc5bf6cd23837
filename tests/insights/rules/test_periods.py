"""What somebody wants to see, read from an address that anybody may have written."""

from hypothesis import given
from hypothesis import strategies as st

from veche.insights.rules.periods import (
    PRESETS,
    bucket_of,
    bucket_start,
    buckets_of,
    day_date,
    day_number,
    month_number,
    month_start,
    read_asked,
)
from veche.insights.terms import Grain, Period, Span

TODAY = 20_530
# The ledger takes nothing for plausible that is later than 2199.
MOST_MONTHS = 230 * 12
DAYS = st.integers(0, 80_000)
ANYTHING = st.dictionaries(
    st.sampled_from(["period", "from", "to", "grain", "compare"]), st.text(max_size=20)
)
DATES = DAYS.map(lambda day: day_date(day).isoformat())
WISHES = st.fixed_dictionaries({
    "period": st.sampled_from([*PRESETS, "", "x"]), "from": DATES, "to": DATES,
    "grain": st.sampled_from(["day", "week", "month", "whole", ""]),
})  # fmt: skip


@given(ANYTHING | WISHES, st.lists(st.text(max_size=12)), st.none() | st.tuples(DAYS, DAYS))
def test_any_address_is_a_period_that_can_be_drawn(query, channels, ends):
    span = Span(*sorted(ends)) if ends else None

    asked = read_asked(query, channels, today=TODAY, span=span)

    assert asked.period.first <= asked.period.last
    assert asked.preset in PRESETS
    assert asked.grain in (Grain.DAY, Grain.WEEK, Grain.MONTH)
    assert len(buckets_of(asked.period, asked.grain)) <= MOST_MONTHS
    assert all(channel >= 0 for channel in asked.channels)


@given(DAYS, st.sampled_from([Grain.DAY, Grain.WEEK, Grain.MONTH]))
def test_a_day_lies_in_its_stretch(day, grain):
    bucket = bucket_of(day, grain)

    assert bucket_start(bucket, grain) <= day < bucket_start(bucket + 1, grain)


@given(DAYS)
def test_days_and_months_come_back(day):
    assert day_number(day_date(day)) == day
    assert month_number(month_start(month_number(day))) == month_number(day)
    assert day_date(month_start(month_number(day))).day == 1


@given(DAYS, st.integers(1, 400))
def test_the_period_before_is_as_long_and_ends_where_this_one_begins(first, length):
    period = Period(first, first + length - 1)

    before = period.before()

    assert (before.days, before.last) == (period.days, first - 1)


def test_an_old_export_is_shown_as_it_was():
    asked = read_asked({"period": "30"}, [], today=TODAY, span=Span(10_000, 12_000))

    assert asked.period == Period(11_971, 12_000)
