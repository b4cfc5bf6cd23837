"""What reads like a question, and what only looks like one."""

import pytest

from veche.ledger.rules.reading import is_question


@pytest.mark.parametrize(
    "words",
    ["Кто пойдёт в пятницу?", "подскажите хороший корт", "а где встречаемся", "How do I sign up",
     "Кто-нибудь знает врача"],
)  # fmt: skip
def test_questions_are_seen(words):
    assert is_question(words)


@pytest.mark.parametrize(
    "words",
    ["Кто-то сегодня летел, не догнать", "Какие же вы классные", "Что бы ни было, придём", "Какая погода!",
     "https://example.org/?a=b"],
)  # fmt: skip
def test_exclamations_and_links_ask_nothing(words):
    assert not is_question(words)
