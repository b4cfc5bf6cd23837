"""Undoing: a change of an event or of a series is taken back, on every date that it went to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from veche.core.actions import audit, require
from veche.core.terms import SYSTEM, Actor
from veche.events.actions.moving import hold_event
from veche.events.actions.planning import move_event, set_fields
from veche.events.actions.waiting import offer_seats
from veche.events.models import Edit, Event, Series, TicketType
from veche.events.queries.planning import values_of
from veche.events.rules.planning import SEATS_TAKEN
from veche.events.terms import PLAN_EVENTS, EventState, Scope
from veche.kit.terms import N_, Reason, Refusal
from veche.kit.time import DAY, HOUR, as_datetime, moment, now

if TYPE_CHECKING:
    from veche.core.models import Community

CHANGED_SINCE = N_("Something was changed after that. Take the later change back first.")
KEPT_DAYS = 30
SEEN_AFTER = HOUR
_OF_SERIES = (
    "title", "rule", "begins", "time_zone", "minutes", "pattern", "left_out", "days_ahead", "made_state",
)  # fmt: skip
_OF_EVENT = ("own_fields", "date_of_series", "series_id")
_STATE = "state"
# What a date sold before it was given the tickets of another: how its own were, and which were new.
TICKETS = "tickets"
_OF_TICKET = ("about", "amount", "capacity", "is_hidden", "place", "sold_from", "sold_until", "removed_at")
Before = Mapping[int, dict[str, Any]]


def state_of(events: Iterable[Event]) -> Before:
    """Answer how events are, to be told from how they are after a change: two queries each."""
    names = (*_OF_EVENT, _STATE)
    return {one.pk: values_of(one) | {name: getattr(one, name) for name in names} for one in events}


def row_as_it_is(row: Any, names: Iterable[str], later: int = 0) -> dict[str, Any]:
    """Answer some fields of a row as they are kept to be put back: moments in milliseconds, so much later."""
    facts = {name: getattr(row, name) for name in names}
    return {
        name: moment(value) + later if isinstance(value, datetime) else value for name, value in facts.items()
    }


def ticket_facts(kind: TicketType, later: int) -> dict[str, Any]:
    """Answer what a type of ticket is beside its name and pool, its moments so much later."""
    return row_as_it_is(kind, _OF_TICKET, later)


def series_as_it_is(series: Series) -> dict[str, Any]:
    """Answer how a series is before a change of it."""
    return {name: getattr(series, name) for name in _OF_SERIES}


def keep_edit(
    event: Event, scope: Scope, before: Before, series: Series | None, was: Mapping[str, Any], *,
    made: Iterable[int] = (), by: Actor,
) -> None:  # fmt: skip
    """Keep what a change made another, so that it can be taken back; older ones of the event go in time.

    `made` are the dates that came to be by it. What changed nothing is not kept.
    """
    require(by, PLAN_EVENTS, in_=event.community)
    after = state_of(Event.objects.filter(pk__in=before))
    changed = {
        str(pk): {name: value for name, value in old.items() if after[pk][name] != value}
        for pk, old in before.items()
    }
    changed = {pk: old for pk, old in changed.items() if old}
    is_now = series_as_it_is(Series.objects.get(pk=series.pk)) if series else {}
    of_series = {name: old for name, old in was.items() if is_now[name] != old}
    if not (changed or of_series or made):
        return
    at = now()
    Edit.objects.filter(event=event, at__lt=as_datetime(at - KEPT_DAYS * DAY)).delete()
    Edit.objects.create(
        event=event, scope=scope, series=series, at=as_datetime(at), user_id=by.user_id,
        before=changed, series_before=of_series, made=sorted(made),
    )  # fmt: skip


def keep_own_fields(event: Event, own: list[str]) -> None:
    """Have the change just made of an event give it back what it had of its own, once it is undone."""
    made = Edit.objects.filter(event=event).order_by("-pk").first()
    if made is not None and made.undone_at is None:
        made.before.setdefault(str(event.pk), {}).setdefault("own_fields", own)
        made.save(update_fields=["before"])


def undo_change(edit: Edit, *, in_: Community, by: Actor) -> int:
    """Take a change back on all its dates; dates that became a series of their own come back to theirs.

    Dates that it made go, but for those with guests: answers how many stay. Refuses one that a later
    change stands on, and fewer seats than are taken by now. May be repeated.
    """
    require(by, PLAN_EVENTS, in_=in_)
    with transaction.atomic():
        held = Edit.objects.select_for_update(of=("self",)).get(pk=edit.pk, event__community=in_)
        if held.undone_at is not None:
            return 0
        if _is_built_on(held):
            raise Refusal(Reason(CHANGED_SINCE))
        home = Event.objects.get(pk=held.event_id)
        series = held.series
        if series is not None and held.series_before:
            _give_back(held, series, home.series)
        is_fresh = now() - moment(held.at) < SEEN_AFTER
        kept = sum(_take_away(pk, in_, by, is_fresh=is_fresh) for pk in held.made)
        for pk, old in held.before.items():
            _put_back(int(pk), old, in_, by)
        Edit.objects.filter(pk=held.pk).update(undone_at=as_datetime(now()))
        if series is not None and not series.events.exists():
            series.delete()
        audit(by, "events.undo_change", in_=in_, on=home, scope=held.scope, fields=sorted(
            {name for old in held.before.values() for name in old} | set(held.series_before)
        ))  # fmt: skip
    return kept


def _is_built_on(edit: Edit) -> bool:
    """Tell whether a later change touched what this one did, or made."""
    event = edit.event
    later = Edit.objects.filter(event__community=event.community_id, pk__gt=edit.pk, undone_at=None)
    mine = {*edit.before, str(edit.event_id), *map(str, edit.made)}
    return any(mine & {*found, str(pk)} for pk, found in later.values_list("event", "before"))


def _take_away(pk: int, community: Community, by: Actor, *, is_fresh: bool) -> bool:
    """Take away a date that was made; tells whether it stays, because it has guests.

    One that was announced a while ago is called off, so that whoever saw it hears of it.
    """
    event = Event.objects.select_for_update().filter(pk=pk, community=community).first()
    if event is None or event.guests.exists():
        return event is not None
    if is_fresh or (event.state == EventState.DRAFT and event.announced_at is None):
        event.delete()
    elif event.state != EventState.SETTLED:
        event.series = None
        event.save(update_fields=["series"])
        move_event(event, EventState.CANCELLED, by=by)
    return False


def _give_back(edit: Edit, known: Series, now_of: Series | None) -> None:
    """Make a series as it was, with the dates that had become one of their own."""
    series = Series.objects.select_for_update().get(pk=known.pk)
    if now_of is not None and now_of.pk != series.pk:
        dates = Event.objects.filter(series=now_of)
        taken = set(series.events.values_list("date_of_series", flat=True))
        dates.exclude(date_of_series__in=taken).update(series=series)
        if not dates.exists():
            now_of.delete()
    for name, value in edit.series_before.items():
        setattr(series, name, value)
    series.save(update_fields=list(edit.series_before))


def _put_back(pk: int, old: Mapping[str, Any], community: Community, by: Actor) -> None:
    event = hold_event(pk, community=community)
    if _STATE in old and event.state == EventState.CANCELLED:
        move_event(event, EventState(old[_STATE]), by=by)
        event = hold_event(pk, community=community)
    for ticket, facts in old.get(TICKETS, {}).get("was", {}).items():
        TicketType.objects.filter(pk=int(ticket), event=event).update(**facts)
    new = TicketType.objects.filter(pk__in=old.get(TICKETS, {}).get("made", ()), event=event)
    new.update(removed_at=as_datetime(now()))
    for name in _OF_EVENT:
        if name in old:
            setattr(event, name, old[name])
    values = {name: value for name, value in old.items() if name not in {*_OF_EVENT, _STATE, TICKETS}}
    seats = values_of(event) | values
    too_few = seats["capacity"] is not None and seats["capacity"] + seats["overbook"] < event.taken
    if too_few and {"capacity", "overbook"} & set(values):
        raise Refusal(Reason(SEATS_TAKEN, field="capacity", values={"taken": event.taken}))
    set_fields(event, values)
    offer_seats(event, by=SYSTEM)
