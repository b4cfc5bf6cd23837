"""Whom a conversation goes to, which rule fits it, whom a note mentions."""

from hypothesis import given
from hypothesis import strategies as st

from veche.inbox.rules.assigning import Condition, Opened, chosen, fits, mentioned_in
from veche.inbox.rules.belonging import Link, answers_to, key_of
from veche.inbox.rules.standing import is_answer, state_of
from veche.inbox.terms import FAR, Method, Side, Standing, State
from veche.inbox.terms.standing import Candidate
from veche.kit.time import Moment

ANN, BOB, CAT = Candidate(1, 3, Moment(10)), Candidate(2, 1, Moment(30)), Candidate(3, 2, Moment(20), True)


def test_turns_load_and_duty_choose_differently():
    assert chosen(Method.TURNS, [ANN, BOB, CAT]) == 1
    assert chosen(Method.LOAD, [ANN, BOB, CAT]) == 2
    assert chosen(Method.DUTY, [ANN, BOB, CAT]) == 3
    assert chosen(Method.DUTY, [ANN, BOB]) is None


def test_a_rule_fits_by_channel_language_and_words_in_any_form():
    opened = Opened(7, "ru", "Как вернуть деньги за билеты?")
    assert fits(opened, Condition())
    assert fits(opened, Condition(7, "ru", ("возврат", "билет")))
    assert not fits(opened, Condition(8))
    assert not fits(opened, Condition(7, "en"))
    assert not fits(opened, Condition(words=("парковка",)))


def test_a_note_mentions_by_first_or_whole_name_but_never_two_by_one():
    names = [(1, "Анна Сова"), (2, "Анна Лис"), (3, "Пётр Ёж")]
    assert mentioned_in("@пётр, глянь", names) == [3]
    assert mentioned_in("@Анна посмотри", names) == []
    assert mentioned_in("@Анна Лис посмотри", names) == [2]
    assert mentioned_in("@Петровна", names) == []


def test_the_surest_link_counts_and_doubt_is_none():
    assert answers_to([Link(1, 0.6), Link(2, 0.9)]) == Link(2, 0.9)
    assert answers_to([Link(1, 0.4)]) is None
    assert answers_to([]) is None


def test_keys_tell_direct_chats_threads_and_single_questions_apart():
    facts = {"thread": "5", "identity": 1, "external_id": "9"}
    keys = {key_of(is_private=p, network=n, **facts) for p in (True, False) for n in ("slack", "telegram")}
    assert keys == {"d:5", "t:5", "i:9"}


@given(st.sampled_from(State), *[st.integers(0, 10)] * 3, st.booleans())
def test_the_state_follows_the_latest_news(settled, settled_at, asked, answered, waits):
    state = state_of(Standing(settled, settled_at, asked, answered, asked if waits else FAR))
    if waits and asked > settled_at:
        assert state is State.OPEN
    elif settled is State.CLOSED:
        assert state is State.CLOSED
    assert state in {settled, State.OPEN, State.WAITING}


def test_the_team_always_answers_and_members_only_by_replying():
    for side, linked, asks, wanted in (
        (Side.TEAM, False, True, True), (Side.MEMBER, True, False, True), (Side.MEMBER, False, False, False),
        (Side.MEMBER, True, True, False), (Side.BOT, True, False, False), (Side.THEY, True, False, False),
    ):  # fmt: skip
        assert is_answer(side, is_question=asks, is_linked=linked, is_private=False) is wanted
