"""Fills a Veche with people and what they did, through the same door as every import."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import TYPE_CHECKING

from benchmarks.generating import NAMES, WORDS

if TYPE_CHECKING:
    from veche.core.models import Community, User
    from veche.ledger.terms import Sighting

CHANNELS, DAYS, BATCH = 24, 700, 5_000
PASSWORD = "a long enough passphrase"


def found_community() -> tuple[Community, User]:
    """Found an organisation with one community and its owner."""
    from veche.core.actions import found_organisation, open_community
    from veche.core.terms import SYSTEM

    organisation, owner = found_organisation(
        "Клуб",
        owner_email="owner@example.org",
        owner_name="Ольга",
        password=PASSWORD,
        language="ru",
        by=SYSTEM,
    )
    return open_community(organisation, name="Бегуны", slug="club", by=SYSTEM), owner


def fill(community: Community, people: int, interactions: int, seed: int = 1) -> None:
    """Record people and interactions in batches and do every job that comes of it."""
    from veche.core.terms import SYSTEM
    from veche.kit.jobs import drain
    from veche.ledger.actions import open_origin, record_many

    origin = open_origin(community, "import", "benchmark", by=SYSTEM)
    batch = []
    for sighting in _sightings(people, interactions, seed):
        batch.append(sighting)
        if len(batch) == BATCH:
            record_many(batch, origin=origin, by=SYSTEM)
            batch = []
    record_many(batch, origin=origin, by=SYSTEM)
    while drain():
        pass


def _sightings(people: int, interactions: int, seed: int) -> Iterator[Sighting]:
    """Everybody joins once; then few do most, lately and in their usual channel."""
    from veche.kit.time import DAY, Moment, now
    from veche.ledger.terms import Handle, Kind, Place, Sighting

    draw = random.Random(seed)
    start = now() - DAYS * DAY
    places = [Place("telegram", str(n), f"Канал {n}") for n in range(CHANNELS)]
    handles = [
        Handle("telegram", str(n), f"{NAMES[n % len(NAMES)]} {WORDS[n % 37]}{n}") for n in range(people)
    ]
    born = [int(DAYS * draw.random() ** 0.7) for _ in range(people)]
    for number, handle in enumerate(handles):
        at = Moment(start + born[number] * DAY + draw.randrange(DAY // 2))
        yield Sighting(places[number % CHANNELS], handle, Kind.JOINED, at, f"j{number}")
    for number in range(interactions - people):
        who = (
            min(int(draw.paretovariate(0.6)) - 1, people - 1)
            if draw.random() < 0.5
            else draw.randrange(people)
        )
        day = born[who] + int((DAYS - born[who]) * draw.random() ** 2)
        at = Moment(start + day * DAY + draw.randrange(DAY))
        kind = Kind.REACTED if draw.random() < 0.3 else Kind.MESSAGED
        words = "" if kind is Kind.REACTED else " ".join(draw.choices(WORDS, k=8))
        reply = f"m{number - draw.randint(1, 90)}" if number > 100 and draw.random() < 0.4 else ""
        place = places[who % CHANNELS]
        yield Sighting(place, handles[who], kind, at, f"m{number}", words=words, reply_to=reply)
