"""A talk is proposed once, reviewed unseen, decided, and the decision can be taken back before its letter."""

import pytest
from tests import make

from veche.core.terms import SYSTEM, Actor, Role
from veche.events.actions import (
    add_speaking,
    decide_proposal,
    forget_speakers,
    move_speaking,
    propose_talk,
    record_proposals,
    record_steps,
    record_talks,
    review_proposal,
    save_call,
    save_session,
    save_speaker,
    tell_decision,
    undo_decision,
    withdraw_proposal,
)
from veche.events.actions.programme.proposing import MOST_AN_HOUR
from veche.events.models import Proposal, Session, Speaker, Speaking, SpeakingChange
from veche.events.queries.programme.proposals import proposal_at, proposals_of, reviews_of
from veche.events.terms.programme import ProposalState
from veche.kit.models import Letter
from veche.kit.terms import NotAllowed, Refusal
from veche.kit.time import HOUR, MINUTE, now
from veche.ledger.models import Interaction
from veche.ledger.terms import Kind

pytestmark = pytest.mark.django_db
VISITOR = Actor(name="гость", address="192.0.2.7", is_machine=True)
TALK = {"title": "О беге", "name": "Анна", "email": "Anna@example.org", "abstract": "Всё.", "minutes": 40}
KEY = "a" * 32


@pytest.fixture
def event():
    found = make.event()
    save_call(found, about="", consent="", closes=None, is_open=True, by=SYSTEM)
    return found


def proposed(event, key=KEY, **changes):
    return propose_talk(event, TALK | changes, key=key, consent="Согласие", by=VISITOR)


def test_sent_twice_it_is_one_with_one_letter_and_one_link(event):
    first, secret = proposed(event)
    second, again = proposed(event)

    assert (first, secret) == (second, again)
    assert secret in Letter.objects.get().body
    assert proposal_at(event, secret) == first
    assert proposal_at(make.event(event.community), secret) is None
    assert Proposal.objects.get().digest not in secret


def test_everything_wrong_is_said_at_once_and_too_much_is_refused(event):
    with pytest.raises(Refusal) as wrong:
        propose_talk(event, {"email": "никакая"}, key=KEY, consent="", by=VISITOR)
    for number in range(MOST_AN_HOUR):
        proposed(event, key=f"{number:032}", email=f"a{number}@example.org")
    with pytest.raises(Refusal):
        proposed(event, key="b" * 32)

    assert {one.field for one in wrong.value.reasons} == {
        "title",
        "name",
        "email",
        "abstract",
        "minutes",
        "consent",
    }
    assert Proposal.objects.count() == MOST_AN_HOUR


def test_nothing_is_taken_when_the_call_is_over(event):
    save_call(event, about="", consent="", closes=now() - HOUR, is_open=True, by=SYSTEM)

    with pytest.raises(Refusal):
        proposed(event)


def test_what_others_think_is_seen_after_ones_own_review(event):
    proposal, _ = proposed(event)
    one, two = (make.actor(Role.EDITOR, in_=event.community) for _ in range(2))
    review_proposal(proposal, 5, "Да", by=one)

    assert (reviews_of(proposal, two.user_id).mean, proposals_of(event, two.user_id)[0].mean) == (None, None)
    review_proposal(proposal, 2, "", by=two)
    review_proposal(proposal, 3, "", by=two)
    assert reviews_of(proposal, two.user_id).mean == 4
    assert proposals_of(event, two.user_id)[0].mean == 4
    with pytest.raises(NotAllowed):
        review_proposal(proposal, 3, "", by=make.actor(Role.OWNER, in_=make.community()))


def test_accepted_it_is_a_session_and_taken_back_it_is_none(event):
    proposal, _ = proposed(event)
    Letter.objects.all().delete()
    with pytest.raises(NotAllowed):
        decide_proposal(proposal, ProposalState.ACCEPTED, "", by=make.actor(Role.EDITOR, in_=event.community))

    decide_proposal(proposal, ProposalState.ACCEPTED, "Ждём вас", by=SYSTEM)
    decide_proposal(proposal, ProposalState.ACCEPTED, "Ждём вас", by=SYSTEM)
    tell_decision(proposal.pk, by=SYSTEM)  # too early: a second thought is possible
    undone = undo_decision(proposal, by=SYSTEM)
    gone = Session.objects.get().removed_at
    decide_proposal(undone, ProposalState.ACCEPTED, "Ждём вас", by=SYSTEM)
    Proposal.objects.update(decided_at=now() - HOUR)
    tell_decision(proposal.pk, by=SYSTEM)
    tell_decision(proposal.pk, by=SYSTEM)

    assert gone is not None
    assert Session.objects.get().removed_at is None
    assert Speaking.objects.get().step == "agreed"
    assert [letter.body for letter in Letter.objects.all()] == ["Ждём вас"]
    with pytest.raises(Refusal):
        undo_decision(Proposal.objects.get(), by=SYSTEM)
    with pytest.raises(Refusal):
        withdraw_proposal(proposal, by=VISITOR)


def test_the_ledger_hears_who_was_asked_and_who_agreed_but_not_of_a_slip_of_the_hand(event):
    session = save_session(event, title="О беге", by=SYSTEM)
    speaker = save_speaker(event.community, name="Анна", email="anna@example.org", by=SYSTEM)
    speaking = add_speaking(session, speaker, by=SYSTEM)
    for step in ("asked", "agreed", "asked"):
        move_speaking(speaking, step, by=SYSTEM)
    early = record_steps(in_=event.community, by=SYSTEM)
    SpeakingChange.objects.update(at=now() - 2 * HOUR)
    SpeakingChange.objects.filter(step="asked", before="agreed").update(at=now() - HOUR)
    SpeakingChange.objects.filter(step="agreed").update(at=now() - HOUR - MINUTE)
    move_speaking(speaking, "agreed", by=SYSTEM)
    SpeakingChange.objects.filter(before="asked", at__gt=now() - MINUTE).update(at=now() - 20 * MINUTE)
    for _ in range(2):
        record_steps(in_=event.community, by=SYSTEM)

    facts = Interaction.objects.filter(subject__kind="event", subject__key=str(event.pk)).order_by("pk")
    assert early == 0
    assert [fact.what for fact in facts] == [Kind.SENT, Kind.SENT, Kind.APPLIED]
    assert {fact.extra["talk"] for fact in facts} == {"О беге"}
    assert Speaker.objects.get().identity.value == "anna@example.org"


def test_the_ledger_hears_of_proposals_and_talks_once_and_forgets_whom_it_must(event):
    proposal, _ = proposed(event)
    decide_proposal(proposal, ProposalState.ACCEPTED, "", by=SYSTEM)
    speaking = Speaking.objects.select_related("session__event__community").get()
    move_speaking(speaking, "spoke", by=SYSTEM)
    early = record_talks(in_=event.community, by=SYSTEM)
    Speaking.objects.update(since=now() - HOUR)
    for _ in range(2):
        record_proposals(in_=event.community, by=SYSTEM)
        record_talks(in_=event.community, by=SYSTEM)

    facts = Interaction.objects.filter(subject__kind="event").order_by("pk")
    assert early == 0
    assert [fact.what for fact in facts] == [Kind.SUBMITTED, Kind.PUBLISHED]
    speaker = Speaker.objects.get()
    assert speaker.identity.value == "anna@example.org"
    forget_speakers(event.community.organisation, [speaker.identity_id], by=SYSTEM)
    assert Speaker.objects.get().email == Proposal.objects.get().email == ""
