"""What is read of a form, what it costs, and how likely a seat comes free."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples

from veche.events.rules.pricing import price_of
from veche.events.rules.registering import greeted, read_answers, read_wish
from veche.events.rules.seats import chance_of
from veche.events.terms import Asked, GuestState, Sale

KINDS = ("text", "long", "choice", "many", "yes_no", "number", "day", "consent")
QUESTIONS = tuple(
    Asked(
        pk,
        kind,
        "?",
        options=("да", "нет"),
        is_required=pk % 2 == 0,
        shown_if=pk - 1 or None,
        shown_answer="yes",
    )
    for pk, kind in enumerate(KINDS, start=1)
)
NAMES = st.sampled_from(
    [
        "name",
        "seats",
        "ticket",
        "seat_1_diets",
        "seat_2_age",
        "diet_consent",
        *(f"q_{n}" for n in range(1, 9)),
    ]
)


@settings(max_examples=examples(200))
@given(st.dictionaries(NAMES, st.lists(st.text(max_size=30), max_size=3)))
def test_whatever_is_sent_is_read_or_refused_beside_a_field(told):
    sale = Sale(questions=QUESTIONS, most_seats=3, asks_diets=True)

    wish, reasons = read_wish(told, sale, email="", phone="", state=GuestState.GOING)

    assert 1 <= wish.seats <= 3
    assert all(reason.field for reason in reasons)
    assert {"email"} <= {reason.field for reason in reasons}
    assert not any(mate.eats_otherwise for mate in wish.mates) or wish.agrees_to_diets or reasons


def test_a_question_is_asked_only_where_its_condition_is_met():
    questions = (
        Asked(1, "yes_no", "Бегали?", is_required=True),
        Asked(2, "number", "Сколько?", is_required=True, shown_if=1, shown_answer="yes"),
    )  # fmt: skip

    assert read_answers({"q_1": ["no"], "q_2": ["много"]}, questions) == ({"1": "no"}, [])
    assert [reason.field for reason in read_answers({"q_1": ["yes"]}, questions)[1]] == ["q_2"]
    shy = (Asked(1, "consent", "Фото"), Asked(2, "text", "Почему?", shown_if=1, shown_answer="no"))
    assert read_answers({"q_2": ["Так"]}, shy)[0] == {"2": "Так"}
    assert "2" not in read_answers({"q_1": ["on"], "q_2": ["Так"]}, shy)[0]


@pytest.mark.parametrize("name", ["Buy at evil.example now", "http://x", "тел. 8 900", "а" * 61, "www.x"])
def test_a_letter_greets_no_messages(name):
    assert greeted(name) == ""
    assert greeted("Д’Артаньян мл. Анна-Мария") != ""


def test_a_price_is_never_below_nothing_and_rounded_for_the_guest():
    assert price_of(999, 2, percent=50) == 998
    assert price_of(100, 3, amount_off=500) == 0


def test_the_chance_is_honest_about_what_nobody_knows():
    assert chance_of(0, 0, days_open=10, days_left=10) == 0
    assert chance_of(4, 5, days_open=10, days_left=10) == 95
    assert chance_of(9, 5, days_open=10, days_left=10) == 50
