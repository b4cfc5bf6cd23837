"""Waiting: seats that come free are offered to who waits for them, and offers end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Q, QuerySet

from veche.core.actions import require
from veche.core.terms import Actor
from veche.events.actions.moving import bounds_of, hold_event, move_guest
from veche.events.models import Event, Guest, TicketPool, TicketType
from veche.events.rules.seats import Offering, Party, free_within
from veche.events.terms import KEEP_EVENTS, MOVE_GUESTS, GuestState, WaitingMode
from veche.events.terms.registering import NoticeKind
from veche.kit.jobs import enqueue
from veche.kit.terms import N_
from veche.kit.time import HOUR, as_datetime, moment, now

if TYPE_CHECKING:
    from veche.core.models import Community

OFFERED, LAPSED, CAME_FREE = (
    N_("A seat was offered"),
    N_("The offer ended unanswered"),
    N_("A seat came free"),
)
# So many of the list are read at a time; so many are offered seats in one transaction.
READ_AT_ONCE, MOST_OFFERED = 100, 500
AT_ONCE = 200
# Behind everybody in the list: who comes only now.
LAST = 2**62
Draws = dict[int | None, tuple[str, ...]]


def offer_seats(event: Event, *, by: Actor) -> int:
    """Offer free seats to who waits, by the rule of the event that is held; answers to how many.

    Where offers stand for no hours, they are going at once. May be repeated. Where there is room for
    more than a few hundred, a job goes on with the rest.
    """
    require(by, MOVE_GUESTS, in_=event.community)
    at, ends = now(), moment(event.ends_at)
    if at >= ends or event.cancelled_at is not None or not _waiting(event).exists():
        return 0
    offering, draws = _along(event)
    until = min(at + event.offer_hours * HOUR, ends)
    chosen = offering.offered
    guests = Guest.objects.filter(pk__in=chosen).select_related("ticket_type").order_by("waits_since", "pk")
    for guest in guests if chosen else ():
        if event.offer_hours:
            move_guest(
                guest, GuestState.WAITING, event=event, offered_until=until, reason=OFFERED,
                notice=NoticeKind.OFFER, by=by,
            )  # fmt: skip
        else:
            move_guest(guest, GuestState.GOING, event=event, reason=CAME_FREE, notice=NoticeKind.GOING, by=by)
    _pass_over(event, offering, draws)
    if len(chosen) >= MOST_OFFERED:
        enqueue("events.jobs.offer_on", key=str(event.pk), community=event.community_id, event=event.pk)
    return len(chosen)


def offer_on(event: Event, *, by: Actor) -> int:
    """Hold an event and offer its free seats to who waits; answers to how many. May be repeated."""
    require(by, KEEP_EVENTS, in_=event.community)
    with transaction.atomic():
        return offer_seats(hold_event(event.pk, community=event.community), by=by)


def is_next(guest: Guest, event: Event) -> bool:
    """Tell whether somebody who comes now may have seats of an event that is held: they fit, and nobody
    who waits comes first by the event's rule. Whoever is passed over by that has it counted.
    """  # fmt: skip
    free = free_within(bounds_of(guest, event))
    if free is None:
        return True
    if guest.seats > free:
        return False
    if not _waiting(event).exists():
        return True
    offering, draws = _along(event)
    earlier = len(offering.offered)
    offering.passers.clear()  # only by the newcomer are they passed over now
    offering.take([Party(LAST, guest.seats, 0, draws[guest.ticket_type_id], LAST)])
    if len(offering.offered) == earlier:
        return False
    _pass_over(event, offering, draws)
    return True


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


def _along(event: Event) -> tuple[Offering, Draws]:
    """Offer what is free along the whole waiting list; two queries, and one for each hundred who may fit.

    Only parties that may have seats, or are waited for, are read: the rest of a long list never is.
    """
    free, draws = _bounds(event)
    offering = Offering(free, mode=WaitingMode(event.waiting_mode), bound=event.waiting_bound)
    after: tuple[int, int] | None = None
    while len(offering.offered) < MOST_OFFERED and (wanted := _who_may(offering, draws)) is not None:
        found = _waiting(event).filter(wanted)
        found = found.filter(_beyond(*after)) if after else found
        rows = found.order_by("waits_since", "pk").values_list(
            "pk", "seats", "passed_over", "ticket_type", "waits_since"
        )
        parties = [
            Party(pk, seats, passed, draws[kind], moment(since))
            for pk, seats, passed, kind, since in rows[:READ_AT_ONCE]
            if since is not None
        ]
        offering.take(parties)
        if len(parties) < READ_AT_ONCE:
            break
        after = parties[-1].order
    return offering, draws


def _bounds(event: Event) -> tuple[dict[str, int], Draws]:
    """Answer how many seats each bound of an event leaves, read anew, and which bounds a type draws from.

    Bounds without number are left out.
    """
    free = {} if event.seats is None else {"event": max(0, event.seats - event.taken)}
    draws: Draws = {None: ("event",)}
    kinds = TicketType.objects.filter(event=event).values_list("pk", "capacity", "taken", "pool")
    for pk, capacity, taken, pool in kinds:
        draws[pk] = ("event", f"type {pk}", *([f"pool {pool}"] if pool else []))
        if capacity is not None:
            free[f"type {pk}"] = max(0, capacity - taken)
    pools = TicketPool.objects.filter(event=event).values_list("pk", "capacity", "taken")
    return free | {f"pool {pk}": max(0, all_ - taken) for pk, all_, taken in pools}, draws


def _who_may(offering: Offering, draws: Draws) -> Q | None:
    """Answer which parties are still to be looked at: who may fit, and who is waited for; none is nobody."""
    wanted: Q | None = None
    is_strict = offering.mode is WaitingMode.STRICT
    for kind, names in draws.items():
        if offering.is_over or offering.held_from(names) is not None:
            continue
        most = offering.most_for(names)
        fits = Q() if most is None or is_strict else Q(seats__lte=most) | Q(passed_over__gte=offering.bound)
        one = Q(ticket_type=kind) & fits
        wanted = one if wanted is None else wanted | one
    return wanted


def _pass_over(event: Event, offering: Offering, draws: Draws) -> None:
    """Count one more time for whoever was passed over: one query, or none."""
    if offering.mode is WaitingMode.STRICT or not offering.passers:
        return
    passed: Q | None = None
    for kind, names in draws.items():
        held = offering.held_from(names)
        for passer in offering.passers.values():
            beyond = offering.passed_beyond(names, passer)
            if beyond is not None:
                last = passer.order if held is None else min(passer.order, held)
                one = Q(ticket_type=kind, seats__gt=beyond) & ~_from(*last)
                passed = one if passed is None else passed | one
    if passed is not None:
        found = _waiting(event).filter(passed, passed_over__lt=offering.bound)
        found.update(passed_over=F("passed_over") + 1)


def _waiting(event: Event) -> QuerySet[Guest]:
    """Answer the parties that wait without an offer."""
    return Guest.objects.filter(event=event, state=GuestState.WAITING, offered_until=None)


def _beyond(since: int, guest: int) -> Q:
    at = as_datetime(since)
    return Q(waits_since__gt=at) | Q(waits_since=at, pk__gt=guest)


def _from(since: int, guest: int) -> Q:
    if since == LAST:
        return Q(pk__in=[])
    at = as_datetime(since)
    return Q(waits_since__gt=at) | Q(waits_since=at, pk__gte=guest)
