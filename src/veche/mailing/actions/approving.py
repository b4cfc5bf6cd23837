"""Approving: a second person reads a letter that goes to many, before it may leave."""

from __future__ import annotations

from django.db import transaction

from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.kit.terms import N_, Reason, Refusal, refuse_if
from veche.kit.time import as_datetime, now
from veche.mailing.actions.holding import hold_letter
from veche.mailing.actions.moving import move_letter
from veche.mailing.models import Approval, Letter
from veche.mailing.queries.approving import (
    approval_above,
    approval_digest,
    approved_sizes,
    is_approved,
    unread_lately,
    writers_of,
)
from veche.mailing.queries.audience import audience_of
from veche.mailing.rules.approving import faults_of_approver, needs_approval
from veche.mailing.terms import APPROVE_LETTERS, WRITE_LETTERS, LetterKind, LetterState

NOT_APPROVED = N_("A letter to {size} people needs the approval of a second person (above {above}).")
TOGETHER = N_(
    "With {lately} people whom letters of this author reached within a day and no second person read, one to "
    "{size} needs an approval (above {above})."
)
GROWN = N_("It was approved for {approved} people and would reach {size} by now: ask a second person again.")
NOTICE = N_("A notice asks nobody's consent, so it needs the approval of a second person.")


def ask_approval(letter: Letter, *, by: Actor) -> Letter:
    """Ask a second person to read a letter as it stands now. May be repeated."""
    require(by, WRITE_LETTERS, in_=letter.community)
    with transaction.atomic():
        held = hold_letter(letter, by=by)
        if held.state != LetterState.REVIEW:
            move_letter(held, LetterState.REVIEW, in_=held.community, by=by)
            audit(by, "mailing.ask_approval", in_=held.community, on=held, title=held.title)
    return held


def approve_letter(letter: Letter, *, version: int, by: Actor) -> Letter:
    """Let a letter go as this version stands, with its audience; nobody else's edit may follow.

    It is good for as many people as the letter reaches now, and a tenth more. Refuses whoever wrote in it or
    chose its audience, a version that is not the newest, and letters that nobody asked about.
    May be repeated.
    """
    require(by, APPROVE_LETTERS, in_=letter.community)
    with transaction.atomic():
        held = hold_letter(letter, by=by)
        refuse_if(faults_of_approver(by.user_id, writers_of(held)))
        if held.version != version:
            raise Refusal(Reason(N_("The letter was changed meanwhile: read it anew.")))
        size = None if held.kind == LetterKind.STEP else audience_of(held).reached
        facts = {"at": as_datetime(now()), "author": by.name, "size": size}
        _, is_new = Approval.objects.update_or_create(
            letter=held, digest=approval_digest(held), user_id=by.user_id or 0, ended_at=None, defaults=facts
        )
        move_letter(held, LetterState.READY, in_=held.community, by=by)
        if is_new:
            audit(by, "mailing.approve_letter", in_=held.community, on=held, version=version)
    return held


def withdraw_approval(letter: Letter, *, by: Actor) -> Letter:
    """Take one's own approval back while the letter has not left. May be repeated."""
    require(by, APPROVE_LETTERS, in_=letter.community)
    with transaction.atomic():
        held = hold_letter(letter, by=by)
        ended = held.approvals.filter(user_id=by.user_id or 0, ended_at=None).update(
            ended_at=as_datetime(now())
        )
        if ended and held.state in (LetterState.READY, LetterState.SCHEDULED):
            move_letter(held, LetterState.DRAFT, in_=held.community, by=by)
            move_letter(held, LetterState.REVIEW, in_=held.community, by=by)
        if ended:
            audit(by, "mailing.withdraw_approval", in_=held.community, on=held)
    return held


def send_back(letter: Letter, *, by: Actor) -> Letter:
    """Make a letter that waits for approval a draft again, to be changed. May be repeated."""
    require(by, WRITE_LETTERS, in_=letter.community)
    with transaction.atomic():
        held = hold_letter(letter, by=by)
        if held.state == LetterState.REVIEW:
            move_letter(held, LetterState.DRAFT, in_=held.community, by=by)
            audit(by, "mailing.send_back", in_=held.community, on=held)
    return held


def end_approvals(held: Letter, *, by: Actor) -> int:
    """End every approval of a held letter, because something in it is another now; answers how many."""
    require(by, WRITE_LETTERS, in_=held.community)
    return held.approvals.filter(ended_at=None).update(ended_at=as_datetime(now()))


def require_approved(letter: Letter, size: int, *, by: Actor) -> None:
    """Let a letter to so many people go on if it is small enough or a second person approved it as it is.

    Asked when it is scheduled and again when its audience is written down: what is sent is what was read.
    """
    require(by, WRITE_LETTERS, in_=letter.community)
    above, lately = approval_above(letter.community), unread_lately(letter)
    if not needs_approval(size + lately, above, is_notice=letter.is_notice) or is_approved(letter, size):
        return
    if sizes := approved_sizes(letter):
        raise Refusal(Reason(GROWN, values={"size": size, "approved": max(one or 0 for one in sizes)}))
    text = NOTICE if letter.is_notice else TOGETHER if lately else NOT_APPROVED
    raise Refusal(Reason(text, values={"size": size, "above": above, "lately": lately}))
