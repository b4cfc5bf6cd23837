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
from veche.ledger.terms import SNAPSHOTS, Handle, Kind, Nature, Sighting
from veche.people.models import Person, Standing
from veche.people.terms import Stage

FIRST = (
    "Анна", "Пётр", "Мария", "Иван", "Ольга", "Тимур", "Саша", "Вера", "Глеб", "Дина", "Егор", "Жанна",
    "Зоя", "Игорь", "Кира", "Лев", "Марк", "Нина", "Олег", "Рита",
)  # fmt: skip
LAST = (
    "Ким", "Волков", "Львова", "Сидорчук", "Браун", "Бейкер", "Орлова", "Гусев", "Чернышевская", "Дунаев",
    "Ежова", "Зорин", "Крылов",
)  # fmt: skip


def name_of(who: int) -> str:
    """Answer a name for a number, another for each of the first 260."""
    return f"{FIRST[who % len(FIRST)]} {LAST[who // len(FIRST) % len(LAST)]}"


class Talk:
    """What people say, a minute apart."""

    def __init__(self) -> None:
        self.batch: list[Sighting] = []
        self.start = now() - 20 * DAY

    def say(self, who: int, to: str = "", nature: Nature = Nature.PERSON) -> str:
        """Have somebody say a word, in answer to another; answers what it is called."""
        number = f"m{len(self.batch)}"
        handle = Handle("telegram", str(who), name_of(who), nature)
        at = Moment(self.start + len(self.batch) * HOUR // 60)
        word = make.sighting(number, "Слово", handle=handle, at=at, kind=Kind.MESSAGED, reply_to=to)
        self.batch.append(word)
        return number


def build(
    sizes: tuple[int, ...] = (14, 12, 10, 8), lonely: int = 4, talk: int = 4, team: int = 1, **settings: Any
) -> Community:
    """People in circles of these sizes; the first of each circle but the first talks with the one before.

    The last numbers are people who wrote and talked with nobody; a bot answers the first of all.
    """
    community = make.community("Бегуны", **settings)
    draw, talks, first = Random(5), Talk(), 1
    before: range | None = None
    for size in sizes:
        circle = range(first, first + size)
        _fill(talks, circle, talk, draw)
        for other in (before[0], before[-1]) if before else ():
            talks.say(circle[0], talks.say(other))
        before, first = circle, first + size
    for who in range(first, first + lonely):
        talks.say(who)
    talks.say(9_999, "m0", Nature.BOT)
    record_many(talks.batch, origin=make.origin(community), by=SYSTEM)
    columns.append(community.pk)
    describe(community, team)
    return community


def _fill(talks: Talk, circle: range, talk: int, draw: Random) -> None:
    words = {who: talks.say(who) for who in circle}
    for who in circle:
        for _ in range(talk):
            other = circle[min(int(draw.random() ** 2 * len(circle)), len(circle) - 1)]
            if other != who:
                talks.say(who, words[other])


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
        Standing(
            person=one, community=community, stage=Stage.REGULAR, since=0, first_seen_at=0, last_seen_at=at
        )
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
