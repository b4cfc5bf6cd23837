"""What the demo community meets for: a place, evenings that were and come, and a run every Saturday."""

from typing import Any, NamedTuple

from veche.events.terms import EventKind


class Gathering(NamedTuple):
    """An event of the demo, so many days from the day it was opened, at an hour of the wall."""

    key: str
    title: str
    days: int
    hour: int
    hours: int
    fields: dict[str, Any]
    is_weekly: bool = False


VENUE = {
    "ru": {
        "name": "Лофт у реки", "country": "RU", "street_address": "Набережная, 14", "city": "Тверь",
        "country_area": "Тверская область", "capacity": 80, "latitude": 56_859_600, "longitude": 35_911_900,
        "way_in": "Вход со двора, второй этаж. Домофон 14.", "contact": "Марина, администратор",
        "price": 150_000, "price_per": "hour",
    },
    "en": {
        "name": "The loft by the river", "country": "GB", "street_address": "14 River Lane",
        "city": "Bristol",
        "postal_code": "BS1 4ST", "capacity": 80, "latitude": 51_449_000, "longitude": -2_597_000,
        "way_in": "From the yard, second floor. Ring 14.", "contact": "Mary, who keeps it",
        "price": 150_000, "price_per": "hour",
    },
}  # fmt: skip
HALLS = {"ru": (("Большой зал", 60), ("Кухня", 15)), "en": (("Large hall", 60), ("Kitchen", 15))}
GATHERINGS = {
    "ru": (
        Gathering("injuries", "Вечер о беге без травм", -18, 19, 3, {
            "kind": EventKind.TALK_NIGHT, "capacity": 50, "overbook": 8,
            "summary": "Врач и тренер отвечают на вопросы, потом чай.",
            "about": "Как понять, что пора отдохнуть, и какую обувь взять на зиму.\n\n"
                     "- 19:00 – колени и стопы\n- 20:20 – сила дома за 15 минут",
        }),
        Gathering("night", "Ночной забег с фонариками", 12, 20, 2, {
            "kind": EventKind.MEETING, "capacity": 60, "overbook": 5, "most_seats": 2, "asks_diets": True,
            "summary": "Восемь километров вдоль реки, в конце горячий чай.",
            "about": "Темп разговорный. **Фонарик обязателен**, светоотражающий жилет дадим.",
        }),
        Gathering("marathon", "Вечер: первый марафон", 26, 19, 3, {
            "kind": EventKind.TALK_NIGHT, "capacity": 40, "overbook": 4, "most_seats": 2, "asks_diets": True,
            "summary": "Как дойти до сорока двух километров и не возненавидеть бег.",
            "about": "План на полгода, еда, зимняя одежда. Вопросы можно прислать заранее.",
        }),
        Gathering("saturday", "Субботняя пробежка", -9, 9, 2, {
            "kind": EventKind.MEETING, "capacity": 30, "most_seats": 3,
            "summary": "Пять или десять километров в парке, новичков не бросаем.",
            "about": "Встречаемся у фонтана за десять минут до старта.",
        }, is_weekly=True),
    ),
    "en": (
        Gathering("injuries", "Running without injuries", -18, 19, 3, {
            "kind": EventKind.TALK_NIGHT, "capacity": 50, "overbook": 8,
            "summary": "A doctor and a coach answer questions, tea afterwards.",
            "about": "When to rest, and which shoes to take for winter.\n\n"
                     "- 7 pm – knees and feet\n- 8:20 pm – strength at home in 15 minutes",
        }),
        Gathering("night", "Night run with headlamps", 12, 20, 2, {
            "kind": EventKind.MEETING, "capacity": 60, "overbook": 5, "most_seats": 2, "asks_diets": True,
            "summary": "Eight kilometres along the river, hot tea at the end.",
            "about": "A pace to talk at. **Bring a headlamp**; reflective vests are there.",
        }),
        Gathering("marathon", "An evening on the first marathon", 26, 19, 3, {
            "kind": EventKind.TALK_NIGHT, "capacity": 40, "overbook": 4, "most_seats": 2, "asks_diets": True,
            "summary": "How to get to forty-two kilometres and still like running.",
            "about": "A plan for half a year, food, winter clothes. Questions are welcome in advance.",
        }),
        Gathering("saturday", "Saturday run", -9, 9, 2, {
            "kind": EventKind.MEETING, "capacity": 30, "most_seats": 3,
            "summary": "Five or ten kilometres in the park, nobody is left behind.",
            "about": "We meet at the fountain ten minutes before the start.",
        }, is_weekly=True),
    ),
}  # fmt: skip
