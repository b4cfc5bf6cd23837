"""Three hundred and more: a conference day with tracks, sponsors, badges and a team."""

from veche.events.rules.templates.shaping import LetterTemplate, RoleTemplate, Template, Words, cue, task
from veche.events.terms import EventKind, WaitingMode
from veche.kit.terms import N_

HUNDREDS = Template(
    key="hundreds",
    title=N_("Three hundred and more"),
    about=N_("A conference or a festival: tracks, tickets, sponsors, food, volunteers and badges."),
    settings={
        "kind": EventKind.CONFERENCE, "capacity": 300, "overbook": 20, "most_seats": 5,
        "needs_approval": False,
        "waiting_mode": WaitingMode.STRICT, "waiting_bound": 0, "offer_hours": 48, "asks_diets": True,
    },
    minutes=540,
    doors_before=60,
    hour=10,
    tasks=(
        task(180, "lead", "Назначить день, цель и предельный бюджет",
             "Set the day, the aim and the largest budget"),
        task(175, "venue", "Подписать договор с площадкой: залы, питание, охрана, монтаж накануне",
             "Sign with the venue: halls, catering, security, building up the day before"),
        task(170, "money", "Собрать бюджет с запасом 10 % и цены билетов",
             "Draw up the budget with 10 % in reserve, and ticket prices"),
        task(160, "sponsors", "Составить пакеты и написать первым двадцати партнёрам",
             "Make packages and write to the first twenty sponsors"),
        task(150, "programme", "Открыть приём докладов, собрать программный комитет",
             "Open the call for talks, gather the committee"),
        task(140, "people", "Объявить дату, открыть ранние билеты", "Announce the date, open early tickets"),
        task(120, "programme", "Позвать ключевых докладчиков, согласовать дорогу и жильё",
             "Invite keynote speakers, agree on travel and rooms"),
        task(100, "programme", "Закрыть приём, разобрать заявки, ответить всем",
             "Close the call, review, answer everybody"),
        task(90, "programme", "Опубликовать программу", "Publish the programme"),
        task(75, "team", "Набрать волонтёров, назначить старших смен",
             "Gather volunteers, name the leaders of shifts"),
        task(60, "sponsors", "Закрыть партнёров, получить логотипы и заявки на стенды",
             "Close sponsors, get logos and wishes for stands"),
        task(60, "people", "Рассылка и посты: за что стоит прийти",
             "Letters and posts: why it is worth coming"),
        task(45, "venue", "Заказать звук, свет, запись и трансляцию",
             "Order sound, light, recording and stream"),
        task(40, "food", "Выбрать кейтеринг, учесть диеты", "Choose the caterer, mind the diets"),
        task(30, "team", "Обход площадки со схемой потоков и табличек",
             "Walk through the venue with a plan of ways and signs"),
        task(30, "safety", "Согласовать медика, охрану и выходы", "Agree on first aid, security and exits"),
        task(21, "venue", "Заказать баннеры, бейджи, ленты", "Order banners, badges, lanyards"),
        task(14, "programme", "Собрать слайды, провести прогон с ведущими",
             "Collect slides, rehearse with the hosts"),
        task(10, "food", "Отдать числа по питанию по прогнозу и диетам",
             "Hand in catering numbers by forecast and diets"),
        task(7, "people", "Письмо с билетом, картой и советами по дороге",
             "Letter with ticket, map and travel advice"),
        task(5, "team", "Разослать смены, собрать подтверждения", "Send out shifts, collect confirmations"),
        task(3, "lead", "Утвердить план по минутам и телефоны дня",
             "Approve the run sheet and the phone list of the day"),
        task(2, "team", "Напечатать бейджи, разложить по алфавиту", "Print badges, sort them by name"),
        task(1, "venue", "Монтаж, проверка звука, сети и записи",
             "Build up, check sound, network and recording"),
        task(0, "lead", "Летучка команды за два часа до дверей", "Team briefing two hours before doors"),
        task(-1, "people", "Спасибо и отзыв гостям, слово тем, кто не пришёл",
             "Thanks and feedback to guests, a word to those who did not come"),
        task(-3, "sponsors", "Отчёт и благодарность партнёрам", "Report and thanks to sponsors"),
        task(-7, "programme", "Опубликовать записи и слайды", "Publish recordings and slides"),
        task(-10, "lead", "Разбор с командой: что оставить, что изменить",
             "Review with the team: what to keep, what to change"),
        task(-14, "money", "Закрыть бюджет и выплаты", "Close the budget and all payments"),
    ),
    roles=(
        RoleTemplate("lead", Words("Директор", "Director")),
        RoleTemplate("programme", Words("Программный комитет", "Programme committee"), 4),
        RoleTemplate("host", Words("Ведущие залов", "Hosts of the halls"), 3),
        RoleTemplate("sponsors", Words("Партнёры", "Sponsors")),
        RoleTemplate("people", Words("Гости, билеты, письма", "Guests, tickets, letters"), 2),
        RoleTemplate("venue", Words("Площадка и техника", "Venue and technology"), 2),
        RoleTemplate("food", Words("Питание", "Catering")),
        RoleTemplate("team", Words("Волонтёры", "Volunteers"), 20),
        RoleTemplate("safety", Words("Безопасность и медик", "Safety and first aid"), 2),
        RoleTemplate("money", Words("Финансы", "Money")),
    ),
    cues=(
        cue(-180, 30, "venue", "Включить технику, проверить сеть и запись",
             "Technology on, check network and recording"),
        cue(-150, 30, "lead", "Летучка: смены, рации, кто принимает решения",
             "Briefing: shifts, radios, who decides"),
        cue(-120, 60, "team", "Стойки бейджей, навигация, гардероб", "Badge desks, signs, cloakroom"),
        cue(-90, 30, "programme", "Докладчики первого часа: микрофоны и слайды",
             "Speakers of the first hour: microphones and slides"),
        cue(-60, 60, "team", "Двери открыты, приветственный кофе", "Doors open, welcome coffee"),
        cue(0, 15, "host", "Открытие", "Opening"),
        cue(15, 45, "programme", "Ключевой доклад", "Keynote"),
        cue(60, 30, "food", "Кофе, стенды партнёров", "Coffee, sponsors' stands"),
        cue(90, 120, "programme", "Доклады по залам", "Talks by hall"),
        cue(210, 60, "food", "Обед: поток по залам, диеты отдельно", "Lunch: by halls in turn, diets apart"),
        cue(270, 120, "programme", "Доклады и мастерские", "Talks and workshops"),
        cue(390, 30, "food", "Кофе", "Coffee"),
        cue(420, 60, "programme", "Короткие выступления и круглый стол", "Lightning talks and panel"),
        cue(480, 20, "host", "Закрытие: спасибо команде, партнёрам, дата следующего года",
            "Closing: thanks to team and sponsors, next year's date"),
        cue(500, 40, "people", "Общее фото и свободное общение", "Group picture and open talk"),
        cue(540, 120, "venue", "Демонтаж, сверка аренды, забытые вещи",
             "Take down, check rented things, lost property"),
    ),
    letters=(
        LetterTemplate(
            "invitation",
            Words("{title}: билеты открыты", "{title}: tickets are open"),
            Words(
                "{first_name}, здравствуйте!\n\n{title}\n{when}, {where}.\n\nПрограмма, докладчики "
                "и билеты: {link}\n\n"
                "Ранние билеты дешевле и скоро кончатся.",
                "Hello {first_name},\n\n{title}\n{when}, {where}.\n\nProgramme, speakers and "
                "tickets: {link}\n\n"
                "Early tickets cost less and will not last.",
            ),
        ),
        LetterTemplate(
            "reminder",
            Words("Через неделю: {title}", "In a week: {title}"),
            Words(
                "{first_name}, скоро увидимся!\n\n{when}, {where}.\n\nЧто взять: билет ({link}) и документ. "
                "Двери открываются за час: приходите пораньше, чтобы не стоять в очереди.",
                "{first_name}, see you soon!\n\n{when}, {where}.\n\nBring your ticket ({link}) and an ID. "
                "Doors open an hour before: come early and skip the queue.",
            ),
        ),
        LetterTemplate(
            "thanks",
            Words(
                "Спасибо! {title}: записи, фото, отзыв",
                "Thank you! {title}: recordings, photos, feedback",
            ),
            Words(
                "{first_name}, спасибо, что были с нами.\n\nОцените доклады, это займёт три минуты: {link}\n"
                "Записи и фото придут через неделю.",
                "{first_name}, thank you for being with us.\n\nRate the talks, it takes three "
                "minutes: {link}\n"
                "Recordings and photos follow in a week.",
            ),
        ),
        LetterTemplate(
            "missed",
            Words("Вас не хватало: {title}", "We missed you: {title}"),
            Words(
                "{first_name}, жаль, что не получилось. Записи всех докладов: {link}",
                "{first_name}, sorry it did not work out. Recordings of all talks: {link}",
            ),
        ),
    ),
    text=Words(
        "Зачем приходить и для кого эта конференция.\n\n## Докладчики\n\n- …\n\n## Билеты\n\n"
        "Обед, кофе и записи входят в билет.",
        "Why to come and whom the conference is for.\n\n## Speakers\n\n- …\n\n## Tickets\n\n"
        "Lunch, coffee and recordings are part of the ticket.",
    ),
)  # fmt: skip
