"""A series' rule in words: «каждую первую пятницу месяца до 31 декабря 2026», “every second Monday”."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from veche.events.rules.recurring import rhythm_of
from veche.events.terms import LAST, Rhythm, Unit

_EN_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_EN_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_EN_NTH = {1: "first", 2: "second", 3: "third", 4: "fourth", LAST: "last"}
_RU_BY = ("понедельникам", "вторникам", "средам", "четвергам", "пятницам", "субботам", "воскресеньям")
_RU_DAYS = ("понедельник", "вторник", "среду", "четверг", "пятницу", "субботу", "воскресенье")
_RU_MONTHS = (
    "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября",
    "ноября", "декабря",
)  # fmt: skip
# By the gender of the day: Monday is «первый», Wednesday «первую», Sunday «первое».
_RU_NTH = {
    1: ("первый", "первую", "первое"), 2: ("второй", "вторую", "второе"), 3: ("третий", "третью", "третье"),
    4: ("четвёртый", "четвёртую", "четвёртое"), LAST: ("последний", "последнюю", "последнее"),
}  # fmt: skip
_RU_GENDER = (0, 0, 1, 0, 1, 1, 2)


def rule_in_words(rule: str, language: str) -> str:
    """Answer a series' rule as people say it, in Russian or English, without a capital letter."""
    rhythm = rhythm_of(rule)
    return _in_russian(rhythm) if language == "ru" else _in_english(rhythm)


def _in_english(rhythm: Rhythm) -> str:
    if rhythm.unit is Unit.WEEK:
        days = _joined([_EN_DAYS[day] for day in rhythm.weekdays], "and")
        said = f"every {days}" if rhythm.every == 1 else f"every {rhythm.every} weeks on {days}"
    else:
        months = "every month" if rhythm.every == 1 else f"every {rhythm.every} months"
        if rhythm.unit is Unit.MONTH_DAY:
            said = f"on the {_ordinal(rhythm.month_day)} of {months}"
        else:
            said = f"on the {_EN_NTH[rhythm.nth]} {_EN_DAYS[rhythm.weekdays[0]]} of {months}"
    if rhythm.until:
        return f"{said} until {rhythm.until.day} {_EN_MONTHS[rhythm.until.month - 1]} {rhythm.until.year}"
    if rhythm.count:
        return f"{said}, {rhythm.count} {'time' if rhythm.count == 1 else 'times'}"
    return said


def _in_russian(rhythm: Rhythm) -> str:
    if rhythm.unit is Unit.WEEK:
        days = "по " + _joined([_RU_BY[day] for day in rhythm.weekdays], "и")
        weeks = f"раз в {rhythm.every} {_plural(rhythm.every, 'неделю', 'недели', 'недель')}"
        said = f"каждую неделю {days}" if rhythm.every == 1 else f"{weeks} {days}"
    else:
        months = f"раз в {rhythm.every} {_plural(rhythm.every, 'месяц', 'месяца', 'месяцев')}"
        if rhythm.unit is Unit.MONTH_DAY:
            said = f"{rhythm.month_day}-го числа"
        else:
            day = rhythm.weekdays[0]
            said = f"в {_RU_NTH[rhythm.nth][_RU_GENDER[day]]} {_RU_DAYS[day]} месяца"
            said = said.replace("в втор", "во втор")
        said = _monthly(said, months, rhythm)
    if rhythm.until:
        return f"{said} до {_russian_day(rhythm.until)}"
    if rhythm.count:
        return f"{said}, {rhythm.count} {_plural(rhythm.count, 'раз', 'раза', 'раз')}"
    return said


def _monthly(said: str, months: str, rhythm: Rhythm) -> str:
    if rhythm.every > 1:
        return f"{months}, {said}"
    return said.replace("месяца", "каждого месяца") if "месяца" in said else f"каждый месяц {said}"


def _russian_day(day: date) -> str:
    return f"{day.day} {_RU_MONTHS[day.month - 1]} {day.year}"


def _joined(words: Sequence[str], last: str) -> str:
    return f" {last} ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _ordinal(number: int) -> str:
    tail = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{tail}"


def _plural(number: int, one: str, few: str, many: str) -> str:
    if number % 10 == 1 and number % 100 != 11:
        return one
    return few if 2 <= number % 10 <= 4 and not 12 <= number % 100 <= 14 else many
