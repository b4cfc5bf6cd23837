"""Waiting: seats that come free are offered to who waits for them, and offers end."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from veche.core.actions import require
from veche.core.terms import Actor
from veche.events.actions.moving import bounds_of, hold_event, move_guest
from veche.events.models import Event, Guest, TicketPool, TicketType
from veche.events.rules.seats import Party, choose_offers, free_within
from veche.events.terms import KEEP_EVENTS, MOVE_GUESTS, GuestState, WaitingMode
from veche.events.terms.registering import NoticeKind
from veche.kit.terms import N_
from veche.kit.time import HOUR, as_datetime, moment, now

if TYPE_CHECKING:
    from veche.core.models import Community

OFFERED, LAPSED, CAME_FREE = (
    N_("A seat was offered"),
    N_("The offer ended unanswered"),
    N_("A seat came free"),
)
# So many of the list are looked at when seats come free; whoever fits stands among them or waits on.
LOOKED_AT = 500
AT_ONCE = 200


def offer_seats(event: Event, *, by: Actor) -> int:
    """Offer free seats to who waits, by the rule of the event that is held; answers to how many.

    Where offers stand for no hours, they are going at once. May be repeated.
    """
    require(by, MOVE_GUESTS, in_=event.community)
    at, ends = now(), moment(event.ends_at)
    if at >= ends or event.cancelled_at is not None:
        return 0
    parties = _waiting(event)
    free = free_seats(event) if parties else {}
    mode = WaitingMode(event.waiting_mode)
    chosen, passed = choose_offers(parties, free, mode=mode, bound=event.waiting_bound)
    until = min(at + event.offer_hours * HOUR, ends)
    guests = Guest.objects.filter(pk__in=chosen).select_related("ticket_type").order_by("waits_since", "pk")
    for guest in guests if chosen else ():
        if event.offer_hours:
            move_guest(
                guest, GuestState.WAITING, event=event, offered_until=until, reason=OFFERED,
                notice=NoticeKind.OFFER, by=by,
            )  # fmt: skip
        else:
            move_guest(guest, GuestState.GOING, event=event, reason=CAME_FREE, notice=NoticeKind.GOING, by=by)
    _pass_over(passed)
    return len(chosen)


def is_next(guest: Guest, event: Event) -> bool:
    """Tell whether somebody who comes now may have seats of an event that is held: they fit, and nobody
    who waits comes first by the event's rule. Whoever is passed over by that has it counted.
    """  # fmt: skip
    free = free_within(bounds_of(guest, event))
    if free is None:
        return True
    if guest.seats > free:
        return False
    waiting = _waiting(event)
    if not waiting:
        return True
    if len(waiting) >= LOOKED_AT:
        return False
    pool = guest.ticket_type.pool_id if guest.ticket_type else None
    parties = [*waiting, Party(0, guest.seats, 0, _draws(guest.ticket_type_id, pool))]
    mode = WaitingMode(event.waiting_mode)
    chosen, passed = choose_offers(parties, free_seats(event), mode=mode, bound=event.waiting_bound)
    if 0 in chosen:
        _pass_over(passed)
    return 0 in chosen


def end_offers(*, in_: Community, by: Actor) -> int:
    """End offers whose time is over, a few hundred at a time, and offer the seats on. May be repeated."""
    require(by, KEEP_EVENTS, in_=in_)
    lapsed = Guest.objects.filter(
        event__community=in_, state=GuestState.WAITING, offered_until__lte=as_datetime(now())
    )
    found = list(lapsed.order_by("offered_until").values_list("event", "pk")[:AT_ONCE])
    count = 0
    for event in sorted({event for event, _ in found}):
        with transaction.atomic():
            held = hold_event(event, community=in_)
            for guest in lapsed.filter(event=event)[:AT_ONCE]:
                move_guest(
                    guest, GuestState.CANCELLED, event=held, reason=LAPSED, notice=NoticeKind.LAPSED, by=by
                )
                count += 1
            offer_seats(held, by=by)
    return count


def free_seats(event: Event) -> dict[str, int]:
    """Answer how many seats each bound of an event leaves, read anew; bounds without number are left out."""
    free = {} if event.seats is None else {"event": max(0, event.seats - event.taken)}
    kinds = TicketType.objects.filter(event=event).exclude(capacity=None)
    bounded = kinds.values_list("pk", "capacity", "taken")
    free |= {f"type {pk}": max(0, (all_ or 0) - taken) for pk, all_, taken in bounded}
    pools = TicketPool.objects.filter(event=event).values_list("pk", "capacity", "taken")
    return free | {f"pool {pk}": max(0, all_ - taken) for pk, all_, taken in pools}


def _waiting(event: Event) -> list[Party]:
    """Answer the parties that wait without an offer, in their order: one query."""
    found = Guest.objects.filter(event=event, state=GuestState.WAITING, offered_until=None)
    rows = found.values_list("pk", "seats", "passed_over", "ticket_type", "ticket_type__pool")
    return [
        Party(pk, seats, passed, _draws(kind, pool))
        for pk, seats, passed, kind, pool in rows.order_by("waits_since", "pk")[:LOOKED_AT]
    ]


def _draws(kind: int | None, pool: int | None) -> tuple[str, ...]:
    """Answer which bounds the seats of a type of ticket are taken within."""
    return ("event", *([f"type {kind}"] if kind else []), *([f"pool {pool}"] if pool else []))


def _pass_over(guests: Iterable[int]) -> None:
    if passed := list(guests):
        Guest.objects.filter(pk__in=passed).update(passed_over=F("passed_over") + 1)
