"""Feedback: a guest says what it was like, by their own link; the team leaves words out of what is quoted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction

from veche.core.actions import audit, require
from veche.core.terms import SYSTEM, Actor
from veche.events.actions.counting import count_attempts
from veche.events.actions.recording import handle_of, record_deed
from veche.events.models import Feedback, Guest, Photo
from veche.events.queries.feedback import feedback_of, may_change, may_tell, rated_sessions
from veche.events.rules.feedback import read_feedback
from veche.events.rules.registering import Told
from veche.events.terms import KEEP_EVENTS, MOVE_GUESTS, SEE_GUESTS
from veche.kit.terms import N_, Reason, Refusal, refuse_if
from veche.kit.time import as_datetime, now
from veche.ledger.terms import Kind

if TYPE_CHECKING:
    from veche.core.models import Community, Organisation

TOO_LATE = N_("What you said is two weeks old and stays as it is. Thank you for it!")
NOT_ASKED = N_("This form is for those who came, once the event is over.")
MOST_AN_HOUR = 30


def give_feedback(guest: Guest, told: Told, *, in_: Community, by: Actor) -> Feedback:
    """Keep what a guest says of an event, in place of what they said before; once it is a fact of the ledger.

    Refuses who did not come, what is wrong in the form, all at once, and changes after two weeks.
    """
    require(by, MOVE_GUESTS, in_=in_)
    read, reasons = read_feedback(told, rated_sessions(guest.event))
    refuse_if([*([] if may_tell(guest) else [Reason(NOT_ASKED)]), *reasons])
    count_attempts({f"feedback {guest.pk}": MOST_AN_HOUR}, in_=in_, by=by)
    at = now()
    with transaction.atomic():
        held = Guest.objects.select_for_update(of=("self",)).select_related("identity").get(pk=guest.pk)
        known = feedback_of(held)
        if not may_change(known):
            raise Refusal(Reason(TOO_LATE))
        facts = {
            "stars": read.stars, "good": read.good, "mend": read.mend, "again": read.again,
            "sessions": dict(read.sessions), "changed_at": as_datetime(at),
        }  # fmt: skip
        kept, is_new = Feedback.objects.update_or_create(
            guest=held, defaults=facts,
            create_defaults=facts | {"event": guest.event, "made_at": as_datetime(at)},
        )  # fmt: skip
        if is_new:
            key = f"feedback/{guest.pk}"
            record_deed(guest.event, handle_of(held), Kind.SUBMITTED, key, at=at, by=SYSTEM)
    return kept


def hide_feedback(feedback: Feedback, *, hidden: bool = True, in_: Community, by: Actor) -> None:
    """Leave somebody's words out of what is quoted, or quote them again. They count all the same."""
    require(by, SEE_GUESTS, in_=in_)
    with transaction.atomic():
        Feedback.objects.filter(pk=feedback.pk, event__community=in_).update(is_hidden=hidden)
        audit(by, "events.hide_feedback", in_=in_, on=feedback.event, hidden=hidden)


def forget_feedback(organisation: Organisation, identities: Sequence[int], *, by: Actor) -> None:
    """Erase the words of these handles' feedback, and their marks on photos. May be repeated.

    Stars count on: they name nobody.
    """
    require(by, KEEP_EVENTS, in_=organisation)
    guests = Guest.objects.filter(event__community__organisation=organisation, identity__in=identities)
    with transaction.atomic():
        count = Feedback.objects.filter(guest__in=guests).update(good="", mend="")
        count += Photo.guests.through.objects.filter(guest__in=guests).delete()[0]
        if count:
            audit(by, "events.forget_feedback", in_=organisation, count=count)
