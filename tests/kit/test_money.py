"""Money as people write it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veche.kit.money import Money, read_money


@pytest.mark.parametrize(
    ("text", "money"),
    [
        ("1 234,50 ₽", Money(123450, "RUB")), ("$1,234.50", Money(123450, "USD")),
        ("1500", Money(150000, "EUR")),
        ("1.234,5", Money(123450, "EUR")), ("12,5 руб.", Money(1250, "RUB")), ("JPY 500", Money(500, "JPY")),
        ("−300 ₽", Money(-30000, "RUB")), ("1,234,567", Money(123456700, "EUR")),
        ("9850.00", Money(985000, "EUR")),
        ("1’000 CHF", Money(100000, "CHF")), ("0", Money(0, "EUR")), ("бесплатно", None), ("", None),
        ("9" * 30, None),
    ],
)  # fmt: skip
def test_amounts_are_read_as_people_write_them(text, money):
    assert read_money(text, "EUR") == money


@given(st.text(max_size=60))
def test_no_text_breaks_the_reading(text):
    read_money(text, "RUB")


@given(st.integers(-(10**12), 10**12))
def test_what_is_printed_is_read_back(amount):
    printed = str(Money(amount, "RUB").as_decimal()).replace(".", ",")

    assert read_money(printed + " ₽", "EUR") == Money(amount, "RUB")
