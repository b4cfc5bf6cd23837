"""Deciding: colleagues review a proposal, and it is accepted or declined; a letter tells of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from veche.core.actions import audit, require
from veche.core.terms import SYSTEM, Actor
from veche.events.actions.programme.sessions import remove_session, restore_session, save_session
from veche.events.actions.programme.speakers import add_speaking, save_speaker
from veche.events.actions.recording import record_deed
from veche.events.models import Event, Proposal, Review, Session, Speaker
from veche.events.rules.schedules.wording import tidy
from veche.events.terms import KEEP_EVENTS, PLAN_EVENTS, REVIEW_TALKS
from veche.events.terms.programme import LONGEST_ABSTRACT, SCORES, ProposalState, Step
from veche.kit import sql
from veche.kit.jobs import enqueue
from veche.kit.mail import write_letter
from veche.kit.terms import N_, NotAllowed, Reason, Refusal
from veche.kit.time import MINUTE, Moment, as_datetime, moment, now
from veche.ledger.models import Interaction
from veche.ledger.terms import Handle, Kind

if TYPE_CHECKING:
    from veche.core.models import Community

NO_SCORE = N_("Choose a score from 1 to 5.")
NOBODY = N_("Only colleagues review talks.")
WITHDRAWN = N_("It was withdrawn or decided meanwhile.")
TOO_LATE = N_("The letter has gone already: write to them.")
# A decision taken back within this time has written to nobody.
SECOND_THOUGHTS = MINUTE
AT_ONCE = 200


def review_proposal(proposal: Proposal, score: int, words: str, *, by: Actor) -> Review:
    """Keep what a colleague thinks of a proposal; said again, the last word counts."""
    require(by, REVIEW_TALKS, in_=proposal.event.community)
    if by.user_id is None:
        raise NotAllowed(NOBODY)
    if score not in SCORES:
        raise Refusal(Reason(NO_SCORE, field="score"))
    told = {"score": score, "words": tidy(words)[:LONGEST_ABSTRACT], "made_at": now()}
    with transaction.atomic():
        found, _ = Review.objects.update_or_create(proposal=proposal, user_id=by.user_id, defaults=told)
        audit(by, "events.review_proposal", in_=proposal.event.community, on=proposal)
    return found


def decide_proposal(proposal: Proposal, state: ProposalState, letter: str, *, by: Actor) -> Proposal:
    """Accept a proposal, which makes a session and its speaker, or decline it; the letter goes in a minute.

    An empty letter is none. Refuses what was withdrawn or decided otherwise. May be repeated.
    """
    event = proposal.event
    require(by, PLAN_EVENTS, in_=event.community)
    with transaction.atomic():
        held = (
            Proposal.objects.select_for_update(of=("self",))
            .select_related("event__community")
            .get(pk=proposal.pk)
        )
        if held.state == state:
            return held
        if held.state != ProposalState.NEW or state not in {ProposalState.ACCEPTED, ProposalState.DECLINED}:
            raise Refusal(Reason(WITHDRAWN))
        at = now()
        if state is ProposalState.ACCEPTED:
            held.session = _session_of(held, by)
        held.state, held.decided_at, held.user_id, held.letter = (
            state,
            as_datetime(at),
            by.user_id,
            tidy(letter),
        )
        held.save(update_fields=["state", "decided_at", "user_id", "letter", "session"])
        audit(by, "events.decide_proposal", in_=event.community, on=held, state=state)
        if held.letter:
            enqueue("events.jobs.tell_decision", at=Moment(at + SECOND_THOUGHTS),
            community=event.community_id,
                    proposal=held.pk)  # fmt: skip
    return held


def undo_decision(proposal: Proposal, *, by: Actor) -> Proposal:
    """Take a decision back as long as its letter has not gone; the session it made is out again."""
    event = proposal.event
    require(by, PLAN_EVENTS, in_=event.community)
    with transaction.atomic():
        held = Proposal.objects.select_for_update(of=("self",)).select_related("session").get(pk=proposal.pk)
        if held.state not in {ProposalState.ACCEPTED, ProposalState.DECLINED}:
            return held
        if held.told_at is not None:
            raise Refusal(Reason(TOO_LATE))
        if held.session:
            remove_session(held.session, by=by)
        held.state, held.decided_at = ProposalState.NEW, None
        held.save(update_fields=["state", "decided_at"])
        audit(by, "events.undo_decision", in_=event.community, on=held)
    return held


def tell_decision(proposal: int, *, by: Actor) -> None:
    """Write the letter of a decision that stands, once."""
    with transaction.atomic():
        held = Proposal.objects.select_for_update().filter(pk=proposal).first()
        if held is None:
            return
        event = Event.objects.select_related("community").get(pk=held.event_id)
        require(by, KEEP_EVENTS, in_=event.community)
        decided = held.state in {ProposalState.ACCEPTED, ProposalState.DECLINED}
        due = held.decided_at is not None and moment(held.decided_at) + SECOND_THOUGHTS <= now()
        if not (decided and due and held.letter and held.email) or held.told_at is not None:
            return
        with translation.override(held.language):
            subject = gettext("Your talk for {event}").format(event=event.title)
        write_letter(held.email, subject, held.letter, organisation=event.community.organisation_id)
        Proposal.objects.filter(pk=held.pk).update(told_at=now())


def record_proposals(*, in_: Community, by: Actor) -> int:
    """Tell the ledger who proposed talks, each once and as a form that was sent; answers how many."""
    require(by, KEEP_EVENTS, in_=in_)
    with transaction.atomic():
        sql.lock("events.recording", in_.pk)
        unheard = Proposal.objects.filter(event__community=in_, is_recorded=False)
        found = list(unheard.select_related("event__community")[:AT_ONCE])
        for one in found:
            key = f"proposal/{one.pk}"
            handle = Handle("email", one.email, one.name)
            record_deed(
                one.event, handle, Kind.SUBMITTED, key, at=moment(one.made_at), words=one.title, by=SYSTEM
            )
            fact = Interaction.objects.filter(community=in_, channel__network="events", external_id=key)
            identity = fact.values_list("identity", flat=True).first()
            Proposal.objects.filter(pk=one.pk).update(identity=identity, is_recorded=True)
    return len(found)


def _session_of(proposal: Proposal, by: Actor) -> Session:
    """Make the session of an accepted proposal with its speaker, or bring back the one made before."""
    event = proposal.event
    if proposal.session:
        restore_session(proposal.session, by=by)
        return proposal.session
    session = save_session(
        event, title=proposal.title, kind=proposal.kind, minutes=proposal.minutes, abstract=proposal.abstract,
        needs=proposal.needs, language=proposal.talk_language, by=by,
    )  # fmt: skip
    known = Speaker.objects.filter(community=event.community, email=proposal.email).order_by("pk").first()
    speaker = save_speaker(
        event.community, known, name=proposal.name, email=proposal.email, contact=proposal.contact,
        bio=proposal.bio or (known.bio if known else ""), by=by,
    )  # fmt: skip
    add_speaking(session, speaker, Step.AGREED, by=by)
    return session
