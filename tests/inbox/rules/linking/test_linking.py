"""Which message answers which: little chats in both languages, and what holds for every chat."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples

from veche.inbox.rules.linking import Link, Linker, Said, link_replies
from veche.inbox.rules.linking.weights import learnt
from veche.inbox.rules.linking.window import LOOK_BACK

NOON = 1_700_000_000_000
MINUTE = 60_000


def chat(*lines, every=MINUTE):
    """Answer messages of «Name: words» lines, a minute apart; numbers are 1, 2, 3 …"""
    told = (line.partition(": ") for line in lines)
    return [Said(number, who, who, NOON + number * every, words)
            for number, (who, _, words) in enumerate(told, 1)]  # fmt: skip


def answered(messages):
    """Answer {message: answered message} of those that answer something."""
    return {link.number: link.answers for link in link_replies(messages) if link.answers is not None}


def test_an_answer_finds_the_question_of_whom_it_names_among_other_talk():
    messages = chat(
        "anna: Hello! Where can I download the slides of yesterday's lecture?",
        "boris: my microphone does not work in the new browser, what can I do?",
        "carl: boris: which browser is it, and which version?",
        "boris: carl: firefox, the latest one",
        "diana: anna: the slides are on the page of the course, below the video",
    )

    found = answered(messages)

    assert found == {3: 2, 4: 3, 5: 1}


def test_two_talks_in_russian_are_told_apart():
    messages = chat(
        "Анна Петрова: Здравствуйте! Подскажите, где скачать слайды вчерашней лекции?",
        "Борис: у меня не работает микрофон в новом браузере, что делать?",
        "Карл: Борис, а какой браузер и какая версия?",
        "Борис: Карл, файрфокс, самый свежий",
        "Диана: Анна, слайды лежат на странице курса, под видео",
        "Анна Петрова: Диана, спасибо!",
    )

    found = answered(messages)

    assert found == {3: 2, 4: 3, 5: 1, 6: 5}


@pytest.mark.parametrize("call", ["Маша,", "Маш,", "@masha_k", "Masha,", "маша:", "Для Маши:"])
def test_a_name_is_known_in_the_ways_people_write_it(call):
    question, other, answer = chat(
        "Маша Котова: где пройдёт встреча?",
        "Олег: кто идёт в субботу в кино?",
        f"Юрий: {call} в библиотеке на Садовой",
    )

    found = answered([question._replace(called=("masha_k",)), other, answer])

    assert found[3] == 1


def test_a_new_question_of_a_newcomer_starts_something():
    messages = chat(
        "anna: the meeting was great, thank you all",
        "boris: anna: yes, it was!",
        "zoe: Hello everybody, does anyone know how to change the language of the site?",
    )

    last = link_replies(messages)[-1]

    assert (last.answers, last.reason) == (None, "starts something new")


def test_the_reason_says_what_holds():
    messages = chat(
        "anna: how do I renew the subscription of the library?",
        "boris: anna: at the desk, with your passport",
    )

    link = link_replies(messages)[1]

    assert link.answers == 1
    assert link.reason == "names them"
    assert 0.5 < link.probability <= 1


def test_somebody_goes_on_with_what_they_were_saying():
    messages = chat(
        "Анна: у меня вопрос про оплату",
        "Анна: карта проходит, а доступ к курсу не открывается",
        every=5_000,
    )

    link = link_replies(messages)[1]

    assert (link.answers, link.reason) == (1, "goes on with their own words")


def test_what_the_channel_tells_is_believed():
    messages = chat("anna: hi", "boris: anna: hi!", "carl: anna: see above")
    messages[2] = messages[2]._replace(replies_to=2)

    assert link_replies(messages)[2] == Link(3, 2, 1.0, "the channel says so")


def test_notices_answer_nothing_and_are_never_answered():
    messages = chat("anna: hello", "boris: has joined", "boris: anna: hello to you")
    messages[1] = messages[1]._replace(is_notice=True)

    found = answered(messages)

    assert found == {3: 1}


def test_nothing_older_than_a_day_is_answered():
    first, second = chat("anna: where is the key?", "boris: anna: in the drawer")

    found = answered([first, second._replace(at=first.at + 25 * 60 * MINUTE)])

    assert found == {}


def test_the_table_of_weights_has_all_features():
    weights = learnt()

    assert weights.relations[1, 0] > weights.relations[9, 0], "naming somebody counts"


SOME = "аня боря как где спасибо thanks @zoe, зоя: привет что? установить курс server https://a.example да"
WORDS = st.lists(st.sampled_from(SOME.split()) | st.text(max_size=12), max_size=8).map(" ".join)
CHATS = st.lists(
    st.tuples(st.sampled_from(["аня", "боря", "zoe", "", "Зоя Я", "??"]), WORDS,
              st.integers(-MINUTE, 600 * MINUTE), st.booleans()),
    max_size=40,
)  # fmt: skip


def said_of(drawn):
    """Answer messages of what was drawn; the clock may go back."""
    at, messages = NOON, []
    for number, (name, words, gap, is_notice) in enumerate(drawn):
        at += gap
        messages.append(Said(number * 3, name, name, at, words, is_notice and not number % 5))
    return messages


@settings(max_examples=examples(40), deadline=None)
@given(CHATS)
def test_links_go_back_within_sight_and_are_the_same_each_time(drawn):
    messages = said_of(drawn)
    linker = Linker()

    one_by_one = [linker.hear(said) for said in messages]

    assert one_by_one == link_replies(messages)
    notices = {said.number for said in messages if said.is_notice}
    for link, said in zip(one_by_one, messages, strict=True):
        assert link.number == said.number
        assert 0 < link.probability <= 1
        assert link.reason
        assert link.answers is None or (link.answers < link.number and link.answers not in notices)


@settings(max_examples=examples(20), deadline=None)
@given(CHATS, st.integers(0, 40))
def test_what_is_said_later_changes_no_earlier_link(drawn, kept):
    messages = said_of(drawn)

    assert link_replies(messages)[:kept] == link_replies(messages[:kept])


def test_a_long_chat_is_linked_within_bounds():
    crowd = [f"p{number}" for number in range(40)]
    messages = [Said(number, crowd[number * 7 % 40], crowd[number * 7 % 40], NOON + number * 20_000,
                     f"{crowd[number * 3 % 40]}: question {number % 17} about thing{number % 91}?")
                for number in range(1_200)]  # fmt: skip
    start = time.process_time()

    links = link_replies(messages)

    assert time.process_time() - start < 6, "1 ms a message, and much for a slow machine"
    assert all(link.answers is None or link.number - link.answers <= LOOK_BACK for link in links)
