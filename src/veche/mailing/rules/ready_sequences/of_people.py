"""Ready sequences about people: who subscribed, whose birthday it is, who has grown silent."""

from __future__ import annotations

from collections.abc import Mapping

from veche.mailing.rules.ready_sequences.steps import DAY, Maker, Told, step
from veche.mailing.terms.sequencing import Again, Condition, Ending, ReadySequence, Start


def _welcome(told: Told) -> ReadySequence:
    first, second, third = told[1]
    return ReadySequence(
        told[0], Start.SUBSCRIBED, Again.ONCE, 180, (Ending.UNSUBSCRIBED, Ending.LEFT),
        (step(first, 10), step(second, 2 * DAY, 11), step(third, 4 * DAY, 11)),
    )  # fmt: skip


def _birthday(told: Told) -> ReadySequence:
    (wishes,) = told[1]
    return ReadySequence(
        told[0], Start.DATE, Again.YEARLY, 300, (Ending.UNSUBSCRIBED,), (step(wishes, 0, 10),)
    )


def _missed_you(told: Told) -> ReadySequence:
    first, second = told[1]
    return ReadySequence(
        told[0], Start.STAGE, Again.AFTER, 180,
        (Ending.WROTE, Ending.REGISTERED, Ending.UNSUBSCRIBED, Ending.LEFT),
        (step(first, 0, 12), step(second, 10 * DAY, 12, condition=Condition.NOT_CLICKED)),
    )  # fmt: skip


MAKERS: Mapping[str, Maker] = {
    "welcome": _welcome, "birthday": _birthday, "missed_you": _missed_you,
}  # fmt: skip
RU: Mapping[str, Told] = {
    "welcome": ("Знакомство", (
        ("Приветствие", "{first_name|Здравствуйте}, хорошо, что вы с нами", (
            "Здравствуйте, {first_name|друг}!",
            "Это {community}. Мы собираем людей, которым интересно одно и то же, знакомим их между собой и "
            "не даём разговору затихнуть.",
            "Писем будет немного: сегодняшнее, ещё два на этой неделе, а дальше – только новости. Каждое "
            "можно прекратить одной ссылкой внизу.",
            "Если захочется сказать что-то прямо сейчас, просто ответьте на это письмо: его читает человек.",
        )),
        ("С чего начать", "С чего у нас начинают", (
            "Здравствуйте, {first_name|друг}!",
            "Первые дни в любом новом месте немного неловкие. Вот что обычно помогает:\n\n"
            "- прочитать последние разговоры и ответить там, где есть что сказать;\n"
            "- прийти на ближайшую встречу: новых людей там ждут;\n"
            "- рассказать в двух словах, кто вы и чем заняты.",
            "Одного пункта на этой неделе вполне достаточно.",
        )),
        ("Один вопрос", "{first_name|Друг}, один вопрос", (
            "Здравствуйте, {first_name|друг}!",
            "Прошла неделя. Скажите, пожалуйста, одной строкой: **что вы надеялись у нас найти?**",
            "Просто ответьте на это письмо. По таким ответам мы решаем, о чём писать и что устраивать.",
            "Ваша\nкоманда {community}",
        )),
    )),
    "birthday": ("День рождения", (
        ("Поздравление", "{first_name|Друг}, с днём рождения!", (
            "{first_name|Друг}, с днём рождения!",
            "Пусть год впереди будет добрым: с интересными делами, хорошими людьми рядом и временем на то, "
            "что вам по-настоящему нравится.",
            "Рады, что вы с нами.\n\nКоманда {community}",
        )),
    )),
    "missed_you": ("Давно не виделись", (
        ("Как вы?", "{first_name|Друг}, давно вас не слышно", (
            "Здравствуйте, {first_name|друг}!",
            "Мы заметили, что вас давно не видно, и решили просто спросить, как дела.",
            "За это время было несколько встреч и хороших разговоров. Загляните, когда будет время: "
            "догонять ничего не нужно, можно начать с любого места.",
            "А если мы чем-то разочаровали, напишите об этом в ответ. Это важно.",
        )),
        ("Ещё раз", "Напоследок", (
            "Здравствуйте, {first_name|друг}!",
            "Больше напоминать о себе не станем: это последнее письмо из этих двух.",
            "Если тема стала неинтересна, ссылка внизу избавит вас от рассылки. Если просто не было "
            "времени – дверь открыта, и вас здесь помнят.",
            "Ваша\nкоманда {community}",
        )),
    )),
}  # fmt: skip
EN: Mapping[str, Told] = {
    "welcome": ("Getting to know each other", (
        ("Welcome", "Good to have you, {first_name|friend}", (
            "Hello, {first_name|friend}!",
            "This is {community}. We bring people together who care about the same things, introduce them "
            "to each other and keep the conversation going.",
            "There will not be many letters: this one, two more this week, and then only the news. Each "
            "can be ended by a link at its foot.",
            "If there is something you would like to say now, just answer: a human reads it.",
        )),
        ("Where to begin", "Where people begin here", (
            "Hello, {first_name|friend}!",
            "The first days in a new place are always a little awkward. This usually helps:\n\n"
            "- read the latest conversations and answer where you have something to say;\n"
            "- come to the next gathering: new people are expected there;\n"
            "- tell in two lines who you are and what you do.",
            "One of these is quite enough for this week.",
        )),
        ("One question", "{first_name|Friend}, one question", (
            "Hello, {first_name|friend}!",
            "A week has passed. Please tell us in one line: **what did you hope to find here?**",
            "Just answer this letter. Such answers decide what we write about and what we organise.",
            "Yours,\nthe team of {community}",
        )),
    )),
    "birthday": ("Birthday", (
        ("Good wishes", "Happy birthday, {first_name|friend}!", (
            "Happy birthday, {first_name|friend}!",
            "May the year ahead be a kind one: with work worth doing, good people around you, and time for "
            "what you truly like.",
            "We are glad that you are with us.\n\nThe team of {community}",
        )),
    )),
    "missed_you": ("We miss you", (
        ("How are you?", "{first_name|Friend}, we have not heard from you for a while", (
            "Hello, {first_name|friend}!",
            "We noticed that you have been quiet, and thought we would simply ask how you are.",
            "There were a few gatherings and good conversations meanwhile. Look in when you have time: "
            "there is nothing to catch up with, begin anywhere.",
            "And if we disappointed you, tell us in an answer. It matters.",
        )),
        ("Once more", "One last word", (
            "Hello, {first_name|friend}!",
            "We will not remind you of ourselves again: this is the last of two letters.",
            "If you do not care about all this any more, the link below ends it. If there was just no "
            "time: the door is open, and people here remember you.",
            "Yours,\nthe team of {community}",
        )),
    )),
}  # fmt: skip
