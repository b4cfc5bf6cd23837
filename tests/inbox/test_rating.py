"""People are asked how it was once they were answered, where a channel is tuned to it; they say by a link."""

import json
import re

import pytest
from django.test import Client
from tests import make
from tests.channels import live
from tests.inbox.talking import client_of, only, url

from veche.channels import actions as channels
from veche.channels.models import Connection, Outgoing
from veche.channels.terms.live import Heard, Raw
from veche.core.terms import SYSTEM
from veche.inbox.actions import (
    ask_how_it_was,
    close_conversations,
    judge_anew,
    note_answered,
    tune_channel,
    undo_change,
)
from veche.inbox.models import Conversation, Rating
from veche.inbox.queries import ratings_told
from veche.inbox.terms import ANY_REASON
from veche.kit.jobs import drain
from veche.kit.time import DAY, SECOND, moment, now
from veche.ledger.models import Interaction
from veche.ledger.terms import Kind

pytestmark = pytest.mark.django_db


@pytest.fixture
def community(outside, settings):
    """Somebody asked in a connected chat and was answered; the chat asks how it was."""
    settings.MAY_REACH = ["127.0.0.1"]
    made = live.telegram(make.community(), outside)
    drain()
    made = Connection.objects.select_related("community__organisation").get(pk=made.pk)
    asked = live.update(1, "Кто бежит?", date=now() // SECOND - 60)
    channels.keep_heard(made, Heard((Raw("1", json.dumps(asked).encode()),), {}), by=SYSTEM)
    for _ in range(3):
        drain()
    found = made.community
    tune_channel(only(found).channel, int(ANY_REASON), None, None, asks_how=True, in_=found, by=SYSTEM)
    Conversation.objects.update(answered_at=now())
    return found


def link(outgoing):
    return re.search(r"/s/[\w-]+/", outgoing.text).group()


def test_who_was_answered_is_asked_once_and_says_how_it_was(community):
    for _ in range(2):
        close_conversations([only(community)], in_=community, by=SYSTEM)
    outgoing = Outgoing.objects.get()
    assert outgoing.reply_to == "1"
    page, visitor = link(outgoing), Client()

    assert 'value="5" required' in visitor.get(page).content.decode()
    assert visitor.post(f"{page}save/", {"score": "7"}).status_code == 422
    visitor.post(f"{page}save/", {"score": "2", "words": "Долго"})
    visitor.post(f"{page}save/", {"score": "4", "words": "<b>Быстро</b>"})

    rating = Rating.objects.get()
    assert (rating.score, rating.words, rating.changes) == (4, "<b>Быстро</b>", 2)
    told = ratings_told(community)[0]
    assert (told.asked, told.rated, told.average) == (1, 1, 4.0)
    marks = Interaction.objects.filter(community=community, kind=Kind.RATED.number)
    assert [(one.tallies.get().count, moment(one.occurred_at)) for one in marks.order_by("pk")] == [
        (mark, moment(rating.rated_at)) for mark in (2, 4)
    ]
    judge_anew(in_=community, by=SYSTEM)
    assert marks.count() == 2
    client = client_of(community, language="en")
    shown = client.get(url("conversation_page", community, only(community).pk)).content.decode()
    assert "They found our answer: good · “&lt;b&gt;Быстро&lt;/b&gt;”" in shown
    assert "How people found our answers" in client.get(url("tuning_page", community)).content.decode()

    Rating.objects.update(rated_at=now() - 2 * DAY)
    assert visitor.post(f"{page}save/", {"score": "1"}).status_code == 422
    assert visitor.get("/s/nobody/").status_code == 404


def test_a_closing_that_is_taken_back_asks_nobody(community):
    made = close_conversations([only(community)], in_=community, by=SYSTEM)

    undo_change(made, in_=community, by=SYSTEM)

    assert (Outgoing.objects.get().state, Rating.objects.count()) == ("withdrawn", 0)


def test_nobody_is_asked_twice_within_a_month_nor_where_it_is_off_nor_unanswered(community):
    first = only(community)
    close_conversations([first], in_=community, by=SYSTEM)
    other = Conversation.objects.create(
        community=community, channel=first.channel, key="i:2", identity=first.identity, opened_at=now(),
        last_at=now(), changed_at=now(), answered_at=now(),
    )  # fmt: skip

    assert ask_how_it_was([other], in_=community, by=SYSTEM) == 0

    Rating.objects.update(asked_at=now() - 31 * DAY)
    Conversation.objects.filter(pk=other.pk).update(answered_at=0)
    assert ask_how_it_was([other], in_=community, by=SYSTEM) == 0
    Conversation.objects.filter(pk=other.pk).update(answered_at=now())
    tune_channel(first.channel, int(ANY_REASON), None, None, in_=community, by=SYSTEM)
    assert ask_how_it_was([other], in_=community, by=SYSTEM) == 0
    tune_channel(first.channel, int(ANY_REASON), None, None, asks_how=True, in_=community, by=SYSTEM)
    note_answered([other], in_=community, by=SYSTEM)
    assert ask_how_it_was([other], in_=community, by=SYSTEM) == 1
