"""Sending a drive: a letter is written in one transaction with the mark that it was, then confirmed.

kill -9 anywhere loses no letter and writes none twice: what was not marked is written by the next run.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction

from veche.channels.actions import send_message
from veche.channels.queries import outgoing_of
from veche.channels.terms import OutgoingState
from veche.core.actions import require
from veche.core.terms import Actor
from veche.events.actions.inviting.launching import faults_of_event
from veche.events.actions.moving import add_guest, hold_event
from veche.events.actions.recording import record_letters
from veche.events.actions.seating import keep_seats
from veche.events.models import Drive, Event, Guest, Invitee
from veche.events.queries.inviting import letters_in, letters_on_way
from veche.events.queries.inviting_letters import (
    letter_of,
    refusing_headers,
    refusing_link,
    refusing_secret,
    tracked_link,
)
from veche.events.queries.inviting_reach import reasons_now
from veche.events.queries.links import facts_of, secret_for
from veche.events.rules.links import digest_of
from veche.events.terms import KEEP_EVENTS, GuestState
from veche.events.terms.inviting import EXPECTING, DriveKind, DriveState, Sent
from veche.events.terms.registering import Mate
from veche.kit import sql
from veche.kit.mail import write_letter
from veche.kit.models import Letter
from veche.kit.terms import Refusal
from veche.kit.text import fold
from veche.kit.time import DAY, as_datetime, moment, now

if TYPE_CHECKING:
    from veche.core.models import Community

AT_ONCE, CONFIRMED_AT_ONCE = 50, 500
# A letter that waited for the mail server so long is not sent any more.
PATIENCE = 3 * DAY
SOURCE = "invitation"
_STATE_OF_MESSAGE = {
    OutgoingState.SENT: Sent.SENT, OutgoingState.FAILED: Sent.FAILED,
    OutgoingState.DOUBTFUL: Sent.DOUBTFUL, OutgoingState.WITHDRAWN: Sent.STOPPED,
}  # fmt: skip


def send_next(drive: Drive, *, by: Actor) -> int:
    """Write the next fifty letters of a drive; answers how many were looked at, none once it is done.

    Who refused, registered or was invited often enough since it began is left out. A drive that was
    stopped, or whose event is called off or over, writes nothing. May be repeated and cut off anywhere.
    """
    community = drive.event.community
    require(by, KEEP_EVENTS, in_=community)
    with transaction.atomic():
        sql.lock("events.drive", drive.pk)
        held = Drive.objects.select_for_update().get(pk=drive.pk)
        if held.state != DriveState.GOING or moment(held.goes_at) > now():
            return 0
        event = hold_event(drive.event_id, community=community)
        event.venue = drive.event.venue
        held.event = event
        waiting = Invitee.objects.filter(drive=held, state=Sent.WAITING)
        if faults_of_event(event, DriveKind(held.kind)):
            waiting.update(state=Sent.STOPPED)
            _end(held, DriveState.STOPPED)
            return 0
        known = waiting.select_related("guest", "chat", "channel", "identity__attachment")
        invitees = list(known.order_by("pk")[:AT_ONCE])
        if not invitees:
            _end(held, DriveState.DONE)
        left = _left_now(held, event, invitees)
        for invitee in invitees:
            invitee.drive = held
            if invitee.pk in left:
                Invitee.objects.filter(pk=invitee.pk).update(state=Sent.LEFT_OUT, left=left[invitee.pk])
            else:
                _write(held, event, invitee, by)
    return len(invitees)


def confirm_letters(*, in_: Community, by: Actor) -> int:
    """Note of letters on their way which went, and tell the ledger; answers of how many. May be repeated."""
    require(by, KEEP_EVENTS, in_=in_)
    with transaction.atomic():
        sql.lock("events.confirming", in_.pk)
        claimed = Invitee.objects.filter(state=Sent.CLAIMED, drive__event__community=in_)
        claimed = claimed.exclude(letter_id__in=letters_on_way(in_, since=now() - PATIENCE))
        found = list(
            claimed.select_related("drive__event", "identity", "guest").order_by("pk")[:CONFIRMED_AT_ONCE]
        )
        ended = _ended(found, in_)
        gone = [one for one in found if ended.get(one.pk) is Sent.SENT]
        for state in {*ended.values()}:
            rows = Invitee.objects.filter(pk__in=[pk for pk, known in ended.items() if known is state])
            rows.update(state=state, sent_at=as_datetime(now()) if state is Sent.SENT else None)
        record_letters(gone, in_=in_, by=by)
    return len(ended)


def _left_now(drive: Drive, event: Event, invitees: Sequence[Invitee]) -> dict[int, str]:
    if drive.kind != DriveKind.INVITATION:
        return {}
    persons = {
        one.pk: attachment.person_id for one in invitees
        if (attachment := getattr(one.identity, "attachment", None))
    }  # fmt: skip
    why = reasons_now(event, persons.values(), drive.cap)
    return {pk: why[person] for pk, person in persons.items() if person in why}


def _write(drive: Drive, event: Event, invitee: Invitee, by: Actor) -> None:
    is_invitation = drive.kind == DriveKind.INVITATION
    guest = _invited(drive, event, invitee, by) if is_invitation else invitee.guest
    if guest is None:  # they were erased meanwhile
        Invitee.objects.filter(pk=invitee.pk).update(state=Sent.FAILED)
        return
    may_refuse = is_invitation or GuestState(guest.state) not in EXPECTING
    secret = refusing_secret(invitee)
    letter = letter_of(
        event, drive.language, drive.subject, drive.text, name=invitee.name, is_chat=bool(invitee.chat_id),
        link=tracked_link(guest, drive), refusing=refusing_link(secret) if may_refuse else "",
    )  # fmt: skip
    facts = {"guest": guest, "digest": digest_of(secret), "state": Sent.CLAIMED}
    if invitee.chat and invitee.channel:
        key = f"event-letter-{invitee.pk}"
        try:
            with transaction.atomic():
                send_message(event.community, channel=invitee.channel, text=letter.body, key=key,
                             to=invitee.chat, subject=letter.subject, by=by)  # fmt: skip
        except Refusal:  # the channel is connected no more
            facts |= {"state": Sent.FAILED}
        facts |= {"message_key": key}
    else:
        written = write_letter(
            invitee.email, letter.subject, letter.body, organisation=event.community.organisation_id,
            headers=refusing_headers(refusing_link(secret)) if may_refuse else {},
        )  # fmt: skip
        facts |= {"letter_id": written.pk}
    Invitee.objects.filter(pk=invitee.pk).update(claimed_at=as_datetime(now()), **facts)


def _invited(drive: Drive, event: Event, invitee: Invitee, by: Actor) -> Guest:
    """Put somebody on the list as invited, with a link of their own."""
    key = hashlib.sha256(secrets.token_bytes(24)).hexdigest()
    guest = Guest(
        event=event, name=invitee.name, folded=fold(invitee.name)[:200], email=invitee.email, key=key,
        language=drive.language, source=SOURCE, digest=digest_of(secret_for(event.pk, key)),
        identity=invitee.identity, user_id=drive.user_id, told=facts_of(event),
    )  # fmt: skip
    add_guest(guest, GuestState.INVITED, event=event, by=by)
    keep_seats(guest, [Mate(invitee.name)], event, "", is_new=True, by=by)
    return guest


def _ended(found: Sequence[Invitee], community: Community) -> dict[int, Sent]:
    """Answer what became of letters and messages of which something became."""
    letters = letters_in([one.letter_id for one in found if one.letter_id])
    messages = outgoing_of(community, [one.message_key for one in found if one.message_key])
    ended: dict[int, Sent] = {}
    for one in found:
        if one.message_key:
            outgoing = messages.get(one.message_key)
            state = _STATE_OF_MESSAGE.get(OutgoingState(outgoing.state)) if outgoing else Sent.FAILED
        else:
            letter = letters.get(one.letter_id or 0)
            is_waiting = letter is not None and letter.state == Letter.WAITING
            is_late = letter is not None and moment(letter.made_at) < now() - PATIENCE
            state = (Sent.FAILED if is_late else None) if is_waiting else Sent.SENT
        if state:
            ended[one.pk] = state
    return ended


def _end(drive: Drive, state: DriveState) -> None:
    Drive.objects.filter(pk=drive.pk).update(state=state, ended_at=as_datetime(now()))
