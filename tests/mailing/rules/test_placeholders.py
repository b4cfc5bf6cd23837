"""What stands in braces is filled by values, and no value is ever read as anything but itself."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples

from veche.mailing.rules.placeholders import (
    faults_of,
    lacking,
    pieces_of,
    places_in,
    value_at,
)
from veche.mailing.terms.placing import Choice, Placeholder

ANNA = {"first_name": "Анна", "sex": "f", "field:company": "Рога & Копыта"}


def filled(text, values):
    return "".join(one if isinstance(one, str) else value_at(one, values) for one in pieces_of(text))


def test_values_cases_words_and_fallbacks():
    text = "{first_name|друг}, письмо {first_name:gent|друга}, ты {m:пришёл|f:пришла|n:здесь}. {city|Где-то}"

    assert filled(text, ANNA) == "Анна, письмо Анны, ты пришла. Где-то"
    assert filled(text, {}) == "друг, письмо друга, ты здесь. Где-то"
    assert filled("{m:he|f:she|n:they}", {"sex": "m"}) == "he"


def test_braces_twice_are_braces_and_what_has_no_form_stays():
    assert filled("{{first_name}} { a b } {} {1!} }}", ANNA) == "{first_name} { a b } {} {1!} }"


def test_a_value_is_one_line_and_never_read_again():
    evil = {"first_name": "<b>\r\nBcc: a@example.org {city}\x00\u202e"}

    assert filled("{first_name}", evil) == "<b> Bcc: a@example.org {city}"
    assert len(filled("{first_name}", {"first_name": "x" * 9000})) == 200


def test_faults_are_all_told():
    told = [fault.text.format(**fault.values) for fault in faults_of(
        "{nickname} {имя} {field:company} {field:shoe} {city:datv} {m:a|f:b} {unclosed", ["company"]
    )]  # fmt: skip

    assert len(told) == 6
    assert told[0].startswith("Nobody can fill in {nickname}. Known: first_name")
    assert any("{unclosed" in one for one in told)
    assert faults_of("{first_name:gent|друга} {unsubscribe} {field:company}", ["company"]) == []


def test_without_a_fallback_it_is_told_how_many_get_nothing():
    places = places_in("{city} {first_name|друг} {last_name}")

    assert [fault.values for fault in lacking(places, {"city": 3, "first_name": 9, "last_name": 0})] == [
        {"place": "{city}", "count": 3, "example": "{city|…}"}
    ]


@settings(max_examples=examples(200))
@given(st.text(st.sampled_from("{}|:mfn\n firstname_,"), max_size=60), st.text(max_size=40))
def test_whatever_is_written_is_read_and_filled(text, value):
    values = {"first_name": value, "name": value, "sex": "m"}

    pieces = list(pieces_of(text))

    assert all(isinstance(one, str | Placeholder | Choice) for one in pieces)
    assert not {"\r", "\n"} & {sign for one in places_in(text) for sign in value_at(one, values)}
    assert isinstance(filled(text, values), str)
