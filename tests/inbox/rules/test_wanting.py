"""What wants an answer: the rule, said in examples and in properties."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples

from veche.inbox.rules.wanting import is_thanks, language_of, why_of
from veche.inbox.terms import Said, Why
from veche.ledger.rules.reading import marks_of
from veche.ledger.terms import Kind, Mark

NAMES = frozenset({"clara_team"})


def why(words, **facts):
    return why_of(Said(words, marks_of(words), **facts), NAMES)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("Где встречаемся?", Why.QUESTION), ("Does anyone know the way", Why.QUESTION),
        ("@Clara_Team, посмотри", Why.MENTION), ("Позовите админов, пожалуйста", Why.MENTION),
        ("Ссылка не открывается", Why.COMPLAINT), ("Никто не отвечает вторую неделю", Why.COMPLAINT),
        ("Обманули с билетами", Why.COMPLAINT), ("The app doesn't work", Why.COMPLAINT),
        ("I want a refund", Why.COMPLAINT), ("Хорошая погода", Why(0)), ("Nobody is perfect", Why(0)),
        ("Это не обман", Why(0)), ("Спасибо!", Why(0)), ("Отлично работает", Why(0)),
    ],
)  # fmt: skip
def test_words_want_what_they_say(words, wanted):
    assert why(words) == wanted


def test_where_and_whose_they_are_counts_too():
    assert why("Добрый день", is_private=True) == Why.DIRECT
    assert why("Всем привет", is_first=True) == Why.NEWCOMER
    assert why("Вот так", is_to_team=True) == Why.MENTION
    assert why("Красивое фото", kind=Kind.COMMENTED.number, is_to_team=True) == Why(0)
    assert why("Спасибо вам!", is_private=True, is_to_team=True) == Why(0)
    assert why("", is_first=True) == Why(0)


@settings(max_examples=examples(100))
@given(st.text(max_size=200), st.booleans(), st.booleans())
def test_no_words_break_the_rule_and_more_is_never_less(words, is_private, is_first):
    plain = why(words)
    told = why(words, is_private=is_private, is_first=is_first)
    assert plain & told == plain
    assert why_of(Said(words, marks_of(words), Kind.REACTED.number)) == Why(0)
    assert why_of(Said(words, marks_of(words) | Mark.FORWARDED)) == Why(0)
    assert language_of(words) in {"ru", "en"}


def test_thanks_are_a_few_words_and_nothing_else():
    assert is_thanks("Спасибо большое, поняла!")
    assert is_thanks("ok, thanks a lot")
    assert not is_thanks("Спасибо, а где вход")
    assert not is_thanks("")
