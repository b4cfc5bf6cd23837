"""Whoever is forgotten is nobody in letters: counts stay, and only their own will brings them back."""

import json
import zipfile

import pytest
from tests import make
from tests.mailing import readers
from tests.mailing.returned import came_back, mark_of, report
from tests.people.test_recognising import do_jobs

from veche.core.terms import SYSTEM
from veche.kit.terms import Refusal
from veche.kit.time import now
from veche.mailing import actions
from veche.mailing.models import (
    Delivery,
    Return,
    Returning,
    Subscription,
    SubscriptionChange,
    Suppression,
    Walk,
)
from veche.mailing.terms import Said, Stand, Way, Why
from veche.people.actions import forget_person, give_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def news():
    return readers.newsletter(make.community(), consent_text="Присылайте.")


@pytest.fixture
def anna(news):
    """Somebody who subscribed, got a letter, has another on its way, and walks a sequence."""
    person = readers.people_named(news.community, "Anna")["Anna"]
    actions.subscribe_by_hand(news, "anna@example.org", proof="лично", by=SYSTEM)
    identity = person.attachments.get().identity
    for state in (Stand.SENT, Stand.WAITING):
        Delivery.objects.create(
            letter=readers.letter(news), email="anna@example.org", person_id=person.pk, identity=identity,
            state=state, due_at=now(), answer="250 anna@example.org",
        )  # fmt: skip
    sequence = actions.begin_ready(news.community, news, "welcome", by=SYSTEM)
    Walk.objects.create(sequence=sequence, person_id=person.pk, began_at=now())
    return person


def test_who_is_forgotten_is_nobody_in_letters_and_stays_out(news, anna):
    forget_person(anna, "Anna", in_=news.community, by=SYSTEM)
    for _ in range(2):
        do_jobs()

    kept = [
        *Delivery.objects.values_list("email", "person_id", "identity_id", "answer"),
        *Suppression.objects.values_list("email", "why"),
        *Walk.objects.values_list("person_id", "state"),
    ]
    assert "anna" not in str(kept).lower()
    assert str(anna.pk) not in [str(row[0]) for row in kept]
    assert sorted(Delivery.objects.values_list("state", flat=True)) == [Stand.SENT, Stand.LEFT_OUT]
    assert not Subscription.objects.exists()
    assert not SubscriptionChange.objects.exists()
    assert actions.take_over_list(news, "anna@example.org\nboris@example.org", by=SYSTEM) == (1, 2)
    with pytest.raises(Refusal):
        actions.subscribe_by_hand(news, "anna@example.org", by=SYSTEM)


def test_what_came_back_of_theirs_loses_its_words(news, anna):
    sent = Delivery.objects.get(state=Stand.SENT)
    came_back(readers.sender(news.community), report("anna@example.org", mark=mark_of(sent)))

    forget_person(anna, "Anna", in_=news.community, by=SYSTEM)
    do_jobs()

    said, raw = Return.objects.get(), Returning.objects.get()
    assert (said.email, said.diagnostic) == ("", "")
    assert (bytes(raw.payload), raw.title) == (b"", "")


def test_their_own_will_brings_them_back(news, anna):
    forget_person(anna, "Anna", in_=news.community, by=SYSTEM)
    do_jobs()
    row = Subscription.objects.create(newsletter=news, email="anna@example.org", changed_at=now())

    actions.confirm_subscription(row, Said(Way.CONFIRMATION), in_=news.community, by=SYSTEM)

    assert not Suppression.objects.filter(why=Why.FORGOTTEN, ended_at=None).exists()


def test_a_person_is_given_their_letters_and_every_word_about_newsletters(news, anna):
    do_jobs()

    with zipfile.ZipFile(give_data(anna, "", in_=news.community, by=SYSTEM)) as files:
        told = json.loads(files.read("letters.json"))

    assert [one["state"] for one in told["letters"]] == ["sent", "waiting"]
    assert told["subscriptions"][0]["words"][0]["text"] == "Присылайте."
