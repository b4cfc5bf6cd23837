"""What names a recipient in a letter's links: made by us alone, bound to its purpose."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veche.mailing.rules.tokens import (
    TOKEN_LENGTH,
    delivery_of,
    delivery_returned,
    return_mark_of,
    token_of,
)

LINKS, RETURNS = b"links" * 8, b"returns" * 8
deliveries = st.integers(0, 2**48 - 1)


@given(deliveries)
def test_a_token_leads_back_to_its_delivery(delivery: int) -> None:
    token = token_of(LINKS, delivery)

    assert len(token) == TOKEN_LENGTH
    assert delivery_of(LINKS, token) == delivery
    assert delivery_of(RETURNS, token) is None


@given(deliveries)
def test_a_return_address_survives_any_case(delivery: int) -> None:
    mark = return_mark_of(RETURNS, delivery)

    assert delivery_returned(RETURNS, mark.upper()) == delivery
    assert mark.isalnum()
    assert len(f"b-{mark}") <= 64
    assert delivery_returned(LINKS, mark) is None


@given(deliveries, st.integers(0, TOKEN_LENGTH - 1), st.sampled_from("Aa9-_"))
def test_a_token_changed_anywhere_names_nobody(delivery: int, at: int, letter: str) -> None:
    token = token_of(LINKS, delivery)
    changed = token[:at] + letter + token[at + 1 :]

    assert delivery_of(LINKS, changed) == (delivery if changed == token else None)


@pytest.mark.parametrize("token", ["", "x", "ж" * 24, "=" * 24, "A" * 23, "A" * 25, "../../../etc/passwd"])
def test_what_is_no_token_names_nobody(token: str) -> None:
    assert delivery_of(LINKS, token) is None
    assert delivery_returned(RETURNS, token) is None
