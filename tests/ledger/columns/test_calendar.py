"""Whole columns of moments get the days and hours that a calendar gives one by one."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.ledger.columns.oracle import local

from veche.kit.time import LATEST
from veche.ledger.columns.calendar import local_times, month_bounds, months_of

# Changes at midnight, by half an hour, by odd seconds, over the date line, and none at all.
ZONES = st.sampled_from(
    ["UTC", "Europe/Moscow", "America/Sao_Paulo", "Australia/Lord_Howe", "Africa/Monrovia", "Pacific/Apia",
     "America/St_Johns", "Asia/Kathmandu", "Europe/London", "Africa/Casablanca"]
)  # fmt: skip
CLOSE = st.integers(0, 63_072_000_000)


@given(
    st.lists(st.one_of(CLOSE, st.integers(1_200_000_000_000, 1_900_000_000_000)), min_size=1, max_size=30),
    ZONES,
)
def test_columns_have_the_days_of_the_calendar(moments, zone):
    found = local_times(np.array(moments), zone)

    by_hand = [local(at, zone) for at in moments]
    assert found.day.tolist() == [day for day, _, _, _ in by_hand]
    assert found.month.tolist() == [month for _, month, _, _ in by_hand]
    assert found.hour.tolist() == [hour for _, _, hour, _ in by_hand]
    assert found.week.tolist() == [(day + 3) // 7 for day, _, _, _ in by_hand]


@given(st.integers(0, 2700), ZONES)
def test_a_month_holds_its_moments_and_no_others(month, zone):
    start, end = month_bounds(month, zone)

    around = [at for at in (start - 1, start, end - 1, end) if 0 <= at < LATEST]
    found = local_times(around, zone).month.tolist()
    assert [at for at, its in zip(around, found, strict=True) if its == month] == [
        at for at in (start, end - 1) if at in around
    ]


def test_no_moments_have_no_days():
    assert local_times([], "UTC").day.size == 0
    assert months_of(np.array([0, 30, 31])).tolist() == [0, 0, 1]
