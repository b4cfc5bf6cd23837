"""A person gets what events keep of them, and nothing of others; forgotten, nothing of it is left."""

import io
import json
import zipfile

import pytest
from tests import make
from tests.events.actions.programme.test_proposing import TALK, VISITOR
from tests.events.actions.test_erasing import settle
from tests.events.filled import registered

from veche.core.terms import SYSTEM, Role
from veche.events.actions import keep_question, propose_talk, review_proposal, save_call, save_speaker
from veche.events.models import Guest, Proposal, Review, Speaker
from veche.events.queries import secret_for
from veche.kit.time import HOUR, now
from veche.people.actions import forget_person, give_data
from veche.people.models import Attachment

pytestmark = pytest.mark.django_db
MAIL = "anna@example.org"


def given(person, community):
    packed = give_data(person, "…", in_=community, by=SYSTEM).read()
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_registrations_answers_talks_and_proposals_are_given_and_forgotten_words_are_gone():
    event = make.event(asks_diets=True)
    community = event.community
    ask = keep_question(event, {"kind": "text", "text": "Откуда вы?"}, in_=community, by=SYSTEM)
    guest = registered(event, "Анна", email=MAIL, seat_1_diets=["vegan"], diet_consent="on",
                       **{f"q_{ask.pk}": "Из Твери"})  # fmt: skip
    registered(event, "Вера Чужая")
    save_speaker(community, name="Анна", bio="Бегунья", email=MAIL, by=SYSTEM)
    save_call(event, about="", consent="", closes=None, is_open=True, by=SYSTEM)
    proposal, secret = propose_talk(event, TALK, key="a" * 32, consent="Согласие", by=VISITOR)
    review_proposal(proposal, 4, "мнение-о-ней", by=make.actor(Role.HEAD, community.organisation))
    Speaker.objects.update(changed_at=now() - HOUR)
    settle()
    person = Attachment.objects.get(identity=Guest.objects.get(pk=guest.pk).identity_id).person

    files = given(person, community)
    forget_person(person, person.name, in_=community, by=SYSTEM)
    settle()

    kept = json.loads(files["events.json"])
    [one] = kept["registrations"]
    assert one["answers"] == [{"question": "Откуда вы?", "answer": "Из Твери"}]
    assert one["seats"][0]["diets"] == ["vegan"]
    assert kept["speaker"][0]["bio"] == "Бегунья"
    assert kept["proposals"][0]["consent"] == "Согласие"
    for hidden in (secret, secret_for(event.pk, guest.key), "Чужая", "мнение-о-ней"):
        assert hidden not in files["events.json"]
    assert Speaker.objects.get().bio == ""
    left = Proposal.objects.get()
    assert (left.name, left.title, left.abstract, left.email) == ("–", "–", "", "")
    assert Review.objects.get().words == ""
