"""Ten people: a meeting at a table, a walk, a run, a book club."""

from veche.events.rules.templates.shaping import LetterTemplate, RoleTemplate, Template, Words, cue, task
from veche.events.terms import EventKind, WaitingMode
from veche.kit.terms import N_

SMALL = Template(
    key="small",
    title=N_("About ten people"),
    about=N_("A table in a café, a walk, a book club: one organiser, no money, no badges."),
    settings={
        "kind": EventKind.MEETING, "capacity": 12, "overbook": 1, "most_seats": 2, "needs_approval": False,
        "waiting_mode": WaitingMode.FIT, "waiting_bound": 3, "offer_hours": 12, "asks_diets": False,
    },
    minutes=120,
    doors_before=10,
    hour=19,
    tasks=(
        task(14, "host", "Выбрать день и место, договориться о столе",
             "Choose the day and the place, book a table"),
        task(12, "host", "Открыть регистрацию и написать в чат", "Open registration and write in the chat"),
        task(10, "host", "Позвать лично трёх человек, с которых начнётся разговор",
             "Invite three people in person who will get the talk going"),
        task(5, "host", "Посмотреть, кто записался, позвать тех, кто давно не был",
             "See who registered, invite those who have not come for long"),
        task(2, "host", "Подтвердить стол на число записавшихся",
             "Confirm the table for as many as registered"),
        task(1, "host", "Напомнить гостям, где встречаемся и как узнать компанию",
             "Remind guests where to meet and how to find us"),
        task(0, "host", "Прийти на 20 минут раньше, взять список и зарядку",
             "Come 20 minutes early with the list and a charger"),
        task(-1, "host", "Отметить, кто пришёл, поблагодарить, выложить фото с согласия",
             "Mark who came, say thank you, share photos with consent"),
        task(-3, "host", "Записать идеи на следующий раз", "Write down ideas for the next time"),
    ),
    roles=(
        RoleTemplate("host", Words("Ведущий", "Host")),
        RoleTemplate("photos", Words("Фото на телефон", "Photos with a phone")),
    ),
    cues=(
        cue(-20, 20, "host", "Занять стол, поставить табличку", "Take the table, put up the sign"),
        cue(0, 15, "host", "Встретить, познакомить новичков с соседями",
             "Welcome, introduce newcomers to others"),
        cue(15, 20, "host", "Круг: имя и что привело сегодня", "A round: name and what brought you today"),
        cue(35, 70, "host", "Разговор по теме", "The talk itself"),
        cue(105, 10, "photos", "Общее фото тех, кто не против", "A picture of those who do not mind"),
        cue(115, 5, "host", "Назвать день следующей встречи", "Name the day of the next one"),
    ),
    letters=(
        LetterTemplate(
            "invitation",
            Words("Посидим вместе: {title}", "Join us: {title}"),
            Words(
                "{first_name}, здравствуйте!\n\nСобираемся небольшой компанией: {title}.\n{when}, "
                "{where}.\n\n"
                "Мест немного. Если придёте, отметьтесь здесь: {link}",
                "Hello {first_name},\n\nA few of us are meeting: {title}.\n{when}, {where}.\n\n"
                "There are not many seats. If you can come, tell us here: {link}",
            ),
        ),
        LetterTemplate(
            "reminder",
            Words("Завтра видимся: {title}", "Tomorrow: {title}"),
            Words(
                "{first_name}, напоминаем: {when}, {where}.\n\nЕсли не получается, скажите одним "
                "нажатием: {link}",
                "{first_name}, a reminder: {when}, {where}.\n\nIf you cannot make it, one click "
                "tells us: {link}",
            ),
        ),
        LetterTemplate(
            "thanks",
            Words("Спасибо за вечер", "Thank you for coming"),
            Words(
                "{first_name}, спасибо, что были с нами. Что обсудим в следующий раз? Ответьте на "
                "это письмо.",
                "{first_name}, thank you for being with us. What shall we talk about next? Just reply.",
            ),
        ),
        LetterTemplate(
            "missed",
            Words("Жаль, что не увиделись", "Sorry we missed you"),
            Words(
                "{first_name}, вас не хватало. Соберёмся снова, и место найдётся.",
                "{first_name}, we missed you. We meet again soon, and there will be a seat.",
            ),
        ),
    ),
    text=Words(
        "О чём поговорим:\n\n- …\n- …\n\nКак нас найти: спросите стол на имя сообщества.",
        "What we talk about:\n\n- …\n- …\n\nHow to find us: ask for the table in the community's name.",
    ),
)  # fmt: skip
