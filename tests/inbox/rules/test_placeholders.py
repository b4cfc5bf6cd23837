"""Places in saved answers are words of a list and nothing else."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples

from veche.inbox.rules.placeholders import check_text, fill_text
from veche.inbox.terms.knowledge import PLACES

VALUES = {"first_name": "Аня", "name": "Аня Крылова", "community": "Бегуны", "my_name": "Кирилл"}


def test_places_are_filled():
    text = "Привет, {first_name}! Это {my_name} из «{community}»."

    assert fill_text(text, VALUES) == "Привет, Аня! Это Кирилл из «Бегуны»."


def test_an_empty_value_shows_the_fallback_and_without_one_the_comma_goes_too():
    assert fill_text("Hello, {first_name|friend}!", {}) == "Hello, friend!"
    assert fill_text("Hello, {first_name}!", {"first_name": " "}) == "Hello!"


def test_a_name_that_looks_like_a_place_stays_a_name():
    assert fill_text("{first_name}", {"first_name": "{my_name}", "my_name": "x"}) == "{my_name}"


def test_doubled_brackets_are_brackets():
    assert check_text("{{first_name}}") == []
    assert fill_text("{{first_name}}", VALUES) == "{first_name}"


def test_every_fault_is_told_at_once_with_what_is_alike():
    faults = check_text("{frist_name} {name.__class__} } {0} {", field="text_ru")

    assert faults[0].values["like"] == "{first_name}"
    assert len(faults) == 5
    assert {fault.field for fault in faults} == {"text_ru"}


@settings(max_examples=examples(100))
@given(st.text(alphabet="ab {}|.first_name!«»\n", max_size=60))
def test_whatever_is_written_is_judged_and_filled_without_an_error(text):
    faults = check_text(text)

    filled = fill_text(text, VALUES)
    assert all(fault.text.format(**fault.values) for fault in faults)
    if "{" not in text and "}" not in text:
        assert filled == text


@settings(max_examples=examples(60))
@given(st.sampled_from(list(PLACES)), st.text(max_size=40))
def test_what_fills_a_place_is_never_read_again(place, value):
    assert fill_text("<{" + place + "|-}>", {place: value}) == f"<{value.strip() or '-'}>"
