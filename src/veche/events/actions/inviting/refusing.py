"""Answers to invitations that are none to the event: a link was opened, no more invitations are wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from veche.core.actions import require
from veche.core.terms import Actor
from veche.events.actions.recording import handle_of_invitee, record_deed
from veche.events.models import Guest, Invitee, NoInvitation
from veche.events.queries.inviting_letters import is_refusing, refusals_of_letters, refusals_of_reminders
from veche.events.queries.inviting_reach import reasons_now
from veche.events.queries.refusing import has_withdrawn
from veche.events.terms import KEEP_EVENTS, MOVE_GUESTS
from veche.events.terms.inviting import Left, Refusable
from veche.kit import sql
from veche.kit.jobs import enqueue
from veche.kit.time import Moment, as_datetime, moment, now
from veche.ledger.terms import KINDS, Kind
from veche.people.actions import give_consent
from veche.people.terms import Purpose, Way

if TYPE_CHECKING:
    from veche.core.models import Community

PROOF = "/n/"  # by the link of a letter


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
    """Keep somebody's word that they want no more invitations of this community. May be repeated.

    Knowingly apart from a consent to letters, which is of the whole organisation and of news too: this
    word is narrower, stands above any consent, and takes none back.
    """
    require(by, MOVE_GUESTS, in_=in_)
    with transaction.atomic():
        sql.lock("events.refusing", in_.pk)
        if not refusals_of_letters(invitee).exists():
            NoInvitation.objects.create(
                community=in_, identity=invitee.identity, email=invitee.email, at=as_datetime(now())
            )
            enqueue("events.jobs.record_refusing", community=in_.pk, invitee=invitee.pk,
                    kind=Kind.UNSUBSCRIBED.number, when=now())  # fmt: skip


def allow_invitations(invitee: Invitee, *, in_: Community, by: Actor) -> None:
    """Take that word back, however it was said. May be repeated.

    Whoever had taken their consent to letters back gives it anew: the page showed them its text.
    """
    require(by, MOVE_GUESTS, in_=in_)
    with transaction.atomic():
        sql.lock("events.refusing", in_.pk)
        if not is_refusing(invitee):
            return
        refusals_of_letters(invitee).update(ended_at=as_datetime(now()))
        record_refusing(invitee, Kind.SUBSCRIBED.number, now(), in_=in_, by=by)
        attachment = getattr(invitee.identity, "attachment", None)
        if attachment and has_withdrawn(attachment.person_id):
            give_consent(
                attachment.person, Purpose.LETTERS, way=Way.FORM, given_at=now(), proof=PROOF, in_=in_, by=by
            )


def refuse_reminders(guest: Guest, *, in_: Community, by: Actor) -> None:
    """Keep a guest's word that they want no more reminders of this community's events. May be repeated.

    It is kept apart from invitations and from the consent to letters: the ledger hears nothing of it.
    """
    require(by, MOVE_GUESTS, in_=in_)
    with transaction.atomic():
        sql.lock("events.refusing", in_.pk)
        if not refusals_of_reminders(guest).exists():
            NoInvitation.objects.create(
                community=in_, identity=guest.identity, email=guest.email, at=as_datetime(now()),
                what=Refusable.REMINDERS,
            )  # fmt: skip


def allow_reminders(guest: Guest, *, in_: Community, by: Actor) -> None:
    """Take that word back. May be repeated."""
    require(by, MOVE_GUESTS, in_=in_)
    refusals_of_reminders(guest).update(ended_at=as_datetime(now()))


def record_refusing(invitee: Invitee, kind: int, when: Moment, *, in_: Community, by: Actor) -> None:
    """Tell the ledger that somebody wants no more invitations, or does again."""
    require(by, KEEP_EVENTS, in_=in_)
    said = KINDS[kind]
    key = f"letters/{said.word}/{invitee.pk}/{when}"
    record_deed(invitee.drive.event, handle_of_invitee(invitee), said, key, at=when, by=by)
