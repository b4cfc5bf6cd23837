"""A question that is deleted in its channel waits no more; what comes back waits again."""

import pytest
from django.urls import reverse
from tests import make
from tests.inbox.talking import ANNA, BORIS, CLARA, client_of, hear, only, said
from tests.people.told import CHAT, settle_down

from veche.core.terms import SYSTEM, Role
from veche.inbox.actions import follow_removals, reopen_conversations
from veche.inbox.models import Conversation
from veche.inbox.terms import State
from veche.kit.terms import NotAllowed
from veche.kit.time import Moment, now
from veche.ledger.actions import record_many
from veche.ledger.models import Interaction
from veche.ledger.terms import Removal

pytestmark = pytest.mark.django_db


def lose(community, *numbers, is_back=False, ago=0):
    """Hear that messages were deleted, or brought back, and let everything that listens do its work."""
    gone = [Removal(CHAT, str(number), Moment(now() - ago), is_back=is_back) for number in numbers]
    record_many((), removals=gone, origin=make.origin(community), by=SYSTEM)
    settle_down()


def test_a_deleted_question_waits_no_more_and_its_page_says_why(community):
    hear(community, said(10))
    page = reverse("inbox:conversation_page", args=[community.slug, only(community).pk])
    mark = "удалено в канале"
    assert mark not in client_of(community).get(page).content.decode()

    lose(community, 10)

    found = only(community)
    assert (found.stands, found.waiting_since, found.due) == (State.CLOSED, None, None)
    shown = client_of(community, language="en").get(page).content.decode()
    assert "deleted in the channel" in shown
    assert "Где встречаемся" in shown


def test_what_comes_back_waits_again_and_what_a_colleague_opens_stays_open(community):
    hear(community, said(10))
    lose(community, 10, ago=2)
    lose(community, 10, ago=1, is_back=True)
    assert only(community).stands is State.OPEN

    lose(community, 10)
    reopen_conversations([only(community)], in_=community, by=SYSTEM)

    assert only(community).stands is State.OPEN


def test_other_questions_and_answers_count_on_without_the_deleted(community):
    hear(community, said(10), said(11, "А во сколько?", ago=50, reply_to="10"),
         said(12, "В десять", CLARA, ago=40, reply_to="11"))  # fmt: skip
    assert only(community).stands is State.WAITING

    lose(community, 12)
    assert only(community).stands is State.OPEN
    lose(community, 10)
    assert only(community).stands is State.OPEN
    lose(community, 11)

    assert only(community).stands is State.CLOSED


def test_a_question_that_was_deleted_before_it_came_opens_nothing_until_it_is_back(community):
    lose(community, 10, ago=1)
    hear(community, said(10))
    assert not Conversation.objects.exists()

    lose(community, 10, is_back=True)

    assert only(community).stands is State.OPEN


def test_following_is_repeatable_and_not_for_everybody(community):
    hear(community, said(10), said(20, "Кто бежит?", BORIS, reply_to="", ago=5))
    ids = list(Interaction.objects.filter(identity__value=ANNA.value).values_list("pk", flat=True))

    assert follow_removals(community, ids, by=SYSTEM) == 0
    lose(community, 10)
    assert follow_removals(community, ids, by=SYSTEM) == 0
    with pytest.raises(NotAllowed):
        follow_removals(community, ids, by=make.actor(Role.EDITOR, community))
