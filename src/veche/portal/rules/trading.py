"""What the demo's people subscribed to and bought, and what was spent so that they would come."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import NamedTuple

from veche.kit.time import DAY, HOUR
from veche.portal.rules.cast import Player, Way
from veche.portal.rules.year import Year

CURRENCY = "RUB"
GOODS = (
    ("Слот на весенний полумарафон", 3500), ("Слот на ночной забег", 1500), ("Футболка клуба", 2400),
    ("План подготовки на 12 недель", 4900), ("Сбор на раздевалку", 600),
)  # fmt: skip
# How many things somebody buys in a year of being there.
PURSES = {Way.PILLAR: 4.0, Way.REGULAR: 2.4, Way.ACTIVE: 1.1, Way.QUIET: 0.35, Way.FADED: 0.4}
# What, how much each time, every how many days, on how many days.
SPENDING = (
    ("Пост у блогера «Город пешком»", 18_000, 91, 3),
    ("Реклама ВКонтакте", 12_000, 30, 30),
    ("Аренда зала для лекции", 7_500, 45, 1),
)
EARLIEST = 14  # days by which somebody may read letters before they join


class Subscribed(NamedTuple):
    """Somebody who asked for letters, then."""

    at: int
    who: Player


class Bought(NamedTuple):
    """Something somebody bought, for so many roubles; most kept it."""

    at: int
    who: Player
    what: str
    price: int
    status: str


class Outlay(NamedTuple):
    """Roubles that were spent on reaching people, on these days."""

    what: str
    price: int
    first: date
    last: date


def subscriptions_of(year: Year) -> list[Subscribed]:
    """Answer who subscribed to letters: about half, most of them shortly before they joined the chat."""
    draw = Random(3)  # noqa: S311
    found = []
    for player in year.cast:
        day = player.joins - draw.randrange(EARLIEST) if player.joins else draw.randrange(60)
        at = year.start + max(0, day) * DAY + draw.randrange(8, 23) * HOUR
        if draw.random() < 0.5 and at < year.end:
            found.append(Subscribed(at, player))
    return sorted(found, key=lambda one: (one.at, one.who.number))


def purchases_of(year: Year) -> list[Bought]:
    """Answer what was bought: the closer somebody is, the more; one in twenty brings it back."""
    draw = Random(4)  # noqa: S311
    found = []
    for player in year.cast:
        last = min(player.fades, (year.end - year.start) // DAY)
        days = last - player.joins
        for _ in range(round(draw.expovariate(1 / PURSES[player.way]) * days / 365)):
            at = (
                year.start
                + (player.joins + draw.randrange(3, max(4, days))) * DAY
                + draw.randrange(24) * HOUR
            )
            what, price = draw.choice(GOODS)
            status = "возврат" if draw.random() < 0.05 else "оплачено"
            if at < year.end:
                found.append(Bought(at, player, what, price, status))
    return sorted(found, key=lambda one: (one.at, one.who.number))


def spending_in(year: Year) -> Iterator[Outlay]:
    """Answer what was spent from the first day of the year to its end."""
    first = datetime.fromtimestamp(year.start / 1000, UTC).date()
    until = datetime.fromtimestamp(year.end / 1000, UTC).date()
    for what, price, every, days in SPENDING:
        day = first + timedelta(days=every // 3)
        while day <= until:
            yield Outlay(what, price, day, day + timedelta(days=days - 1))
            day += timedelta(days=every)
