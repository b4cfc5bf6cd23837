"""Writes the demo's sheets: who came to its evenings, who reads its letters, who bought what."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from veche.portal.rules.cast import Player
from veche.portal.rules.trading import CURRENCY, purchases_of, subscriptions_of
from veche.portal.rules.year import WALL, Year

_NOBODY_IN_VK = 1_990_000_000


def sheets_of(year: Year) -> dict[str, bytes]:
    """Answer the sheets of the year by name."""
    return {
        "встречи.csv": _attendance(year),
        "подписчики рассылки.csv": _subscribers(year),
        "магазин клуба.csv": _purchases(year),
    }


def profile_of(player: Player) -> int:
    """Answer a number in VK that nobody has."""
    return _NOBODY_IN_VK + player.number


def _attendance(year: Year) -> bytes:
    there = {said.who for said in year.said[WALL]}
    rows = []
    for came in year.came:
        who = came.who
        born = "{2:02d}.{1:02d}.{0}".format(*who.birthday)
        profile = f"https://vk.com/id{profile_of(who)}" if who in there else ""
        facts = [who.city, who.company, ", ".join(who.interests), born, profile]
        rows.append([came.event, _clock(came.at), who.full, who.email, *facts, came.status])
    heads = ("Событие", "Дата", "Имя", "E-mail", "Город", "Компания", "Интересы", "Дата рождения",
             "ВКонтакте", "Статус")  # fmt: skip
    return _sheet(heads, rows)


def _subscribers(year: Year) -> bytes:
    rows = [
        (one.who.email, one.who.full, "Письма клуба", _clock(one.at), "подписан")
        for one in subscriptions_of(year)
    ]
    return _sheet(("E-mail", "Имя", "Рассылка", "Дата подписки", "Статус"), rows)


def _purchases(year: Year) -> bytes:
    rows = [
        (1000 + place, _clock(one.at), one.who.full, one.who.email, one.what, one.price, CURRENCY, one.status)
        for place, one in enumerate(purchases_of(year))
    ]
    return _sheet(("Заказ", "Дата", "Имя", "E-mail", "Товар", "Сумма", "Валюта", "Статус"), rows)


def _clock(at: int) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).strftime("%d.%m.%Y %H:%M")


def _sheet(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    text = io.StringIO()
    sheet = csv.writer(text, delimiter=";")
    sheet.writerow(heads)
    sheet.writerows(rows)
    return text.getvalue().encode("utf-8-sig")
