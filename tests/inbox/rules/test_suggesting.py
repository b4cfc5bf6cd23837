"""Which words tell questions apart, and which reply is the answer."""

from veche.inbox.rules.suggesting import Said, choose_answer, title_of, weigh, words_to_weigh


def said(number, words="Билеты продаются на входе", **facts):
    return Said(number, facts.pop("who", number), facts.pop("at", number), words, **facts)


def test_forms_of_a_word_are_one_in_russian_and_in_english():
    assert words_to_weigh("денег за билеты") == words_to_weigh("Деньги за билет")
    assert words_to_weigh("refunded tickets") == words_to_weigh("refund a ticket")


def test_manners_and_small_words_weigh_nothing():
    assert words_to_weigh("Привет! Подскажите, пожалуйста, кто знает, что это?") == []
    assert words_to_weigh("Hi, can anyone please help me?") == []


def test_a_title_weighs_more_than_a_body():
    found = weigh([("билет", 3.0), ("билет возврат", 1.0)])

    assert sorted(found.values()) == [1.0, 4.0]


def test_the_teams_answer_goes_before_an_earlier_one_of_others():
    replies = [said(1), said(2, is_team=True), said(3, is_team=True)]

    assert choose_answer(99, replies).interaction == 2


def test_neither_ones_own_words_nor_a_short_one_nor_a_question_back_are_the_answer():
    replies = [said(1, who=99), said(2, "Ок!"), said(3, "А какой у вас билет?", is_question=True), said(4)]

    assert choose_answer(99, replies).interaction == 4
    assert choose_answer(99, replies[:2]) is None
    assert choose_answer(99, replies[:3]).interaction == 3


def test_an_article_is_called_by_the_sentence_that_asks():
    assert title_of("Добрый день. Как вернуть билет? Спасибо!") == "Как вернуть билет?"
    assert title_of("слово " * 50).endswith("…")
    assert title_of("") == ""
