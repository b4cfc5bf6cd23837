"""Fifty people: an evening of talks, a workshop with a break."""

from veche.events.rules.templates.shaping import LetterTemplate, RoleTemplate, Template, Words, cue, task
from veche.events.terms import EventKind, WaitingMode
from veche.kit.terms import N_

DOZENS = Template(
    key="dozens",
    title=N_("About fifty people"),
    about=N_("An evening of talks or a workshop: two or three speakers, a hall, coffee, a list at the door."),
    settings={
        "kind": EventKind.TALK_NIGHT, "capacity": 50, "overbook": 8, "most_seats": 3, "needs_approval": False,
        "waiting_mode": WaitingMode.FIT, "waiting_bound": 5, "offer_hours": 24, "asks_diets": False,
    },
    minutes=180,
    doors_before=30,
    hour=19,
    tasks=(
        task(45, "lead", "Решить, для кого вечер и чем он кончится для гостя",
             "Decide whom the evening is for and what they take home"),
        task(42, "lead", "Договориться о площадке: зал, стулья, экран, доступ до начала",
             "Agree on the venue: hall, chairs, screen, access before the start"),
        task(40, "programme", "Позвать двух-трёх докладчиков и одного запасного",
             "Ask two or three speakers and one in reserve"),
        task(35, "money", "Составить бюджет: зал, кофе, печать, подарки докладчикам",
             "Draw up the budget: hall, coffee, printing, gifts for speakers"),
        task(30, "programme", "Получить темы, описания и фото докладчиков",
             "Get titles, descriptions and photos from the speakers"),
        task(28, "lead", "Объявить вечер и открыть регистрацию",
             "Announce the evening and open registration"),
        task(21, "people", "Разослать приглашения тем, кому тема близка",
             "Invite those who care about the subject"),
        task(14, "people", "Второй пост: докладчики и чему научимся",
             "Second post: speakers and what one learns"),
        task(14, "food", "Заказать кофе и закуски по прогнозу гостей",
             "Order coffee and snacks by the number of guests expected"),
        task(10, "team", "Найти двух волонтёров на вход и одного на технику",
             "Find two volunteers for the door and one for the sound"),
        task(7, "programme", "Собрать слайды, проверить шрифты и видео",
             "Collect slides, check fonts and videos"),
        task(5, "lead", "Согласовать план по минутам с командой и докладчиками",
             "Agree on the run sheet with the team and the speakers"),
        task(3, "people", "Напомнить гостям, предложить места из списка ожидания",
             "Remind guests, offer seats to those in the waiting list"),
        task(2, "food", "Уточнить заказ по последнему числу гостей", "Adjust the order to the latest number"),
        task(1, "team", "Напечатать список гостей, бейджи и таблички",
             "Print the guest list, badges and signs"),
        task(0, "team", "Проверить микрофоны, экран и запись за час до начала",
             "Check microphones, screen and recording an hour before"),
        task(-1, "people", "Поблагодарить пришедших, написать тем, кто не смог, попросить отзыв",
             "Thank those who came, write to those who did not, ask for feedback"),
        task(-3, "programme", "Выложить слайды и запись, поблагодарить докладчиков",
             "Publish slides and the recording, thank the speakers"),
        task(-7, "money", "Закрыть бюджет, собрать чеки, посчитать цену на гостя",
             "Close the budget, collect receipts, count the cost per guest"),
    ),
    roles=(
        RoleTemplate("lead", Words("Организатор", "Organiser")),
        RoleTemplate("programme", Words("Программа и докладчики", "Programme and speakers")),
        RoleTemplate("host", Words("Ведущий", "Host")),
        RoleTemplate("people", Words("Гости и письма", "Guests and letters")),
        RoleTemplate("team", Words("Волонтёры и зал", "Volunteers and hall"), 3),
        RoleTemplate("food", Words("Кофе и еда", "Coffee and food")),
        RoleTemplate("money", Words("Бюджет", "Budget")),
    ),
    cues=(
        cue(-90, 30, "team", "Расставить стулья, проверить звук и экран",
             "Set out chairs, check sound and screen"),
        cue(-60, 20, "programme", "Встретить докладчиков, загрузить слайды",
             "Meet the speakers, load the slides"),
        cue(-40, 10, "food", "Выставить кофе и воду", "Put out coffee and water"),
        cue(-30, 30, "team", "Двери открыты: отмечаем гостей", "Doors open: guests are checked in"),
        cue(0, 10, "host", "Открытие: кто мы, как пройдёт вечер, где вода и выход",
            "Opening: who we are, how the evening goes, where water and exits are"),
        cue(10, 40, "programme", "Первый доклад и вопросы", "First talk and questions"),
        cue(50, 30, "food", "Перерыв: кофе, познакомить новичков", "Break: coffee, introduce newcomers"),
        cue(80, 40, "programme", "Второй доклад и вопросы", "Second talk and questions"),
        cue(120, 10, "host", "Закрытие: спасибо, отзыв по ссылке, следующая дата",
            "Closing: thanks, feedback by a link, the next date"),
        cue(130, 40, "host", "Свободное общение", "Open talk"),
        cue(170, 40, "team", "Собрать зал, проверить забытое", "Clear the hall, look for things left behind"),
    ),
    letters=(
        LetterTemplate(
            "invitation",
            Words("Приглашаем: {title}", "You are invited: {title}"),
            Words(
                "{first_name}, здравствуйте!\n\nПриглашаем на вечер «{title}».\n{when}, {where}.\n\n"
                "Программа и запись: {link}\n\nНе сможете? Нажмите «нет», так мы не будем напоминать.",
                "Hello {first_name},\n\nwe invite you to “{title}”.\n{when}, {where}.\n\n"
                "Programme and registration: {link}\n\nCannot come? Say “no” there, and we will not "
                "remind you.",
            ),
        ),
        LetterTemplate(
            "reminder",
            Words("Скоро: {title}", "Soon: {title}"),
            Words(
                "{first_name}, ждём вас {when}.\nГде: {where}.\n\nПокажите билет на входе: {link}\n\n"
                "Если планы изменились, отмените там же: место ждут другие.",
                "{first_name}, we expect you {when}.\nWhere: {where}.\n\nShow your ticket at the "
                "door: {link}\n\n"
                "If plans changed, cancel there: others are waiting for a seat.",
            ),
        ),
        LetterTemplate(
            "thanks",
            Words("Спасибо, что были: {title}", "Thank you for coming: {title}"),
            Words(
                "{first_name}, спасибо за вечер!\n\nДве минуты на отзыв очень помогут: {link}\n"
                "Слайды и запись пришлём на этой неделе.",
                "{first_name}, thank you for the evening!\n\nTwo minutes of feedback help a lot: {link}\n"
                "Slides and the recording follow this week.",
            ),
        ),
        LetterTemplate(
            "missed",
            Words("Не получилось прийти? Вот что было", "Could not make it? Here is what you missed"),
            Words(
                "{first_name}, жаль, что не увиделись на «{title}». Слайды и запись здесь: {link}",
                "{first_name}, sorry we missed you at “{title}”. Slides and the recording are here: {link}",
            ),
        ),
    ),
    text=Words(
        "Для кого этот вечер и что вы унесёте с собой.\n\n## Программа\n\n- 19:00 – …\n- 20:20 – …\n\n"
        "Кофе и вода есть. Вход по билету из письма.",
        "Whom the evening is for, and what you take home.\n\n## Programme\n\n- 7 pm – …\n- 8:20 pm – …\n\n"
        "There is coffee and water. Bring the ticket from your letter.",
    ),
)  # fmt: skip
