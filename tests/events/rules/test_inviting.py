"""Texts of letters: places are filled once, from a flat dictionary; an empty one leaves no comma behind."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples

from veche.events.rules.inviting import checked, filled, first_name, letter_template
from veche.events.terms.inviting import PLACES


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        ("{first_name}, здравствуйте!\n\nЖдём", "", "Здравствуйте!\n\nЖдём"),
        ("Hello {first_name},\nwe", "", "Hello,\nwe"),
        ("Привет, {first_name}!", "Аня", "Привет, Аня!"),
        ("Привет, {first_name}!", "", "Привет!"),
        ("{ first_name }: {other} {{x}}", "{title}", "{title}: {other} {{x}}"),
        ("ждём {when}", "", "ждём в среду"),
        ("{when}, {where}.", "", "В среду."),
    ],
)
def test_places_are_filled_and_an_empty_one_goes_with_its_comma(text, name, said):
    assert filled(text, {"first_name": name, "title": "no", "when": "в среду", "where": ""}) == said


def test_who_is_named_by_a_message_is_greeted_without_a_name():
    assert first_name("Анна Петрова") == "Анна"
    assert first_name("http://evil.example/ click") == ""


@pytest.mark.parametrize("template", ["small", "dozens", "hundreds", "none"])
@pytest.mark.parametrize("key", ["invitation", "reminder"])
def test_ready_letters_name_only_places_there_are(template, key):
    letter = letter_template(template, key)

    for words in zip(letter.subject, letter.text, strict=True):
        assert checked(*words)[2] == []


@settings(max_examples=examples(60))
@given(st.text(max_size=80), st.dictionaries(st.sampled_from(list(PLACES)), st.text(max_size=20)))
def test_any_text_can_be_filled(text, values):
    filled(text, {"when": ""} | values)
