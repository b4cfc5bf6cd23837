"""Answers to invitations that are none to the event: a link was opened, no more invitations are wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from veche.core.actions import require
from veche.core.terms import Actor
from veche.events.actions.recording import handle_of_invitee, record_deed
from veche.events.models import Guest, Invitee, NoInvitation
from veche.events.queries.inviting_letters import refusals_of_letters
from veche.events.queries.inviting_reach import reasons_now
from veche.events.terms import KEEP_EVENTS, MOVE_GUESTS
from veche.events.terms.inviting import Left
from veche.kit import sql
from veche.kit.jobs import enqueue
from veche.kit.time import Moment, as_datetime, moment, now
from veche.ledger.terms import KINDS, Kind

if TYPE_CHECKING:
    from veche.core.models import Community


def note_opening(guest: Guest, drive: int, *, in_: Community, by: Actor) -> bool:
    """Note that a guest's link was opened from a letter of a drive, the first time. May be repeated."""
    require(by, MOVE_GUESTS, in_=in_)
    unopened = Invitee.objects.filter(guest=guest, drive=drive, drive__event__community=in_, opened_at=None)
    with transaction.atomic():
        found = list(unopened.values_list("pk", flat=True)[:1])
        if not found or not unopened.update(opened_at=as_datetime(now())):
            return False
        enqueue("events.jobs.record_opening", community=in_.pk, invitee=found[0])
    return True


def record_opening(invitee: Invitee, *, in_: Community, by: Actor) -> None:
    """Tell the ledger of an opened link; of who refused letters only the number on the page is kept."""
    require(by, KEEP_EVENTS, in_=in_)
    event = invitee.drive.event
    person = getattr(invitee.identity, "attachment", None)
    why = reasons_now(event, [person.person_id], 10**6) if person else {}
    if invitee.opened_at and not {*why.values()} & {Left.REFUSED, Left.WITHDREW}:
        record_deed(
            event, handle_of_invitee(invitee), Kind.CLICKED, f"opened/{invitee.pk}",
            at=moment(invitee.opened_at), by=by,
        )  # fmt: skip


def refuse_invitations(invitee: Invitee, *, in_: Community, by: Actor) -> None:
    """Keep somebody's word that they want no more invitations of this community. May be repeated."""
    require(by, MOVE_GUESTS, in_=in_)
    with transaction.atomic():
        sql.lock("events.refusing", in_.pk)
        if not refusals_of_letters(invitee).exists():
            NoInvitation.objects.create(
                community=in_, identity=invitee.identity, email=invitee.email, at=as_datetime(now())
            )
            _tell(invitee, Kind.UNSUBSCRIBED)


def allow_invitations(invitee: Invitee, *, in_: Community, by: Actor) -> None:
    """Take that word back. May be repeated."""
    require(by, MOVE_GUESTS, in_=in_)
    with transaction.atomic():
        sql.lock("events.refusing", in_.pk)
        if refusals_of_letters(invitee).update(ended_at=as_datetime(now())):
            _tell(invitee, Kind.SUBSCRIBED)


def record_refusing(invitee: Invitee, kind: int, when: Moment, *, in_: Community, by: Actor) -> None:
    """Tell the ledger that somebody wants no more invitations, or does again."""
    require(by, KEEP_EVENTS, in_=in_)
    said = KINDS[kind]
    key = f"letters/{said.word}/{invitee.pk}/{when}"
    record_deed(invitee.drive.event, handle_of_invitee(invitee), said, key, at=when, by=by)


def _tell(invitee: Invitee, kind: Kind) -> None:
    enqueue("events.jobs.record_refusing", community=invitee.drive.event.community_id, invitee=invitee.pk,
            kind=kind.number, when=now())  # fmt: skip
