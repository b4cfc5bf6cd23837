"""Health: which month is meant, what is usual, how a number stands."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veche.insights.rules.health import month_meant, usual_of, verdict_of, year_of
from veche.insights.rules.periods import day_number, month_number
from veche.insights.rules.signs import SIGNS
from veche.insights.terms import Better, Norm, Verdict, Vital

NOVEMBER_28 = day_number(date(2026, 11, 28))


@pytest.mark.parametrize(
    ("last", "known", "wanted"),
    [
        (NOVEMBER_28, NOVEMBER_28, (2026, 10)),  # a month that goes on is left out
        (day_number(date(2026, 9, 30)), NOVEMBER_28, (2026, 9)),  # the month asked for
        (day_number(date(2026, 9, 29)), NOVEMBER_28, (2026, 8)),  # not whole
        (NOVEMBER_28, day_number(date(2026, 3, 15)), (2026, 2)),  # an old export: its last whole month
        (day_number(date(2027, 5, 31)), NOVEMBER_28, (2026, 10)),  # what is to come is not shown
    ],
)
def test_the_last_whole_month_is_meant(last, known, wanted):
    month = month_meant(last, NOVEMBER_28, known)

    assert (1970 + month // 12, month % 12 + 1) == wanted


def test_the_last_day_of_a_month_is_not_over_while_it_is_today():
    today = day_number(date(2026, 11, 30))

    assert month_meant(today, today, today) == month_number(today) - 1


def test_a_year_is_twelve_months():
    year = year_of(month_number(NOVEMBER_28))

    assert (year.first, year.last) == (day_number(date(2025, 12, 1)), day_number(date(2026, 11, 30)))


def test_usual_is_between_the_quartiles_of_months_that_say_something():
    months = [Vital(value, 50) for value in (10, 20, 30, 40, 50)] + [Vital(99, 3), Vital(None, 0)]

    assert usual_of(months, 10) == Norm(20, 40)
    assert usual_of(months[:3], 10) is None


@pytest.mark.parametrize(
    ("value", "norm", "better", "wanted"),
    [
        (19.9, Norm(20, 40), Better.MORE, Verdict.WORSE),
        (20, Norm(20, 40), Better.MORE, Verdict.WITHIN),
        (40.1, Norm(20, 40), Better.MORE, Verdict.BETTER),
        (19.9, Norm(20, 40), Better.LESS, Verdict.BETTER),
        (40.1, Norm(20, 40), Better.LESS, Verdict.WORSE),
        (1000, Norm(20, None), Better.MORE, Verdict.WITHIN),
        (0, Norm(None, 5), Better.LESS, Verdict.WITHIN),
        (None, Norm(20, 40), Better.MORE, Verdict.UNTOLD),
        (20, None, Better.MORE, Verdict.UNTOLD),
    ],
)
def test_a_number_is_worse_within_or_better(value, norm, better, wanted):
    assert verdict_of(Vital(value, 50), norm, better, 10) is wanted


@given(st.floats(0, 100), st.integers(0, 9))
def test_too_few_have_no_verdict(value, size):
    assert verdict_of(Vital(value, size), Norm(20, 40), Better.MORE, 10) is Verdict.UNTOLD


@pytest.mark.parametrize("sign", SIGNS.values(), ids=SIGNS)
def test_every_sign_is_explained(sign):
    assert all((sign.title, sign.definition, sign.why, sign.helps, sign.reason, sign.way.title, sign.counted))
    assert sign.better is not Better.NEITHER
    assert sign.norm.low is not None
    assert sign.norm.high is not None
    assert sign.norm.low < sign.norm.high
