"""Proposing: somebody proposes a talk, changes it by their link, or takes it back."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from veche.core.actions import audit, require
from veche.core.terms import LANGUAGES, Actor
from veche.events.actions.counting import count_attempts
from veche.events.models import CallForTalks, Event, Proposal
from veche.events.queries.programme.proposals import call_of, digest_of, is_calling, secret_for
from veche.events.rules.schedules.wording import tidy, tidy_name
from veche.events.terms import KEEP_EVENTS, PLAN_EVENTS
from veche.events.terms.programme import (
    LONGEST_ABSTRACT,
    LONGEST_BIO,
    LONGEST_NEEDS,
    LONGEST_SESSION,
    ProposalState,
    SessionKind,
)
from veche.kit.jobs import enqueue
from veche.kit.limits import network_of
from veche.kit.mail import write_letter
from veche.kit.terms import N_, Reason, Refusal, refuse_if
from veche.kit.time import Moment, as_datetime, now

NOT_OPEN = N_("Talks are not taken any more. Write to the team, please.")
NOT_SIGNED = N_("This form is not the one we showed: load the page again.")
DECIDED = N_("There is an answer already: write to the team, please.")
NEEDED = N_("Fill this in.")
NO_ADDRESS = N_("This is no e-mail address.")
NO_CONSENT = N_("Without your consent the talk cannot be shown.")
TOO_LONG = N_("That is too long: {most} characters at the most.")
BAD_LENGTH = N_("Between 5 minutes and a day.")
TOO_MANY = N_("So many talks were proposed from this address already.")
MOST_AN_HOUR, MOST_OF_ONE, MOST_CHANGES = 20, 10, 60
_NAMES = {"title": 300, "name": 200, "contact": 300}
_TEXTS = {"abstract": LONGEST_ABSTRACT, "needs": LONGEST_NEEDS, "bio": LONGEST_BIO}
_NEEDED = ("title", "name", "email", "abstract")


def save_call(
    event: Event, *, about: str, consent: str, closes: Moment | None, is_open: bool, by: Actor
) -> CallForTalks:
    """Open, close or describe the event's call for talks. May be repeated."""
    require(by, PLAN_EVENTS, in_=event.community)
    found = call_of(event) or CallForTalks(event=event)
    found.about, found.consent, found.is_open = (
        tidy(about)[:LONGEST_ABSTRACT],
        tidy(consent)[:LONGEST_BIO],
        is_open,
    )
    found.closes_at = None if closes is None else as_datetime(closes)  # type: ignore[assignment]
    found.changed_at = as_datetime(now())
    with transaction.atomic():
        found.save()
        audit(by, "events.save_call", in_=event.community, on=event, is_open=is_open)
    return found


def propose_talk(
    event: Event, given: dict[str, Any], *, key: str, consent: str, by: Actor
) -> tuple[Proposal, str]:
    """Keep a proposed talk and write its proposer the link to it; answers both. May be repeated.

    `key` is one filling-in of the form, `consent` the text that was agreed to, empty where it was not.
    Refuses what comes too late or too often, and what is not right, with every reason at once.
    """
    require(by, KEEP_EVENTS, in_=event.community)
    if not 16 <= len(key) <= 64 or not key.isalnum():
        raise Refusal(Reason(NOT_SIGNED))
    secret = secret_for(event, key)
    if found := Proposal.objects.filter(event=event, key=key).first():
        return found, secret
    if not is_calling(event, call_of(event)):
        raise Refusal(Reason(NOT_OPEN))
    fields = _tidied(given)
    missing = [] if consent else [Reason(NO_CONSENT, field="consent")]
    refuse_if([*_faults(fields), *missing])
    bounds = {f"talk {network_of(by.address)}": MOST_AN_HOUR, f"talk to {fields['email']}": MOST_OF_ONE}
    count_attempts(bounds, in_=event.community, by=by)
    if Proposal.objects.filter(event=event, email=fields["email"]).count() >= MOST_OF_ONE:
        raise Refusal(Reason(TOO_MANY, field="email"))
    at = as_datetime(now())
    language = given.get("language", "")
    proposal = Proposal(
        event=event, key=key, digest=digest_of(secret), consent=consent, consented_at=at, made_at=at,
        changed_at=at,
        language=language if language in LANGUAGES else event.language, **fields,
    )  # fmt: skip
    try:
        with transaction.atomic():
            proposal.save(force_insert=True)
            audit(by, "events.propose_talk", in_=event.community, on=proposal, title=proposal.title)
            _thank(proposal, secret)
            enqueue("events.jobs.record_talks", key=str(event.community_id), community=event.community_id,
                    community_id=event.community_id)  # fmt: skip
    except IntegrityError:
        return Proposal.objects.get(event=event, key=key), secret
    return proposal, secret


def change_proposal(proposal: Proposal, given: dict[str, Any], *, by: Actor) -> Proposal:
    """Change a proposal as its proposer wishes; refused once it was decided. May be repeated."""
    require(by, KEEP_EVENTS, in_=proposal.event.community)
    fields = _tidied(given)
    refuse_if(_faults(fields))
    bounds = {f"change of talk {network_of(by.address)}": MOST_CHANGES}
    count_attempts(bounds, in_=proposal.event.community, by=by)
    with transaction.atomic():
        held = _held(proposal)
        for name, value in fields.items():
            setattr(held, name, value)
        held.changed_at = as_datetime(now())
        held.save(update_fields=[*fields, "changed_at"])
        audit(by, "events.change_proposal", in_=proposal.event.community, on=held)
    return held


def withdraw_proposal(proposal: Proposal, *, is_back: bool = False, by: Actor) -> Proposal:
    """Take a proposal back, or with `is_back` propose it anew; refused once it was decided."""
    require(by, KEEP_EVENTS, in_=proposal.event.community)
    with transaction.atomic():
        held = _held(proposal)
        state = ProposalState.NEW if is_back else ProposalState.WITHDRAWN
        if held.state != state:
            held.state, held.changed_at = state, as_datetime(now())
            held.save(update_fields=["state", "changed_at"])
            audit(by, "events.change_proposal", in_=proposal.event.community, on=held, state=state)
    return held


def _held(proposal: Proposal) -> Proposal:
    held = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if held.state in {ProposalState.ACCEPTED, ProposalState.DECLINED}:
        raise Refusal(Reason(DECIDED))
    return held


def _tidied(given: dict[str, Any]) -> dict[str, Any]:
    fields: dict[str, Any] = {
        name: tidy_name(str(given.get(name) or ""), most + 1) for name, most in _NAMES.items()
    }
    fields |= {name: tidy(str(given.get(name) or "")) for name in _TEXTS}
    fields["email"] = str(given.get("email") or "").strip().lower()
    kind = given.get("kind")
    fields["kind"] = SessionKind(kind) if kind in set(SessionKind) else SessionKind.TALK
    fields["minutes"] = int(given.get("minutes") or 0)
    fields["talk_language"] = tidy_name(str(given.get("talk_language") or ""), 8)
    return fields


def _faults(fields: dict[str, Any]) -> list[Reason]:
    reasons = [Reason(NEEDED, field=name) for name in _NEEDED if not fields[name]]
    for name, most in (_NAMES | _TEXTS).items():
        if len(fields[name]) > most:
            reasons.append(Reason(TOO_LONG, field=name, values={"most": most}))
    if not 5 <= fields["minutes"] <= LONGEST_SESSION:
        reasons.append(Reason(BAD_LENGTH, field="minutes"))
    try:
        if fields["email"]:
            validate_email(fields["email"])
    except ValidationError:
        reasons.append(Reason(NO_ADDRESS, field="email"))
    return reasons


def _thank(proposal: Proposal, secret: str) -> None:
    event = proposal.event
    route = reverse(settings.OWN_TALK_ROUTE, args=[event.community.slug, event.slug, secret])
    with translation.override(proposal.language):
        subject = gettext("Your talk for {event}").format(event=event.title)
        body = gettext(
            "Hello {name},\n\nthank you for proposing “{title}” for {event}. The team reads it and "
            "writes to you."
            "\n\nUntil there is an answer you can change it or take it back here:\n{address}\n"
        )
        told = body.format(
            name=proposal.name, title=proposal.title, event=event.title, address=f"{settings.ADDRESS}{route}"
        )
    write_letter(proposal.email, subject, told, organisation=event.community.organisation_id)
