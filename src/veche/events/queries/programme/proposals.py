"""Proposed talks: who reads which, what colleagues think of them, and whom a link belongs to."""

from __future__ import annotations

import hashlib
from typing import NamedTuple

from django.db.models import Avg, Count, Exists
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext

from veche.core.queries import names_of_users
from veche.events.models import CallForTalks, Event, Proposal, Review, Session
from veche.events.terms import EventState
from veche.events.terms.programme import ProposalState
from veche.kit.time import moment, now

_GONE = frozenset({EventState.DRAFT, EventState.CANCELLED, EventState.SETTLED})


class Read(NamedTuple):
    """A proposal as one colleague may see it: what others think, after their own review alone."""

    proposal: Proposal
    mine: Review | None
    many: int
    mean: float | None
    reviews: tuple[tuple[str, Review], ...] = ()


def call_of(event: Event) -> CallForTalks | None:
    """Answer the event's call for talks, if it has one."""
    return CallForTalks.objects.filter(event=event).first()


def is_calling(event: Event, call: CallForTalks | None) -> bool:
    """Tell whether talks are taken now: the call is open and not over, and the event takes place."""
    if call is None or not call.is_open or EventState(event.state) in _GONE:
        return False
    return call.closes_at is None or now() < moment(call.closes_at)


class Shown(NamedTuple):
    """What of its programme an event has for anybody."""

    sessions: bool
    is_calling: bool


def programme_shown(event: Event) -> Shown:
    """Answer whether an event's page leads to a programme and to a call for talks: one query."""
    placed = Session.objects.filter(event=event, removed_at=None, starts_at__isnull=False)
    call = CallForTalks.objects.filter(event=event, is_open=True).exclude(closes_at__lte=now())
    sessions, calling = Event.objects.filter(pk=event.pk).values_list(Exists(placed), Exists(call)).get()
    return Shown(sessions, calling and EventState(event.state) not in _GONE)


def proposals_of(event: Event, user: int | None) -> list[Read]:
    """Answer all proposals, those without an answer first, as a colleague may see them: two queries."""
    found = Proposal.objects.filter(event=event).annotate(n=Count("reviews"), mean=Avg("reviews__score"))
    mine = {one.proposal_id: one for one in Review.objects.filter(proposal__event=event, user_id=user or 0)}
    reads = [
        Read(one, own := mine.get(one.pk), one.n, one.mean if own else None)
        for one in found.order_by("made_at", "pk").defer("abstract", "needs", "bio", "letter", "consent")
    ]
    order = list(ProposalState)
    return sorted(reads, key=lambda read: order.index(ProposalState(read.proposal.state)))


def proposal_of(event: Event, pk: int) -> Proposal | None:
    """Answer one proposal of the event."""
    found = Proposal.objects.select_related("session", "event__community__organisation")
    return found.filter(event=event, pk=pk).first()


def reviews_of(proposal: Proposal, user: int | None) -> Read:
    """Answer what colleagues think of a proposal; to whom has not said it themselves, how many alone."""
    found = list(Review.objects.filter(proposal=proposal).order_by("made_at", "pk"))
    mine = next((one for one in found if one.user_id == user), None)
    if mine is None:
        return Read(proposal, None, len(found), None)
    names = names_of_users({one.user_id for one in found})
    told = tuple((names.get(one.user_id, "?"), one) for one in found)
    return Read(proposal, mine, len(found), sum(one.score for one in found) / len(found), told)


def proposal_at(event: Event, secret: str) -> Proposal | None:
    """Answer the proposal a link leads to."""
    found = Proposal.objects.select_related("event__community__organisation")
    return found.filter(event=event, digest=digest_of(secret)).first()


def secret_for(event: Event, key: str) -> str:
    """Answer the secret of a proposal's link, made of the filling-in: sent twice, it is the same."""
    return salted_hmac("veche.events.proposal", f"{event.pk}/{key}", algorithm="sha256").hexdigest()[:40]


def digest_of(secret: str) -> str:
    """Answer what is kept of the secret of a link."""
    return hashlib.sha256(f"proposal/{secret}".encode()).hexdigest()


def letter_for(proposal: Proposal, state: ProposalState) -> str:
    """Answer the letter that tells of a decision, as it stands before anybody changes it."""
    with translation.override(proposal.language):
        accepted = gettext(
            "Hello {name},\n\nwe are glad to have “{title}” in the programme of {event}. We write to you "
            "about the time and the rest.\n\nThank you!\n{community}"
        )
        declined = gettext(
            "Hello {name},\n\nthank you for proposing “{title}” for {event}. This time there is no place for "
            "it in the programme, and it was not an easy choice. We hope to see you there and to hear "
            "from you again.\n\n{community}"
        )
    text = accepted if state is ProposalState.ACCEPTED else declined
    event = proposal.event
    return text.format(
        name=proposal.name, title=proposal.title, event=event.title, community=event.community.name
    )
