"""What the demo's letters say: issues of two newsletters that left, one that waits, one that is written."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from veche.portal.rules.hosting import Words

NEWS, EVENINGS = "news", "evenings"
Blocks = list[dict[str, Any]]
# Events whose cards stand in letters, and members' words that were said in the chats, by these marks.
EVENT, SAID = "event", "said"


class Series(NamedTuple):
    """A newsletter: its name, what it is about, what its readers agree to, and who signs."""

    title: Words
    about: Words
    consent: Words
    signed: Words


class Issue(NamedTuple):
    """A letter of the demo, so many days before (or after) the demo was opened, at an hour."""

    series: str
    days: int
    hour: int
    title: Words
    subject: Words
    preheader: Words
    # What stands in it, in order: (kind, what of it).
    parts: tuple[tuple[str, Words | str], ...]
    # Of a hundred who usually open, and of those who opened, how many do this time.
    opens: int = 100
    clicks: int = 30
    # Another subject that was tried on a share, and won.
    rival: Words | None = None


LOOK = {
    "accent": "#0d7a6f", "background": "#eef4f3", "paper": "#ffffff", "ink": "#1d2b2a", "quiet": "#556664",
    "font": "verdana", "heading_font": "georgia", "size": 16, "radius": 10,
}  # fmt: skip
LOOK_TITLE = Words("Утро в парке", "Morning in the park")
SERIES: Mapping[str, Series] = {
    NEWS: Series(
        Words("Новости клуба", "Club news"),
        Words("Что было, что будет и что сказали участники – раз в месяц.",
              "What was, what comes and what members said, once a month."),
        Words("Я хочу получать новости клуба по почте. Отписаться можно в любой момент.",
              "I want the club's news by e-mail. I can unsubscribe at any time."),
        Words("Редакция клуба", "The club's editors"),
    ),
    EVENINGS: Series(
        Words("Приглашения на встречи", "Invitations to evenings"),
        Words("Только приглашения: лекции, ночные забеги, чай.", "Invitations only: talks, night runs, tea."),
        Words("Я хочу получать приглашения на встречи клуба по почте. Отписаться можно в любой момент.",
              "I want invitations to the club's evenings by e-mail. I can unsubscribe at any time."),
        Words("Команда встреч", "The evenings team"),
    ),
}  # fmt: skip
_HELLO = ("text", Words("Здравствуйте, {first_name|друг}!", "Hello, {first_name|friend}!"))
_BYE = (
    "text",
    Words("До встречи на дорожке,\nкоманда {community}", "See you on the path,\nthe team of {community}"),
)
_LINE = ("divider", "")
PICTURE = "picture"
# What the painted pictures show, by their scene.
PICTURES: Mapping[str, Words] = {
    "morning": Words("Пятеро бегут вдоль реки на рассвете", "Five people run along the river at sunrise"),
    "noon": Words("Трое бегут у воды, солнце высоко", "Three people run by the water, the sun is high"),
    "relay": Words("Восемь бегунов в цветных майках", "Eight runners in colourful shirts"),
    "autumn": Words("Осенний вечер, в домах горят окна", "An autumn evening, windows are lit"),
    "night": Words("Ночной забег под луной", "The night run under the moon"),
}
_AHEAD = ("listed", Words("Где встретимся", "Where we meet"))
_PLAN = "https://example.org/plan"
_ALBUM = "https://example.org/album"

SENT: tuple[Issue, ...] = (
    Issue(
        NEWS, -155, 10, Words("Новости: первый выпуск", "News: the first issue"),
        Words("Первое письмо клуба", "The club's first letter"),
        Words("Раз в месяц и только о важном", "Once a month, and only what matters"),
        ((PICTURE, "morning"), _HELLO,
         ("text", Words("В чатах многое теряется, поэтому раз в месяц мы будем собирать главное сюда.\n\n"
                        f"- [План тренировок на месяц]({_PLAN})\n- [Фотографии с открытия сезона]({_ALBUM})",
                        "Much gets lost in chats, so once a month we gather the main things here.\n\n"
                        f"- [The month's training plan]({_PLAN})\n- [Pictures of the opening]({_ALBUM})")),
         (SAID, ""), _LINE, _BYE),
        opens=112, clicks=38,
    ),
    Issue(
        NEWS, -124, 10, Words("Новости: лето и вода", "News: summer and water"),
        Words("Бегаем в жару и не перегреваемся", "Running in the heat, keeping cool"),
        Words("Пять советов врача клуба", "Five pieces of advice from the club's doctor"),
        ((PICTURE, "noon"), _HELLO,
         ("heading", Words("Жара – не повод лежать", "Heat is no reason to lie down")),
         ("text", Words("Сдвигаем субботу на семь утра, воду привозит Паша. "
                        f"[Пять советов врача](https://example.org/heat), [план на месяц]({_PLAN}).",
                        "Saturday moves to seven, Paul brings the water. "
                        f"[Five pieces of advice](https://example.org/heat), [the plan]({_PLAN}).")),
         (SAID, ""), _BYE),
        opens=92, clicks=24,
    ),
    Issue(
        NEWS, -93, 11, Words("Новости: эстафета", "News: the relay"),
        Words("Эстафета взята: 4 × 5 км и пироги", "The relay is ours: 4 × 5 km and pies"),
        Words("Фотографии внутри", "Pictures inside"),
        ((PICTURE, "relay"), _HELLO,
         ("heading", Words("Третьи из двадцати одной", "Third of twenty-one")),
         ("text", Words("Четыре команды, ни одного отставшего.", "Four teams, nobody left behind.")),
         ("button", Words("Смотреть фотографии", "See the pictures")),
         (SAID, ""), _LINE,
         ("quote", Words("Самый громкий клуб на трассе", "The loudest club on the course")), _BYE),
        opens=108, clicks=46,
    ),
    Issue(
        NEWS, -49, 10, Words("Новости: осень", "News: autumn"),
        Words("Темнеет рано: жилеты, фонарики, новый маршрут",
              "It gets dark early: vests, lamps, a new route"),
        Words("И просьба к тем, кто бегает один", "And a request to those who run alone"),
        ((PICTURE, "autumn"), _HELLO,
         ("text", Words("Новый маршрут освещён целиком: [схема](https://example.org/route). "
                        f"Жилеты раздаём по субботам. [План на месяц]({_PLAN}).",
                        "The new route is lit all along: [the map](https://example.org/route). "
                        f"Vests are given out on Saturdays. [The month's plan]({_PLAN}).")),
         _AHEAD, (SAID, ""), _BYE),
        opens=97, clicks=29,
    ),
    Issue(
        EVENINGS, -24, 12, Words("Приглашение: бег без травм", "Invitation: running without injuries"),
        Words("{first_name|Друг}, приходите: вечер о беге без травм",
              "{first_name|Friend}, come: an evening on running without injuries"),
        Words("Врач, тренер и чай", "A doctor, a coach and tea"),
        (_HELLO,
         ("text", Words("Почему болит колено и когда пора отдохнуть? Врач и тренер ответят на ваши вопросы.",
                        "Why does the knee hurt, and when is it time to rest? A doctor and a coach answer.")),
         (EVENT, "injuries"), (SAID, ""), _BYE),
        opens=118, clicks=52,
    ),
    Issue(
        NEWS, -6, 18, Words("Новости: зима близко", "News: winter is near"),
        Words("Новости клуба: планы на зиму", "Club news: plans for winter"),
        Words("Ночной забег, первый марафон и чай после субботы",
              "The night run, a first marathon and tea after Saturday"),
        (_HELLO,
         ("heading", Words("Два вечера впереди", "Two evenings ahead")),
         ("text", Words("Один для ног, другой для головы. Записывайтесь, места ещё есть.",
                        "One for the legs, one for the head. Register, there are seats left.")),
         (EVENT, "night"), (EVENT, "marathon"), (SAID, ""), _LINE,
         ("text", Words(f"[План на зиму]({_PLAN}) · [альбом осени]({_ALBUM})",
                        f"[The plan for winter]({_PLAN}) · [autumn's album]({_ALBUM})")), _BYE),
        opens=104, clicks=41,
        rival=Words("Фонарик взяли? Ночной забег и другие планы на зиму",
                    "Got your lamp? The night run and other plans for winter"),
    ),
)  # fmt: skip
WAITING = Issue(
    EVENINGS, 3, 11, Words("Приглашение: ночной забег", "Invitation: the night run"),
    Words("Ночной забег с фонариками: восемь километров и чай", "The night run: eight kilometres and tea"),
    Words("Фонарик обязателен, жилет дадим", "Bring a lamp, we lend the vest"),
    ((PICTURE, "night"), _HELLO,
     ("text", Words("Бежим в разговорном темпе вдоль реки, в конце – горячий чай.",
                    "We run along the river at a talking pace; hot tea at the end.")),
     (EVENT, "night"), _BYE),
)  # fmt: skip
WRITTEN = Issue(
    NEWS, 0, 0, Words("Новости: итоги года", "News: the year in numbers"),
    Words("Год клуба: сколько пробежали и чему научились",
          "The club's year: how far we ran, what we learned"),
    Words("", ""),
    (_HELLO,
     ("heading", Words("Год в цифрах", "The year in numbers")),
     ("text", Words("Пробежали вместе 4 200 километров, выпили 96 литров чая и ни разу не отменили субботу.",
                    "We ran 4,200 kilometres together, drank 96 litres of tea, cancelled no Saturday.")),
     (SAID, ""), _AHEAD, _BYE),
)  # fmt: skip
# What colleagues remarked on it: who, and about which of its parts.
REMARKS: Sequence[tuple[Words, int, Words]] = (
    (Words("Ольга, встречи", "Olga, evenings"), 2,
     Words("96 литров – это с летними встречами? Проверь, пожалуйста, у Марины.",
           "Do the 96 litres count the summer evenings? Please ask Mary.")),
    (Words("Дима, тренер", "Dan, coach"), -1,
     Words("Добавь ссылку на план января, его спрашивают каждый день.",
           "Add a link to January's plan, people ask for it every day.")),
)  # fmt: skip
WRITER = Words("Катя, редактор", "Kate, editor")
# Said in the demo's chats, word for word; several people say the same.
QUOTES = {
    "ru": ("Кофе после пробежки — лучшее, что придумал этот клуб", "Спасибо тренеру за терпение",
           "Какие же вы классные", "Снег, лёд и мы. Красота"),
    "en": ("Coffee after the run is why I joined", "You lot are the best", "First run without stopping!",
           "Ice, snow and us"),
}  # fmt: skip
# Who gets nothing, put there by hand.
REFUSED = ("info@shop.example.org", "noreply@partners.example.org")
REFUSED_WHY = Words(
    "Общие ящики: просили писать лично.", "Shared mailboxes: they asked to be written to in person."
)


def scenes_of(issue: Issue) -> list[str]:
    """Answer the scenes of a letter's pictures."""
    return [str(what) for kind, what in issue.parts if kind == PICTURE]


def blocks_of(
    issue: Issue, language: str, events: Mapping[str, int], said: tuple[int, str] | None,
    pictures: Mapping[str, str],
) -> Blocks:  # fmt: skip
    """Answer the blocks of a letter: events by their key, pictures by their scene, and somebody's words."""
    made = [
        _picture(str(what), language, pictures)
        if kind == PICTURE
        else _block(kind, what, language, events, said)
        for kind, what in issue.parts
    ]
    return [{**one, "key": f"d{place}"} for place, one in enumerate(made, 1) if one]


def _picture(scene: str, language: str, pictures: Mapping[str, str]) -> dict[str, Any]:
    return {"kind": "picture", "file": pictures[scene], "alt": PICTURES[scene].told_in(language)}


def _block(
    kind: str, what: Words | str, language: str, events: Mapping[str, int], said: tuple[int, str] | None
) -> dict[str, Any]:  # fmt: skip
    if kind == EVENT:
        button = Words("Приду", "I will come").told_in(language)
        thing = events.get(str(what))
        return {"kind": "shown", "of": "event", "thing": str(thing), "button": button} if thing else {}
    if kind == SAID:
        return {"kind": "said", "of": str(said[0]), "text": said[1]} if said else {}
    text = what.told_in(language) if isinstance(what, Words) else what
    if kind == "listed":
        return {"kind": "listed", "of": "event", "most": 3, "title": text}
    if kind == "button":
        return {"kind": "button", "text": text, "link": _ALBUM}
    if kind == "quote":
        source = Words("Организаторы эстафеты", "Those who held the relay").told_in(language)
        return {"kind": "quote", "text": text, "source": source}
    return {"kind": kind, "text": text} if text else {"kind": kind}
