"""Guests as the team keeps them: invited and added by hand, moved, approved many at once, and back again."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction

from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.events.actions.moving import add_guest, hold_event, move_guest
from veche.events.actions.seating import keep_seats
from veche.events.actions.waiting import offer_seats
from veche.events.models import Event, Guest, GuestChange, TicketType
from veche.events.queries.links import facts_of, secret_for
from veche.events.rules.links import digest_of
from veche.events.rules.pricing import price_of
from veche.events.rules.registering import NO_TICKET
from veche.events.terms import GUEST_MOVES, MOVE_GUESTS, GuestState
from veche.events.terms.registering import NOTICE_OF_STATE, Mate, NoticeKind
from veche.kit.terms import N_, Reason, Refusal, refuse_if
from veche.kit.text import clean, clean_name, fold, phone_of
from veche.people.queries import email_of

if TYPE_CHECKING:
    from veche.core.models import Community
    from veche.ledger.models import Identity

BY_TEAM, UNDONE = N_("By the team"), N_("Taken back")
NOBODY = N_("Write a name or an e-mail address.")
NO_EMAIL, NO_PHONE = N_("This is no e-mail address."), N_("This is no phone number.")
MOST_AT_ONCE = 500
STATES_BY_HAND = (GuestState.INVITED, GuestState.GOING, GuestState.WAITING)


def write_down_guest(
    event: Event, *, name: str, email: str = "", phone: str = "", state: GuestState = GuestState.INVITED,
    seats: int = 1, ticket_type: int | None = None, note: str = "", known: Identity | None = None,
    mates: Sequence[Mate] = (), diet_consent: str = "", in_: Community, by: Actor,
) -> Guest:  # fmt: skip
    """Put somebody on the list by hand, invited (they get their own link) or going at once.

    `known` is whom the ledger knows them as; `mates` are all of their party, where more than a number is
    told of it, and `diet_consent` is the text by which what they eat may be kept. A ticket has its price,
    to be paid as everybody pays. Refuses somebody without name and address, a ticket of another event, and
    more seats than there are.
    """
    seats = len(mates) or max(1, seats)
    require(by, MOVE_GUESTS, in_=in_)
    name = clean_name(name)
    found, number = email_of(email), phone_of(phone, in_.country) if phone.strip() else ""
    ticket = TicketType.objects.filter(event=event, pk=ticket_type).first() if ticket_type else None
    refuse_if([
        *([Reason(NO_TICKET, field="ticket_type")] if ticket_type and ticket is None else []),
        *([] if name or email.strip() else [Reason(NOBODY, field="name")]),
        *([Reason(NO_EMAIL, field="email")] if email.strip() and not found else []),
        *([Reason(NO_PHONE, field="phone")] if phone.strip() and not number else []),
    ])  # fmt: skip
    key = hashlib.sha256(secrets.token_bytes(24)).hexdigest()
    guest = Guest(
        event=event, name=name, folded=fold(name)[:200], email=found, phone=number, seats=seats,
        identity=known, ticket_type=ticket, note=clean(note, 500), key=key,
        language=in_.language, source="team", amount=price_of(ticket.amount, seats) if ticket else 0,
        digest=digest_of(secret_for(event.pk, key)), user_id=by.user_id,
    )  # fmt: skip
    with transaction.atomic():
        held = hold_event(event.pk, community=in_)
        held.venue = event.venue
        guest.told = facts_of(held)
        add_guest(guest, state, event=held, reason=BY_TEAM, notice=NOTICE_OF_STATE.get(state, ""), by=by)
        party = mates or [Mate(name), *(Mate() for _ in range(seats - 1))]
        keep_seats(guest, party, held, diet_consent, is_new=True, by=by)
        if state is GuestState.WAITING:
            offer_seats(held, by=by)
        audit(by, "events.write_down_guest", in_=in_, on=guest, event=event.title, name=name)
    return guest


def move_guests(
    guests: Sequence[int], state: GuestState, *, event: Event, in_: Community, by: Actor
) -> tuple[list[int], int]:
    """Bring guests to a state by hand; answers the changes made, and how many could not be moved.

    Who is approved and finds no seats left waits. Whose state allows no such move is left as they are.
    """
    require(by, MOVE_GUESTS, in_=in_)
    changes, left = [], 0
    with transaction.atomic():
        held = hold_event(event.pk, community=in_)
        chosen = Guest.objects.filter(event=held, pk__in=list(guests)[:MOST_AT_ONCE])
        for guest in chosen.select_related("ticket_type").order_by("pk"):
            change = _moved(guest, state, held, by)
            changes += [change.pk] if change else []
            left += change is None
        offer_seats(held, by=by)
        audit(by, "events.move_guests", in_=in_, on=event, to=state, count=len(changes))
    return changes, left


def move_back(changes: Sequence[int], *, event: Event, in_: Community, by: Actor) -> int:
    """Take moves back, where nothing else happened to the guest since; answers how many. May be repeated.

    Somebody whose seats are gone meanwhile is not brought back.
    """
    require(by, MOVE_GUESTS, in_=in_)
    count = 0
    with transaction.atomic():
        held = hold_event(event.pk, community=in_)
        found = GuestChange.objects.filter(pk__in=list(changes)[:MOST_AT_ONCE], event=held)
        for change in found.select_related("guest__ticket_type").order_by("-pk"):
            count += _moved_back(change, held, by)
        offer_seats(held, by=by)
        audit(by, "events.move_back", in_=in_, on=event, count=count)
    return count


def note_guest(guest: Guest, note: str, *, in_: Community, by: Actor) -> None:
    """Keep the team's own words about a guest. May be repeated."""
    require(by, MOVE_GUESTS, in_=in_)
    with transaction.atomic():
        Guest.objects.filter(pk=guest.pk, event__community=in_).update(note=clean(note, 500).strip())
        audit(by, "events.note_guest", in_=in_, on=guest)


def _moved(guest: Guest, state: GuestState, event: Event, by: Actor) -> GuestChange | None:
    """Move one of them; an application without seats left goes to the waiting list."""
    before = GuestState(guest.state)
    if before is state or state not in GUEST_MOVES[before]:
        return None
    is_refused = before is GuestState.APPLIED and state is GuestState.DECLINED
    notice = NoticeKind.REFUSED if is_refused else NOTICE_OF_STATE.get(state, "")
    try:
        return move_guest(guest, state, event=event, reason=BY_TEAM, notice=notice, by=by)
    except Refusal:
        if before is not GuestState.APPLIED or state is not GuestState.GOING:
            return None
    return move_guest(
        guest, GuestState.WAITING, event=event, reason=BY_TEAM, notice=NoticeKind.WAITING, by=by
    )


def _moved_back(change: GuestChange, event: Event, by: Actor) -> int:
    guest = change.guest
    last = GuestChange.objects.filter(guest=guest).order_by("-pk").values_list("pk", flat=True).first()
    if last != change.pk or not change.before or change.before == guest.state:
        return 0
    # Who was told of it already is told that it is otherwise.
    notice = NOTICE_OF_STATE.get(change.before, "") if change.is_told and change.notice else ""
    before = GuestState(change.before)
    try:
        move_guest(guest, before, event=event, reason=UNDONE, notice=notice, is_undo=True, by=by)
    except Refusal:
        return 0
    GuestChange.objects.filter(pk=change.pk, is_told=False).update(is_told=True)
    return 1
