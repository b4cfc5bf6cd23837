"""Preparing: what a person says meanwhile stands, and what hinders it is told to whoever sent the letter."""

import pytest
from tests import make
from tests.mailing import readers
from tests.people.test_recognising import do_jobs

from veche.core.terms import SYSTEM, Role
from veche.mailing.actions import cancel_letter, pause_letter, prepare_letter, resume_letter
from veche.mailing.jobs import prepare_letters
from veche.mailing.models import Letter
from veche.mailing.terms import LetterState, SenderState, Stand

pytestmark = pytest.mark.django_db


@pytest.fixture
def community():
    return make.community()


@pytest.fixture
def letter(community):
    news = readers.newsletter(community)
    readers.subscribed(news, "Anna", "Boris")
    return readers.letter(news, state=LetterState.PREPARING)


def test_a_letter_paused_while_its_audience_is_written_down_stays_until_somebody_lets_it_go_on(
    community, letter
):
    readers.sender(community)
    pause_letter(letter, in_=community, by=SYSTEM)

    prepare_letter(letter, in_=community, by=SYSTEM)
    paused = letter.state
    resume_letter(letter, in_=community, by=SYSTEM)

    letter.refresh_from_db()
    assert (paused, letter.state) == (LetterState.PAUSED, LetterState.SENDING)
    assert letter.deliveries.filter(state=Stand.WAITING).count() == 2


def test_a_letter_paused_before_that_is_prepared_once_it_may_go_on(community, letter):
    readers.sender(community)
    pause_letter(letter, in_=community, by=SYSTEM)
    prepare_letters(letter=letter.pk)

    resume_letter(letter, in_=community, by=make.actor(Role.HEAD, community))
    do_jobs()

    letter.refresh_from_db()
    assert (letter.state, letter.deliveries.count()) == (LetterState.SENDING, 2)


def test_whoever_was_written_down_for_a_letter_given_up_meanwhile_is_left_out(community, letter):
    readers.sender(community)
    cancel_letter(letter, by=make.actor(Role.HEAD, community))

    prepare_letter(letter, in_=community, by=SYSTEM)
    do_jobs()

    letter.refresh_from_db()
    assert letter.state == LetterState.CANCELLED
    assert set(letter.deliveries.values_list("state", "why")) == {(Stand.LEFT_OUT, "cancelled")}


def test_a_letter_with_no_way_out_says_so_and_goes_on_once_there_is_one(community, letter):
    sender = readers.sender(community, state=SenderState.BROKEN)

    prepare_letters(letter=letter.pk)
    state, trouble = Letter.objects.values_list("state", "trouble").get(pk=letter.pk)
    sender.__class__.objects.update(state=SenderState.OPEN)
    resume_letter(letter, in_=community, by=make.actor(Role.HEAD, community))
    do_jobs()

    letter.refresh_from_db()
    assert state == LetterState.PAUSED
    assert trouble
    assert (letter.state, letter.trouble) == (LetterState.SENDING, "")
