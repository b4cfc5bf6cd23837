"""Answers go out where it was asked, as a reply; they can be taken back, and what became of them is shown."""

import json

import pytest
from tests import make
from tests.channels import live
from tests.channels.connectors.live.scripted import Answer
from tests.inbox.talking import client_of, only, url

from veche.channels import actions as channels
from veche.channels.jobs.listening import say
from veche.channels.models import Connection, Outgoing
from veche.channels.terms.live import Heard, Raw
from veche.core.queries import actor_of
from veche.core.terms import SYSTEM, Role
from veche.inbox.actions import answer, withdraw_answer
from veche.inbox.models import Answer as Sent
from veche.inbox.terms import Side, State
from veche.kit.jobs import drain
from veche.kit.terms import NotAllowed, Refusal
from veche.kit.time import SECOND, now
from veche.ledger.models import Interaction

pytestmark = pytest.mark.django_db


@pytest.fixture
def connection(outside, settings):
    """A bot in a chat where Anya asked something a minute ago."""
    settings.MAY_REACH = ["127.0.0.1"]
    made = live.telegram(make.community(), outside)
    drain()
    found = Connection.objects.get(pk=made.pk)
    asked = live.update(1, "Кто бежит?", date=now() // SECOND - 60)
    channels.keep_heard(found, Heard((Raw("1", json.dumps(asked).encode()),), {}), by=SYSTEM)
    for _ in range(3):
        drain()
    told = {"message_id": 900, "date": now() // SECOND, "chat": live.CHAT, "from": live.BOT, "text": "…"}
    outside.on("*/sendMessage", Answer({"ok": True, "result": told}))
    return Connection.objects.select_related("community__organisation").get(pk=found.pk)


def go(connection):
    """Let the time of second thoughts pass, and say it as the listening process does."""
    Outgoing.objects.update(due_at=0)
    outgoing = channels.claim_message(connection, claim="here:1", by=SYSTEM)
    say(connection, outgoing.pk)
    for _ in range(3):
        drain()


def test_an_answer_goes_out_as_a_reply_and_the_conversation_waits_for_them(connection, outside):
    community = connection.community
    user = make.user(Role.MODERATOR, community, name="Марина")

    answer(only(community), "Мы **все**", user=user, in_=community, by=actor_of(user))
    assert channels.claim_message(connection, claim="here:0", by=SYSTEM) is None
    assert only(community).assigned == user
    go(connection)

    assert "1" in str(outside.asked("*/sendMessage")[0].value("reply_parameters"))
    found = only(community)
    assert (found.stands, found.answered_side) == (State.WAITING, Side.TEAM)
    assert found.items.count() == 2
    assert Interaction.objects.count() == 2


def test_an_answer_is_taken_back_and_its_words_stand_in_the_form_again(connection):
    community = connection.community
    client = client_of(community, language="en")
    page = url("conversation_page", community, only(community).pk)

    client.post(url("answer", community, only(community).pk), {"text": "Погодите-ка"})
    shown = client.get(page).content.decode()
    assert "goes out in a moment" in shown
    client.post(url("answer_withdraw", community, Sent.objects.get().pk))

    assert Outgoing.objects.get().state == "withdrawn"
    assert "Погодите-ка</textarea>" in client.get(page).content.decode()
    assert only(community).stands is State.OPEN


def test_what_went_cannot_be_taken_back(connection):
    made = answer(only(connection.community), "Мы", in_=connection.community, by=SYSTEM)
    go(connection)

    with pytest.raises(Refusal):
        withdraw_answer(made, in_=connection.community, by=SYSTEM)


def test_an_empty_answer_and_strangers_are_refused(connection):
    community = connection.community
    with pytest.raises(Refusal):
        answer(only(community), "  ", in_=community, by=SYSTEM)
    with pytest.raises(NotAllowed):
        answer(only(community), "Мы", in_=community, by=make.actor(Role.EDITOR, community))

    assert not Outgoing.objects.exists()
