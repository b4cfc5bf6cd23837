"""Communities as networks: circles of people who reply to each other, those who join them, the lonely."""

from random import Random
from typing import Any

from tests import make

from veche.core.models import Community
from veche.core.terms import SYSTEM
from veche.kit.time import DAY, HOUR, Moment, now, number_of_day
from veche.ledger import columns
from veche.ledger.actions import record_many, save_snapshot
from veche.ledger.models import Identity
from veche.ledger.terms import SNAPSHOTS, Handle, Kind, Nature
from veche.people.models import Person, Standing
from veche.people.terms import Stage

FIRST = "Анна Пётр Мария Иван Ольга Тимур Саша Вера Глеб Дина Егор Жанна Зоя Игорь Кира Лев Марк Нина Олег Рита".split()
LAST = "Ким Волков Львова Сидорчук Браун Бейкер Орлова Гусев Чернышевская Дунаев Ежова Зорин Крылов".split()


def name_of(who: int) -> str:
    """Answer a name for a number, another for each of the first 260."""
    return f"{FIRST[who % len(FIRST)]} {LAST[who // len(FIRST) % len(LAST)]}"


def build(
    sizes: tuple[int, ...] = (14, 12, 10, 8), lonely: int = 4, talk: int = 4, team: int = 1, **settings: Any
) -> Community:
    """People in circles of these sizes; the first of each circle but the first talks with the one before.

    The last numbers are people who wrote and talked with nobody; a bot answers everybody of the first circle.
    """
    community = make.community("Бегуны", **settings)
    draw, batch, start = Random(5), [], now() - 20 * DAY
    circles, first = [], 1
    for size in sizes:
        circles.append(range(first, first + size))
        first += size

    def say(who: int, to: str = "", nature: Nature = Nature.PERSON) -> str:
        number = f"m{len(batch)}"
        handle = Handle("telegram", str(who), name_of(who), nature)
        at = Moment(start + len(batch) * HOUR // 60)
        batch.append(make.sighting(number, "Слово", handle=handle, at=at, kind=Kind.MESSAGED, reply_to=to))
        return number

    for circle in circles:
        words = {who: say(who) for who in circle}
        for who in circle if len(circle) > 1 else ():
            for _ in range(talk):
                other = circle[min(int(draw.random() ** 2 * len(circle)), len(circle) - 1)]
                if other != who:
                    say(who, words[other])
    for before, circle in zip(circles, circles[1:], strict=False):
        say(circle[0], say(before[0]))
        say(circle[0], say(before[-1]))
    for who in range(first, first + lonely):
        say(who)
    if sizes:
        say(9_999, say(circles[0][0]), Nature.BOT)
    record_many(batch, origin=make.origin(community), by=SYSTEM)
    columns.append(community.pk)
    describe(community, team)
    return community


def describe(community: Community, team: int) -> None:
    """Put a person behind every handle but the bot's; the first ones are of the team."""
    day, at = number_of_day(now(), community.time_zone), now()
    found = Identity.objects.filter(organisation=community.organisation, nature=Nature.PERSON)
    identities = sorted(found, key=lambda one: int(one.value))
    people = Person.objects.bulk_create([
        Person(organisation=community.organisation, name=name_of(int(one.value)), anchor=one, made_at=0)
        for one in identities
    ])  # fmt: skip
    Standing.objects.bulk_create([
        Standing(person=one, community=community, stage=Stage.REGULAR, since=0, first_seen_at=0, last_seen_at=at)
        for one in people
    ])  # fmt: skip
    pks = [one.pk for one in people]
    is_team = [int(place < team) for place in range(len(pks))]
    rows = {"identity_id": [one.pk for one in identities], "person_id": pks, "is_team": is_team}
    save_snapshot(community, "persons", rows, by=SYSTEM)
    known = {
        "person_id": pks,
        "stage": [int(Stage.REGULAR)] * len(pks),
        "last_seen_day": [day - 1] * len(pks),
    }
    rest = {name: [0] * len(pks) for name in SNAPSHOTS["standings"] if name not in known}
    save_snapshot(community, "standings", known | rest, by=SYSTEM)


def person_of(community: Community, who: int) -> Person:
    """Answer the person behind a number."""
    return Person.objects.get(organisation=community.organisation, anchor__value=str(who))
