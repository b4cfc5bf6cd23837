"""Pricing: what one date of a series sells is given to those that follow, or to all that have not begun."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from veche.core.actions import audit, require
from veche.core.terms import SYSTEM, Actor
from veche.events.actions.moving import hold_event
from veche.events.actions.undoing import TICKETS, ticket_facts
from veche.events.actions.waiting import offer_seats
from veche.events.models import Edit, Event, TicketPool, TicketType
from veche.events.terms import PLAN_EVENTS, EventState, Scope
from veche.kit.terms import N_, Reason, Refusal
from veche.kit.time import as_datetime, moment, now

NO_SERIES = N_("It is no date of a series.")


def spread_tickets(event: Event, scope: Scope, *, by: Actor) -> int:
    """Give the tickets and prices of a date to those of its series that follow, or to all to come.

    Tickets are known by their names. Those that are missing come, those of another name that nobody took
    go off the form; when they are sold is counted from each date's start. Who has registered pays what
    they registered for. Answers how many dates it went to; `undo_change` takes it back. Refuses an event
    of no series.
    """
    require(by, PLAN_EVENTS, in_=event.community)
    with transaction.atomic():
        home = hold_event(event.pk, community=event.community)
        if home.series is None:
            raise Refusal(Reason(NO_SERIES))
        sold = list(TicketType.objects.filter(event=home, removed_at=None).select_related("pool"))
        given = {one.pk: _given(home, one, sold) for one in _others(home, scope)}
        before = {str(pk): {TICKETS: told} for pk, told in given.items() if told}
        if before:
            Edit.objects.create(
                event=home, scope=scope, series=home.series, before=before, at=as_datetime(now()),
                user_id=by.user_id,
            )  # fmt: skip
            audit(by, "events.spread_tickets", in_=event.community, on=home, scope=scope, dates=len(before))
    return len(before)


def _others(home: Event, scope: Scope) -> list[Event]:
    """Answer the dates of the series that are meant and have not begun, held."""
    assert home.series is not None
    found = home.series.events.select_related("community").select_for_update(of=("self",))
    found = found.filter(starts_at__gt=now()).exclude(pk=home.pk).exclude(state=EventState.SETTLED)
    if scope is Scope.FOLLOWING:
        found = found.filter(starts_at__gt=home.starts_at)
    return list(found.order_by("starts_at"))


def _given(home: Event, event: Event, sold: list[TicketType]) -> dict[str, Any]:
    """Give a date these tickets; answers how its own were, and which are new, where that is another."""
    later = moment(event.starts_at) - moment(home.starts_at)
    own = {one.title: one for one in TicketType.objects.filter(event=event, removed_at=None)}
    was: dict[str, dict[str, Any]] = {}
    made: list[int] = []
    for kind in sold:
        wanted = ticket_facts(kind, later)
        mine = own.pop(kind.title, None)
        if mine is None:
            pool = (
                kind.pool
                and TicketPool.objects.get_or_create(
                    event=event, title=kind.pool.title, defaults={"capacity": kind.pool.capacity}
                )[0]
            )
            made.append(TicketType.objects.create(event=event, pool=pool, title=kind.title, **wanted).pk)
        elif (known := ticket_facts(mine, 0)) != wanted:
            was[str(mine.pk)] = known
            TicketType.objects.filter(pk=mine.pk).update(**wanted)
    for other in own.values():
        if not other.taken:
            was[str(other.pk)] = ticket_facts(other, 0)
            TicketType.objects.filter(pk=other.pk).update(removed_at=now())
    if was or made:
        Event.objects.filter(pk=event.pk).update(changed_at=now())
        offer_seats(event, by=SYSTEM)
    return {"was": was, "made": made} if was or made else {}
