"""Foreseeing: the answer of recording, before anything is written."""

import random

import pytest
from tests import make

from veche.core.terms import SYSTEM
from veche.ledger.actions import record_many, redact_identities
from veche.ledger.models import Channel, Identity, Interaction
from veche.ledger.queries import foresee
from veche.ledger.terms import Outcome

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("seed", range(8))
def test_what_is_foreseen_happens(seed):
    draw = random.Random(seed)
    origin = make.origin()
    words = ["привет", "пароль: qwerty123", "", "https://zoom.us/j/1?pwd=abcdef1"]
    some = [_some(draw, words) for _ in range(60)]
    record_many(some, origin=origin, by=SYSTEM)
    more = [_some(draw, words) for _ in range(60)]
    batch = draw.sample(some + more, 90)

    foreseen = foresee(batch, community=origin.community)
    recorded = record_many(batch, origin=origin, by=SYSTEM)

    assert foreseen.outcomes == recorded.outcomes
    assert foreseen.faults == recorded.faults


def _some(draw, words):
    number = draw.randint(1, 80)
    place = make.PLACE._replace(key=draw.choice(["100", "200"]))
    edited = make.NOON + draw.randint(0, 10**10) if draw.random() < 0.3 else None
    at = -1 if draw.random() < 0.05 else make.NOON
    tallies = (("views", draw.randint(1, 9)),) if draw.random() < 0.3 else ()
    return make.sighting(number, draw.choice(words), place=place, edited_at=edited, at=at, tallies=tallies)


def test_nothing_is_written():
    community = make.community()

    foreseen = foresee([make.sighting(1, "пароль: qwerty123")], community=community)

    assert (foreseen.outcomes, foreseen.masked) == ((Outcome.NEW,), 1)
    assert not Channel.objects.exists()
    assert not Interaction.objects.exists()


def test_people_who_were_forgotten_stay_out():
    origin = make.origin()
    record_many([make.sighting(1, who="7")], origin=origin, by=SYSTEM)
    redact_identities([Identity.objects.get().pk], organisation=origin.community.organisation, by=SYSTEM)

    foreseen = foresee([make.sighting(2, who="7"), make.sighting(3)], community=origin.community)

    assert foreseen.outcomes == (Outcome.REFUSED, Outcome.NEW)


def test_a_thousand_need_few_statements(django_assert_max_num_queries):
    origin = make.origin()
    batch = [make.sighting(n, f"слово {n}") for n in range(1000)]
    record_many(batch[:500], origin=origin, by=SYSTEM)

    with django_assert_max_num_queries(6):
        foresee(batch, community=origin.community)
