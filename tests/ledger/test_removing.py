"""What is deleted outside is marked beside its fact: before it, after it, once, and taken back."""

import pytest
from tests import make
from tests.people.told import settle_down

from veche.core.terms import SYSTEM
from veche.ledger.actions import record_many, redact_identities, withdraw_origin
from veche.ledger.models import Interaction, Removal
from veche.ledger.queries import lines_with
from veche.ledger.terms import Outcome
from veche.ledger.terms import Removal as Told

pytestmark = pytest.mark.django_db


def told(number=1, at=None, **more):
    return Told(make.PLACE, str(number), at, **more)


def record(origin, *sightings, removals=()):
    return record_many(sightings, removals=removals, origin=origin, by=SYSTEM)


def is_gone(origin):
    (line,) = lines_with(origin.community, [Interaction.objects.get().pk])
    return line.is_gone


@pytest.mark.parametrize("is_first", [True, False])
def test_a_fact_is_marked_and_stays_whichever_comes_first(is_first):
    origin = make.origin()
    steps = [{"removals": [told()]}, {"sightings": [make.sighting(1, "Вопрос")]}]

    for step in steps if is_first else reversed(steps):
        record(origin, *step.get("sightings", ()), removals=step.get("removals", ()))

    assert is_gone(origin)
    assert lines_with(origin.community, [Interaction.objects.get().pk])[0].words == "Вопрос"


def test_each_removal_is_counted_once_and_the_impossible_is_refused():
    origin = make.origin()

    first = record(origin, make.sighting(1), removals=[told(), told(), told("", at=-1), told(2)])
    again = record(origin, removals=[told(), told(2)])

    assert first.removed == (Outcome.NEW, Outcome.KNOWN, Outcome.REFUSED, Outcome.NEW)
    assert again.removed == (Outcome.KNOWN, Outcome.KNOWN)
    assert Removal.objects.count() == 2


def test_what_comes_back_is_gone_no_more_and_late_news_change_nothing():
    origin, at = make.origin(), make.NOON
    record(origin, make.sighting(1), removals=[told(at=at)])

    back = record(origin, removals=[told(at=at + 10, is_back=True)])
    late = record(origin, removals=[told(at=at + 5), told(at=at + 7, is_back=True)])

    assert (back.removed, late.removed) == ((Outcome.REVISED,), (Outcome.KNOWN, Outcome.KNOWN))
    assert not is_gone(origin)
    assert record(origin, removals=[told(at=at + 20)]).removed == (Outcome.REVISED,)
    assert is_gone(origin)


def test_an_import_that_is_withdrawn_and_read_again_is_still_gone_and_a_line_takes_its_word_along():
    line = make.origin()
    file = make.origin(line.community)
    record(file, make.sighting(1))
    record(line, removals=[told()])

    withdraw_origin(file, by=SYSTEM)
    settle_down()
    record(make.origin(line.community), make.sighting(1))

    assert is_gone(line)
    withdraw_origin(line, by=SYSTEM)
    settle_down()
    assert not is_gone(line)


def test_forgetting_takes_what_the_outside_called_it():
    origin = make.origin()
    record(origin, make.sighting(1), removals=[told()])

    redact_identities(
        [Interaction.objects.get().identity_id], organisation=origin.community.organisation, by=SYSTEM
    )

    assert not Removal.objects.exists()
