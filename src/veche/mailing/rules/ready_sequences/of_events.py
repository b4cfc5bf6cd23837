"""Ready sequences about an event: an invitation, reminders of it, and what comes after it."""

from __future__ import annotations

from collections.abc import Mapping

from veche.mailing.rules.ready_sequences.steps import DAY, Maker, Told, step
from veche.mailing.terms.sequencing import Again, Ending, ReadySequence, Start

_PAUSE = 180


def _invitation(told: Told) -> ReadySequence:
    first, second = told[1]
    return ReadySequence(
        told[0], Start.NEAR, Again.EACH, _PAUSE, (Ending.UNSUBSCRIBED, Ending.LEFT),
        (step(first, 0, 11), step(second, 10 * DAY, 11)), lead_days=14, late_days=2,
    )  # fmt: skip


def _reminder(told: Told) -> ReadySequence:
    first, second = told[1]
    return ReadySequence(
        told[0], Start.AHEAD, Again.EACH, _PAUSE, (Ending.UNSUBSCRIBED,),
        (step(first, 0, 11), step(second, 3 * DAY, 9)), lead_days=3, late_days=1,
    )  # fmt: skip


def _after_event(told: Told) -> ReadySequence:
    first, second = told[1]
    ahead = step(second, 6 * DAY, 18)
    ahead.blocks.append({"kind": "listed", "of": "event", "most": 3, "title": ""})
    return ReadySequence(
        told[0], Start.ATTENDED, Again.EACH, _PAUSE, (Ending.UNSUBSCRIBED,),
        (step(first, 12 * 60, 11), ahead), late_days=5,
    )  # fmt: skip


MAKERS: Mapping[str, Maker] = {
    "invitation": _invitation, "reminder": _reminder, "after_event": _after_event,
}  # fmt: skip
RU: Mapping[str, Told] = {
    "invitation": ("Приглашение на мероприятие", (
        ("Приглашение", "Приглашаем: {event}", (
            "Здравствуйте, {first_name|друг}!",
            "Приглашаем вас: **{event}**.",
            "**Когда:** {event_date}, {event_time}\n\n**Где:** {event_place|подробности на странице}",
            ("Подробности и регистрация", "{event_link}"),
            "Если собираетесь, отметьтесь, пожалуйста: так мы будем знать, на сколько человек готовиться. "
            "Не получается в этот раз – ничего страшного, отвечать не обязательно.",
            "Ваша\nкоманда {community}",
        ), "Встречаемся: {event_date}, {event_time}"),
        ("Ещё раз", "Ещё можно успеть: {event}", (
            "Здравствуйте, {first_name|друг}!",
            "Совсем скоро **{event}**. Если приглашение затерялось, вот всё, что нужно знать.",
            "**Когда:** {event_date}, {event_time}\n\n**Где:** {event_place|подробности на странице}",
            ("Записаться", "{event_link}"),
            "Больше напоминать не будем.",
        ), "Запись занимает минуту. Встречаемся: {event_date}, {event_time}"),
    )),
    "reminder": ("Мероприятие приближается", (
        ("За три дня", "Уже скоро: {event}", (
            "Здравствуйте, {first_name|друг}!",
            "Напоминаем, что вы собирались к нам: **{event}**. Ждём вас.",
            "**Когда:** {event_date}, {event_time}\n\n**Где:** {event_place|подробности на странице}",
            ("Моя регистрация", "{event_registration}"),
            "Планы изменились? Отмените, пожалуйста, участие на своей странице: место достанется тому, кто "
            "его ждёт.",
        ), "Ждём вас: {event_date}, {event_time}"),
        ("В тот же день", "Сегодня: {event}", (
            "Здравствуйте, {first_name|друг}!",
            "Увидимся сегодня: **{event}**.",
            "**Начало:** {event_time}\n\n**Где:** {event_place|подробности на странице}",
            ("Моя регистрация", "{event_registration}"),
            "Билет и подробности – на вашей странице. Если что-то пойдёт не так, ответьте на это письмо.",
        ), "Начало в {event_time}"),
    )),
    "after_event": ("После мероприятия", (
        ("Спасибо", "Спасибо, что были с нами: {event}", (
            "Здравствуйте, {first_name|друг}!",
            "**{event}** – позади. Спасибо, что пришли: без вас всё было бы по-другому.",
            "Расскажите в двух словах, что понравилось, а что в следующий раз сделать иначе? Ответы читает "
            "тот, кто всё это готовил.",
            ("Поделиться впечатлением", "{event_feedback}"),
            "Фотографии, как только мы их разберём, будут [здесь]({event_album}).",
        ), "Как вам? И где смотреть фотографии"),
        ("Что дальше", "Где увидимся снова", (
            "Здравствуйте, {first_name|друг}!",
            "Знакомства со встреч живут, когда у них есть продолжение. Вот что впереди:",
        )),
    )),
}  # fmt: skip
EN: Mapping[str, Told] = {
    "invitation": ("Invitation to an event", (
        ("Invitation", "You are invited: {event}", (
            "Hello, {first_name|friend}!",
            "We would like to see you at **{event}**.",
            "**When:** {event_date}, {event_time}\n\n**Where:** {event_place|see its page}",
            ("Details and registration", "{event_link}"),
            "If you are coming, please let us know there: then we know for how many to prepare. If you "
            "cannot make it this time, never mind: there is no need to answer.",
            "Yours,\nthe team of {community}",
        ), "{event_date}, {event_time}"),
        ("Once more", "There is still time: {event}", (
            "Hello, {first_name|friend}!",
            "**{event}** is only days away. In case our invitation got lost, here is all you need to know.",
            "**When:** {event_date}, {event_time}\n\n**Where:** {event_place|see its page}",
            ("Register", "{event_link}"),
            "We will not remind you of this one again.",
        ), "{event_date}, {event_time}. Registering takes a minute"),
    )),
    "reminder": ("An event comes near", (
        ("Three days before", "Coming up: {event}", (
            "Hello, {first_name|friend}!",
            "A reminder that you are coming to **{event}**. We look forward to seeing you.",
            "**When:** {event_date}, {event_time}\n\n**Where:** {event_place|see its page}",
            ("My registration", "{event_registration}"),
            "Has something come up? Please cancel on your page: your seat then goes to somebody who waits "
            "for it.",
        ), "{event_date}, {event_time}"),
        ("On the day", "Today: {event}", (
            "Hello, {first_name|friend}!",
            "See you today at **{event}**.",
            "**Begins at:** {event_time}\n\n**Where:** {event_place|see its page}",
            ("My registration", "{event_registration}"),
            "Your ticket and all details are on your page. If anything goes wrong, just answer this letter.",
        ), "It begins at {event_time}"),
    )),
    "after_event": ("After an event", (
        ("Thank you", "Thank you for coming: {event}", (
            "Hello, {first_name|friend}!",
            "**{event}** is over. Thank you for coming: without you it would not have been the same.",
            "Would you tell us in two words what was good, and what should be different next time? Whoever "
            "prepared it reads the answers.",
            ("Tell what it was like", "{event_feedback}"),
            "Photos will be [here]({event_album}) as soon as we have sorted them.",
        ), "What was it like? And where the photos will be"),
        ("What comes next", "Where we meet again", (
            "Hello, {first_name|friend}!",
            "Acquaintances live on when there is a next time. This is what lies ahead:",
        )),
    )),
}  # fmt: skip
