"""Text: one spelling for what is the same, nothing that a database cannot bear."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veche.kit.text import clean, clean_name, fold, initials, latin, phone_of, sound, stems_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ёлки", "елка"), ("СТОЛАМИ", "стола"), ("Встречи", "встречу"), ("running", "runs"),
        ("Café", "cafe"), ("митапов", "митап"), ("ｆｕｌｌ", "full"),
    ],
)  # fmt: skip
def test_forms_of_a_word_have_one_stem(one, other):
    assert stems_of(one) == stems_of(other)


def test_short_i_is_a_letter_of_its_own():
    assert fold("й") != fold("и")


@pytest.mark.parametrize(
    "spellings",
    [
        ("Юлия", "Yulia", "Julija", "Iuliia", "Yuliya"),
        ("Щербаков", "Shcherbakov", "Scherbakov"),
        ("Алексей", "Alexey", "Aleksei", "Aleksey"),
        ("Дмитрий", "Dmitry", "Dmitrii", "Dmitriy"),
        ("Ксения", "Ksenia", "Xenia"),
        ("Евгений", "Evgeny", "Yevgeny", "Evgenii"),
    ],
)
def test_a_name_sounds_the_same_in_every_usual_spelling(spellings):
    assert len({sound(name) for name in spellings}) == 1


@given(st.text())
def test_cleaned_text_can_be_stored_anywhere(text):
    kept = clean(text)

    kept.encode("utf-8")
    assert "\x00" not in kept


@given(st.text())
def test_a_name_is_one_short_line_without_direction_marks(text):
    name = clean_name(text)

    name.encode("utf-8")
    assert len(name) <= 200
    assert not set(name) & set("\n\r\t\u202e\u2066\x00")


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)
    stems_of(text)
    latin(text)


@pytest.mark.parametrize(
    ("name", "letters"), [("Анна Ким", "АК"), ("bob", "B"), ("", "?"), ("🙂", "?"), ("a_b", "AB")]
)
def test_initials(name, letters):
    assert initials(name) == letters


@pytest.mark.parametrize(
    ("text", "country", "number"),
    [
        ("8 (916) 123-45-67", "RU", "+79161234567"),
        ("+7 916 123 45 67", "", "+79161234567"),
        ("79161234567", "RU", "+79161234567"),
        ("9161234567", "RU", "+79161234567"),
        ("020 7183 8750", "GB", "+442071838750"),
        ("12", "RU", ""),
        ("позвоните мне", "RU", ""),
        ("", "RU", ""),
    ],
)
def test_numbers_are_read_by_the_country_s_rules(text, country, number):
    assert phone_of(text, country) == number


@given(st.text(max_size=200))
def test_anything_typed_is_a_number_or_none(text):
    number = phone_of(text, "RU")

    assert number == "" or (number[0] == "+" and number[1:].isdecimal())
