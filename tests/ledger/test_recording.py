"""Recording: idempotent, order-free, whole."""

import random

import pytest
from tests import make

from veche.core.terms import SYSTEM, Role
from veche.kit.jobs import Job, drain
from veche.kit.terms import NotAllowed
from veche.ledger.actions import record_many
from veche.ledger.models import Alias, Channel, Identity, Interaction, Reply, Tally, Wording
from veche.ledger.queries import search_words
from veche.ledger.terms import Handle, Kind, Outcome

pytestmark = pytest.mark.django_db


def test_a_batch_is_recorded_once_however_often_it_comes():
    origin = make.origin()
    batch = [make.sighting(n, f"слово {n}") for n in range(50)]

    first = record_many(batch, origin=origin, by=SYSTEM)
    second = record_many(batch, origin=origin, by=SYSTEM)

    assert set(first.outcomes) == {Outcome.NEW}
    assert set(second.outcomes) == {Outcome.KNOWN}
    assert Interaction.objects.count() == Wording.objects.count() == 50
    assert Identity.objects.get().name == "Человек 42"


def test_the_same_thing_twice_in_one_batch_is_one_fact():
    recorded = record_many(
        [make.sighting(1, "раз"), make.sighting(1, "раз")], origin=make.origin(), by=SYSTEM
    )

    assert recorded.outcomes == (Outcome.NEW, Outcome.KNOWN)


@pytest.mark.parametrize("seed", range(5))
def test_replies_find_their_parents_in_any_order(seed):
    origin = make.origin()
    batch = [make.sighting(n, reply_to=str(n - 1) if n else "") for n in range(12)]
    random.Random(seed).shuffle(batch)

    for start in range(0, 12, 5):
        record_many(batch[start : start + 5], origin=origin, by=SYSTEM)

    found = {
        (r.child.external_id, r.parent.external_id) for r in Reply.objects.select_related("child", "parent")
    }
    assert found == {(str(n), str(n - 1)) for n in range(1, 12)}


def test_an_edit_adds_words_and_an_older_export_takes_nothing_back():
    origin = make.origin()
    old = make.sighting(1, "встреча в пятницу")
    edited = make.sighting(1, "встреча в субботу", edited_at=old.at + 1000)

    record_many([old], origin=origin, by=SYSTEM)
    revised = record_many([edited], origin=origin, by=SYSTEM)
    again = record_many([old], origin=origin, by=SYSTEM)
    drain()

    assert revised.outcomes == (Outcome.REVISED,)
    assert again.outcomes == (Outcome.KNOWN,)
    assert list(Wording.objects.order_by("said_at").values_list("text", flat=True)) == [
        old.words,
        edited.words,
    ]
    assert search_words(origin.community, "суббота") == [Interaction.objects.get().pk]
    assert search_words(origin.community, "пятница") == []


def test_what_cannot_be_a_fact_is_refused_alone():
    batch = [make.sighting(1), make.sighting(2, at=-5), make.sighting(3, external_id=""), make.sighting(4)]

    recorded = record_many(batch, origin=make.origin(), by=SYSTEM)

    assert recorded.outcomes == (Outcome.NEW, Outcome.REFUSED, Outcome.REFUSED, Outcome.NEW)
    assert set(recorded.faults) == {1, 2}


def test_secrets_are_blotted_out_before_they_are_kept():
    words = "заходите https://zoom.us/j/1?pwd=abcdef123456 карта 4111 1111 1111 1111"

    recorded = record_many([make.sighting(1, words)], origin=make.origin(), by=SYSTEM)

    assert recorded.masked == 2
    assert "abcdef" not in Wording.objects.get().text
    assert "4111" not in Wording.objects.get().text


def test_handles_that_are_one_account_are_noted():
    handle = Handle("slack", "U1", "Аня", aliases=(Handle("email", "Anya@Example.org"),))

    record_many(
        [make.sighting(1, handle=handle), make.sighting(2, handle=handle)], origin=make.origin(), by=SYSTEM
    )

    alias = Alias.objects.get()
    assert (alias.identity.value, alias.other.value) == ("U1", "anya@example.org")


def test_a_channel_keeps_its_key_and_takes_its_new_title():
    origin = make.origin()
    record_many([make.sighting(1)], origin=origin, by=SYSTEM)

    record_many(
        [make.sighting(2, place=make.PLACE._replace(title="Новая болталка"))], origin=origin, by=SYSTEM
    )

    assert Channel.objects.get().title == "Новая болталка"


def test_numbers_of_the_outside_only_grow():
    origin = make.origin()
    for likes in (3, 7, 5):
        record_many([make.sighting(1, tallies=(("likes", likes),))], origin=origin, by=SYSTEM)

    assert list(Tally.objects.order_by("pk").values_list("count", flat=True)) == [3, 7]


def test_listeners_are_told_with_the_batch_or_not_at_all():
    origin = make.origin()
    Job.objects.all().delete()

    record_many([make.sighting(1, "привет")], origin=origin, by=SYSTEM)

    assert "ledger.jobs.index_words" in set(Job.objects.values_list("name", flat=True))


def test_who_may_not_record_is_refused_and_nothing_changes():
    origin = make.origin()

    with pytest.raises(NotAllowed):
        record_many([make.sighting(1)], origin=origin, by=make.actor(Role.ANALYST, origin.community))

    assert not Interaction.objects.exists()


def test_a_thousand_sightings_need_few_statements(django_assert_max_num_queries):
    origin = make.origin()
    batch = [
        make.sighting(n, f"слово {n}", who=str(n % 90), reply_to=str(n - 1), kind=Kind.MESSAGED)
        for n in range(1000)
    ]

    with django_assert_max_num_queries(32):
        record_many(batch, origin=origin, by=SYSTEM)
