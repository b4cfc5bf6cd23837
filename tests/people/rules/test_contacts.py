"""Contacts somebody typed, in one spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veche.people.queries.finding import spellings
from veche.people.rules.contacts import email_of


@pytest.mark.parametrize("text", ["Anna@Example.org", " <anna@example.org> ", "mailto:anna@example.org"])
def test_addresses_have_one_spelling(text):
    assert email_of(text) == "anna@example.org"


@pytest.mark.parametrize(
    "text", ["", "anna", "anna@", "@example.org", "a@b", "a b@example.org", "a@b.c, d@e.fg"]
)
def test_what_is_no_address_is_none(text):
    assert email_of(text) == ""


@given(st.text(max_size=200))
def test_anything_typed_is_an_address_or_none(text):
    address = email_of(text)

    assert address == email_of(address)


@given(st.text(max_size=300))
def test_names_are_spelled_in_bounded_words(text):
    words = spellings(text)

    assert len(words) <= 60
    assert len(words) == len(set(words))
    assert all(words)
