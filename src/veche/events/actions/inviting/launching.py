"""Inviting: a drive is begun for people fixed at that moment, and can be taken back or stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from veche.channels.actions import withdraw_message
from veche.channels.queries import outgoing_of
from veche.channels.terms import OutgoingState
from veche.core.actions import audit, require
from veche.core.terms import SYSTEM, Actor
from veche.events.models import Drive, Event, Invitee
from veche.events.queries.inviting_reach import audience_of, guests_for
from veche.events.rules.inviting import checked
from veche.events.terms import MOVE_GUESTS, EventState
from veche.events.terms.inviting import SECOND_THOUGHTS, Audience, DriveKind, DriveState, Reached, Sent, Whom
from veche.kit import sql
from veche.kit.jobs import enqueue
from veche.kit.terms import N_, Reason, Refusal, refuse_if
from veche.kit.text import clean_name
from veche.kit.time import Moment, as_datetime, moment, now

if TYPE_CHECKING:
    from veche.core.models import Community

NOBODY = N_("Nobody of them can be written to. The list below says why.")
NOT_PUBLIC = N_("Announce the event first: whoever is invited sees its page.")
IS_OVER = N_("The event is over or called off.")
WITHDRAWN_AT_ONCE = 1000


def launch_drive(
    event: Event, kind: DriveKind, whom: Whom, *, subject: str, text: str, told: str = "", key: str,
    in_: Community, by: Actor,
) -> Drive:  # fmt: skip
    """Begin to write to everybody who is meant and can be reached; it goes in ten seconds.

    `told` is whom it is for in words. The same `key` answers the drive it began. Refuses an empty or
    mistaken text, an event that nobody could look at, and nobody to write to, all at once.
    """
    require(by, MOVE_GUESTS, in_=in_)
    known = Drive.objects.filter(event=event, key=key).first()
    if known:
        return known
    subject, text, reasons = checked(subject, text)
    audience = _audience(event, kind, whom)
    refuse_if([
        *faults_of_event(event, kind), *reasons, *([] if audience.reached else [Reason(NOBODY, field="who")]),
    ])  # fmt: skip
    at = now()
    drive = Drive(
        event=event, kind=kind, whom=clean_name(told, 300), ways=whom.ways, cap=whom.cap, subject=subject,
        text=text, key=key[:40], language=event.language, made_at=at, goes_at=at + SECOND_THOUGHTS,
        user_id=by.user_id,
    )  # fmt: skip
    with transaction.atomic():
        sql.lock("events.driving", event.pk)
        known = Drive.objects.filter(event=event, key=key).first()
        if known:
            return known
        drive.save(force_insert=True)
        Invitee.objects.bulk_create([_invitee(drive, one) for one in audience.people], batch_size=500)
        enqueue("events.jobs.send_drive", at=Moment(at + SECOND_THOUGHTS), key=str(drive.pk),
                community=in_.pk, drive=drive.pk)  # fmt: skip
        audit(by, "events.launch_drive", in_=in_, on=event, subject=subject, count=len(audience.reached))
    return drive


def stop_drive(drive: Drive, *, in_: Community, by: Actor) -> int:
    """Stop a drive: nothing more is written, and messages that wait in a chat's queue are taken back.

    Answers how many get nothing now. What is on its way cannot be called back. May be repeated.
    """
    require(by, MOVE_GUESTS, in_=in_)
    with transaction.atomic():
        sql.lock("events.drive", drive.pk)
        going = Drive.objects.filter(pk=drive.pk, event__community=in_, state=DriveState.GOING)
        was_going = going.update(state=DriveState.STOPPED, ended_at=as_datetime(now()))
        waiting = Invitee.objects.filter(drive=drive, state=Sent.WAITING)
        count = waiting.update(state=Sent.STOPPED) if was_going else 0
        count += _withdraw_messages(drive, in_, by) if was_going else 0
        if was_going:
            audit(by, "events.stop_drive", in_=in_, on=drive.event, subject=drive.subject, count=count)
    return count


def faults_of_event(event: Event, kind: DriveKind) -> list[Reason]:
    """Answer why nobody can be written to about an event, if that is so."""
    if kind is DriveKind.MESSAGE:
        return []
    if event.state == EventState.DRAFT:
        return [Reason(NOT_PUBLIC)]
    is_over = event.state == EventState.CANCELLED or moment(event.ends_at) < now()
    return [Reason(IS_OVER)] if is_over else []


def _audience(event: Event, kind: DriveKind, whom: Whom) -> Audience:
    return audience_of(event, whom) if kind is DriveKind.INVITATION else guests_for(event, whom)


def _invitee(drive: Drive, one: Reached) -> Invitee:
    return Invitee(
        drive=drive, identity_id=one.identity or None, guest_id=one.guest or None, name=one.name,
        who=f"guest-{one.guest}" if one.guest else f"person-{one.person}", email=one.email[:254],
        chat_id=one.chat or None, channel_id=one.channel or None, left=one.left,
        state=Sent.LEFT_OUT if one.left else Sent.WAITING,
    )  # fmt: skip


def _withdraw_messages(drive: Drive, community: Community, by: Actor) -> int:
    """Take back messages that have not gone into a chat yet."""
    queued = Invitee.objects.filter(drive=drive, state=Sent.CLAIMED).exclude(message_key="")
    keys = dict(queued.order_by("pk").values_list("message_key", "pk")[:WITHDRAWN_AT_ONCE])
    taken = []
    for key, outgoing in outgoing_of(community, keys).items():
        if outgoing.state == OutgoingState.WAITING:
            try:
                withdraw_message(outgoing, by=SYSTEM if by.is_machine else by)
            except Refusal:
                continue  # it went this moment
            taken.append(keys[key])
    return Invitee.objects.filter(pk__in=taken).update(state=Sent.STOPPED)
