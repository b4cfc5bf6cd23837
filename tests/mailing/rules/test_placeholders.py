"""What stands in braces is filled by values, and no value is ever read as anything but itself."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples

from veche.mailing.rules.placeholders import (
    faults_of,
    fill_header,
    fill_html,
    fill_plain,
    lacking,
    pieces_of,
    places_in,
)
from veche.mailing.terms.placing import Choice, Placeholder

ANNA = {"first_name": "Анна", "sex": "f", "field:company": "Рога & Копыта"}


def test_values_cases_words_and_fallbacks():
    text = "{first_name|друг}, письмо {first_name:gent|друга}, ты {m:пришёл|f:пришла|n:здесь}. {city|Где-то}"

    assert fill_plain(text, ANNA) == "Анна, письмо Анны, ты пришла. Где-то"
    assert fill_plain(text, {}) == "друг, письмо друга, ты здесь. Где-то"
    assert fill_plain("{m:he|f:she|n:they}", {"sex": "m"}) == "he"


def test_braces_twice_are_braces_and_what_has_no_form_stays():
    assert fill_plain("{{first_name}} { a b } {} {1!} }}", ANNA) == "{first_name} { a b } {} {1!} }"


def test_values_are_escaped_where_they_stand():
    evil = {"first_name": '<img src=x onerror=alert(1)>"\r\nBcc: a@example.org {city}'}

    assert "<" not in fill_html("{first_name}", evil)
    assert '"' not in fill_html("{first_name}", evil)
    assert "\n" not in fill_header("{first_name}", evil)
    assert "\r" not in fill_header("{first_name}", evil)
    assert "{city}" in fill_plain("{first_name}", evil)


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
        {"name": "city", "count": 3}
    ]


@settings(max_examples=examples(200))
@given(st.text(st.sampled_from("{}|:mfn\n firstname_,"), max_size=60), st.text(max_size=40))
def test_whatever_is_written_is_read_and_filled(text, value):
    values = {"first_name": value, "name": value, "sex": "m"}

    pieces = list(pieces_of(text))

    assert all(isinstance(one, str | Placeholder | Choice) for one in pieces)
    assert "<" not in fill_html(text, {"first_name": "<" + value, "name": "<"})
    assert not {"\r", "\n"} & set(fill_header(text, values))
    fill_plain(text, values)
