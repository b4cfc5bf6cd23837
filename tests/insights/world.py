"""A community of a few weeks, with the people behind its handles, as pages of insights want it."""

from datetime import date
from typing import Any

import numpy as np
from tests import make

from veche.core.models import Community
from veche.core.terms import SYSTEM
from veche.insights.rules.periods import day_number
from veche.kit.time import DAY, HOUR, Moment, day_of, now
from veche.ledger import columns
from veche.ledger.actions import record_many, save_snapshot
from veche.ledger.models import Identity
from veche.ledger.terms import SNAPSHOTS, Kind, Sighting
from veche.people.models import Field, Person, Standing, Trait
from veche.people.terms import Form, Stage

NAMES = ("Анна Ким", "Пётр Волков", "Мария Львова", "Иван Сидоров", "Olga Brown", "Tim Baker", "Саша")
WORDS = ("Кто пойдёт в пятницу?", "Хорошо, встретимся у входа")
SILENT, DRIFTING = 5, 6  # places in NAMES


def build(weeks: int = 20, ended: int = 0, **settings: Any) -> Community:
    """People who talk, ask, answer, join and leave until so many days ago."""
    community = make.community("Бегуны", **settings)
    end = now() - ended * DAY
    record_many(_sightings(end, weeks), origin=make.origin(community), by=SYSTEM)
    columns.append(community.pk)
    describe(community, end)
    return community


def _sightings(end: int, weeks: int) -> list[Sighting]:
    draw = np.random.default_rng(7)
    batch = [_joined(who, end - (weeks * 7 - who * 3) * DAY) for who in range(5)]
    batch.append(_joined(SILENT, end - 6 * DAY))
    for number in range(weeks * 7 * 3):
        at = end - weeks * 7 * DAY + number * DAY // 3 + int(draw.integers(0, 6)) * HOUR
        who = int(draw.integers(0, 5))
        is_old = at < end - 45 * DAY and number % 11 == 0
        words = WORDS[0] if number % 4 == 0 else WORDS[1]
        batch.append(
            make.sighting(
                f"m{number}", words, who=str(DRIFTING if is_old else who), at=Moment(min(at, end - HOUR)),
                kind=Kind.REACTED if number % 5 == 4 else Kind.MESSAGED,
                place=make.PLACE._replace(key=str(number % 2), title=("Болталка", "Объявления")[number % 2]),
                reply_to=f"m{number - 2}" if number % 4 == 2 and number % 3 else "",
            )
        )  # fmt: skip
    return batch + _posts_and_purchases(end)


def talk_much(community: Community, times: int = 400) -> None:
    """Add a last whole week in which people wrote many times what they write in others."""
    today = day_of(now(), community.time_zone)
    monday = now() - (today.weekday() + 7) * DAY
    place = make.PLACE._replace(key="0")
    loud = [
        make.sighting(
            f"loud{n}", WORDS[1], who=str(n % 5), at=Moment(monday + n * 5 * DAY // times), place=place
        )
        for n in range(times)
    ]
    record_many(loud, origin=make.origin(community), by=SYSTEM)
    columns.append(community.pk)


def _posts_and_purchases(end: int) -> list[Sighting]:
    wall = make.PLACE._replace(key="2", title="Стена")
    posts = [
        make.sighting(f"post{n}", f"Забег номер {n}", who="0", at=Moment(end - n * 9 * DAY), place=wall,
                      kind=Kind.PUBLISHED, tallies=(("views", 40 * n), ("reactions", n)))
        for n in range(1, 5)
    ]  # fmt: skip
    answers = [
        make.sighting(f"to{n}", who=str(n), at=Moment(end - n * 9 * DAY + HOUR), kind=Kind.COMMENTED,
                      place=wall, words="Отлично", reply_to=f"post{n}")
        for n in range(1, 5)
    ]  # fmt: skip
    paid = [
        make.sighting(f"paid{n}", who=str(n), at=Moment(end - n * 8 * DAY), kind=kind, amount=150_000,
                      place=wall, currency="RUB")
        for n, kind in enumerate((Kind.BOUGHT, Kind.BOUGHT, Kind.REFUNDED), 1)
    ]  # fmt: skip
    return posts + answers + paid


def _joined(who: int, at: int) -> Sighting:
    place = make.PLACE._replace(key="0")
    return make.sighting(f"j{who}", who=str(who), at=Moment(at), kind=Kind.JOINED, place=place)


def describe(community: Community, end: int) -> None:
    """Put a person behind every handle, with a stage, and lay what figures join."""
    day = day_number(day_of(end, community.time_zone))
    rows: dict[str, list[int]] = {"identity_id": [], "person_id": [], "is_team": []}
    standings: dict[str, list[int]] = {
        name: []
        for name in ("person_id", "stage", "joined_day", "first_seen_day", "first_word_day", "last_seen_day")
    }
    rest = [name for name in SNAPSHOTS["standings"] if name not in standings]
    for identity in Identity.objects.filter(organisation=community.organisation).order_by("pk"):
        place = int(identity.value)
        person = Person.objects.create(
            organisation=community.organisation, name=NAMES[place], anchor=identity, made_at=0
        )
        stage = {SILENT: Stage.NEWCOMER, DRIFTING: Stage.DRIFTING}.get(place, Stage.REGULAR)
        Standing.objects.create(
            person=person, community=community, stage=stage, since=0, first_seen_at=0, last_seen_at=end
        )
        for name, value in zip(rows, (identity.pk, person.pk, place == 0), strict=True):
            rows[name].append(int(value))
        spoke = -1 if place == SILENT else day - 100
        seen = day - 45 if place == DRIFTING else day - 1
        joined = day - 6 if place == SILENT else day - 120
        for name, value in zip(standings, (person.pk, stage, joined, joined, spoke, seen), strict=True):
            standings[name].append(int(value))
    standings |= {name: [0] * len(standings["stage"]) for name in rest}
    people, count = standings["person_id"], len(standings["stage"])
    moves = {
        "person_id": [*people, people[0]], "day": [*standings["joined_day"], day],
        "stage_from": [0] * count + [5], "stage_to": [4] * count + [6],
    }  # fmt: skip
    for name, columns_of in (("persons", rows), ("standings", standings), ("transitions", moves)):
        save_snapshot(community, name, columns_of, by=SYSTEM)


def today_in(community: Community) -> date:
    """Answer today's day by the community's clock."""
    return day_of(now(), community.time_zone)


def give_birthday(person: Person, value: str) -> None:
    """Note a person's birthday."""
    field, _ = Field.objects.get_or_create(
        organisation=person.organisation, key="birthday", defaults={"title": "Birthday", "form": Form.DATE}
    )
    Trait.objects.create(person=person, home=person, field=field, value=value, folded=value, made_at=0)
