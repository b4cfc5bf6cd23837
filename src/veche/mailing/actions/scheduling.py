"""Scheduling: a letter is let go, taken back before it leaves, given up and taken up again."""

from __future__ import annotations

from django.db import transaction
from django.utils import translation

from veche.core.actions import audit, require
from veche.core.terms import SYSTEM, Actor
from veche.kit.forms import say_reason
from veche.kit.jobs import enqueue
from veche.kit.terms import N_, Reason, Refusal, refuse_if
from veche.kit.time import DAY, MINUTE, SECOND, Moment, as_datetime, moment, now
from veche.mailing.actions.approving import require_approved
from veche.mailing.actions.holding import hold_letter
from veche.mailing.actions.moving import ask_for_preparing, move_letter
from veche.mailing.actions.preparing import NO_SENDER, senders_for
from veche.mailing.actions.sending.sparing import spare_soon
from veche.mailing.models import Letter
from veche.mailing.queries.audience import audience_of
from veche.mailing.queries.checking import faults_in
from veche.mailing.rules.timing import first_clock
from veche.mailing.terms import SEND_LETTERS, LetterState, When

NO_SUBJECT = N_("Give the letter a subject.")
EMPTY = N_("There is nothing in the letter yet.")
PAST = N_("That time is over: choose a later one, or send it now.")
FAR = N_("That is more than a year from now.")
NOBODY = N_("Nobody would get this letter: look at whom it is for.")
NEEDS_TIME = N_("Choose the time: each one's own clock or habit begins there.")
UNKNOWN_WHEN = N_("There is no such way to choose the time.")
REMOVED = N_("The letter is removed: bring it back first.")
FARTHEST, GRACE = 366 * DAY, 2 * MINUTE
# Whoever sent a letter has so long to take it back.
PATIENCE = 20 * SECOND


def schedule_letter(
    letter: Letter, *, when: str = When.AT_ONCE, leaves_at: Moment | None = None, by: Actor
) -> Letter:
    """Let a letter go: now, at a moment, or from a moment on at each one's own clock or usual hour.

    Refuses with every reason at once: no subject, nothing in it, what the checks say must be mended, no way
    out, nobody to get it, a time that is over, and without the approval of a second person one to more people
    than the community's rules allow.
    `unschedule_letter` takes it back until its audience is written down. May be repeated.
    """
    require(by, SEND_LETTERS, in_=letter.community)
    with transaction.atomic():
        held = hold_letter(letter, by=by)
        refuse_if(_faults(held, when, leaves_at))
        size = audience_of(held).reached
        if not size:
            raise Refusal(Reason(NOBODY))
        require_approved(held, size, by=by)
        if held.state == LetterState.DRAFT:
            move_letter(held, LetterState.READY, in_=held.community, by=by)
        at = as_datetime(leaves_at or now() + PATIENCE)
        told = {"when": when, "leaves_at": at}
        if move_letter(held, LetterState.SCHEDULED, in_=held.community, by=by, **told):
            audit(by, "mailing.schedule_letter", in_=held.community, on=held, size=size, at=at.isoformat())
            enqueue("mailing.jobs.leaving.begin_letters", key=f"{held.pk}", at=_beginning(held))
    return held


def unschedule_letter(letter: Letter, *, by: Actor) -> Letter:
    """Take a letter back that has not begun to leave; its approvals stay. May be repeated."""
    require(by, SEND_LETTERS, in_=letter.community)
    with transaction.atomic():
        held = hold_letter(letter, by=by)
        if move_letter(held, LetterState.READY, in_=held.community, by=by, leaves_at=None):
            audit(by, "mailing.unschedule_letter", in_=held.community, on=held)
    return held


def cancel_letter(letter: Letter, *, by: Actor) -> Letter:
    """Give a letter up, also one that is on its way: whom it has not left for get none. May be repeated."""
    require(by, SEND_LETTERS, in_=letter.community)
    with transaction.atomic():
        held = hold_letter(letter, by=by)
        if move_letter(held, LetterState.CANCELLED, in_=held.community, by=by):
            audit(by, "mailing.cancel_letter", in_=held.community, on=held)
            spare_soon(held.pk, in_=held.community, by=SYSTEM)
    return held


def reopen_letter(letter: Letter, *, by: Actor) -> Letter:
    """Take a cancelled letter up again as a draft; refuses one of which some have left. May be repeated."""
    require(by, SEND_LETTERS, in_=letter.community)
    with transaction.atomic():
        held = hold_letter(letter, by=by)
        if held.begun_at is not None:
            raise Refusal(Reason(N_("Some of it has left already: copy the letter instead.")))
        if move_letter(held, LetterState.DRAFT, in_=held.community, by=by, leaves_at=None):
            audit(by, "mailing.reopen_letter", in_=held.community, on=held)
    return held


def begin_letter(letter: Letter, *, by: Actor) -> bool:
    """Let a scheduled letter whose time has come be prepared; answers whether it begins. May be repeated.

    What is sent is what was read: one to more people than two agreed on stays here, and says why.
    """
    require(by, SEND_LETTERS, in_=letter.community)
    with transaction.atomic():
        held = hold_letter(letter, by=by)
        if held.state != LetterState.SCHEDULED or held.leaves_at is None or _beginning(held) > now():
            return False
        try:
            require_approved(held, audience_of(held).reached, by=by)
        except Refusal as refusal:
            told = {"leaves_at": None, "trouble": _said(refusal, held)}
            move_letter(held, LetterState.READY, in_=held.community, by=by, **told)
            return False
        move_letter(held, LetterState.PREPARING, in_=held.community, by=by, trouble="")
        ask_for_preparing(held, in_=held.community, by=by)
    return True


def _beginning(letter: Letter) -> Moment:
    """Answer when a scheduled letter is prepared: before its time, if that is to be kept in the east."""
    at = moment(letter.leaves_at)
    if letter.when != When.LOCAL:
        return at
    earliest = Moment(moment(letter.changed_at) + PATIENCE)
    return min(at, max(first_clock(at, letter.community.time_zone), earliest))


def _said(refusal: Refusal, letter: Letter) -> str:
    with translation.override(letter.community.language):
        return " ".join(say_reason(one) for one in refusal.reasons)[:300]


def _faults(letter: Letter, when: str, leaves_at: Moment | None) -> list[Reason]:
    reasons = _faults_of_words(letter)
    if letter.removed_at is not None:
        reasons.append(Reason(REMOVED))
    if not senders_for(letter):
        reasons.append(Reason(NO_SENDER))
    return reasons + _faults_of_time(when, leaves_at)


def _faults_of_words(letter: Letter) -> list[Reason]:
    reasons = [] if letter.subject else [Reason(NO_SUBJECT, field="subject")]
    if not (letter.content.get("blocks") or str(letter.content.get("source", "")).strip()):
        reasons.append(Reason(EMPTY, field="content"))
    elif letter.subject:
        reasons += faults_in(letter)
    return reasons


def _faults_of_time(when: str, leaves_at: Moment | None) -> list[Reason]:
    reasons = []
    if when not in set(When):
        reasons.append(Reason(UNKNOWN_WHEN, field="when"))
    elif when != When.AT_ONCE and leaves_at is None:
        reasons.append(Reason(NEEDS_TIME, field="leaves_at"))
    if leaves_at is not None and leaves_at < now() - GRACE:
        reasons.append(Reason(PAST, field="leaves_at"))
    if leaves_at is not None and leaves_at > now() + FARTHEST:
        reasons.append(Reason(FAR, field="leaves_at"))
    return reasons
