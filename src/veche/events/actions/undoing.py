"""Undoing: a change of an event is taken back, on every date that it went to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction

from veche.core.actions import audit, require
from veche.core.terms import SYSTEM, Actor
from veche.events.actions.moving import hold_event
from veche.events.actions.planning import set_fields
from veche.events.actions.waiting import offer_seats
from veche.events.models import Edit, Event, Series
from veche.events.queries.planning import values_of
from veche.events.rules.planning import SEATS_TAKEN
from veche.events.terms import PLAN_EVENTS, Scope
from veche.kit.terms import N_, Reason, Refusal
from veche.kit.time import DAY, as_datetime, now

if TYPE_CHECKING:
    from veche.core.models import Community

CHANGED_SINCE = N_("Something was changed after that. Take the later change back first.")
KEPT_DAYS = 30
_OF_SERIES = ("title", "rule", "begins", "time_zone", "minutes", "pattern", "left_out")
_OF_EVENT = ("own_fields", "date_of_series")
Before = Mapping[int, dict[str, Any]]


def state_of(events: Iterable[Event]) -> Before:
    """Answer how events are, to be told from how they are after a change: two queries each."""
    return {one.pk: values_of(one) | {name: getattr(one, name) for name in _OF_EVENT} for one in events}


def series_as_it_is(series: Series) -> dict[str, Any]:
    """Answer how a series is before a change of it."""
    return {name: getattr(series, name) for name in _OF_SERIES}


def keep_edit(
    event: Event, scope: Scope, before: Before, series: Series | None, was: Mapping[str, Any], *, by: Actor
) -> None:  # fmt: skip
    """Keep what a change made another, so that it can be taken back; older ones of the event go in time."""
    require(by, PLAN_EVENTS, in_=event.community)
    after = state_of(Event.objects.filter(pk__in=before))
    changed = {
        str(pk): {name: value for name, value in old.items() if after[pk][name] != value}
        for pk, old in before.items()
    }
    at = now()
    Edit.objects.filter(event=event, at__lt=as_datetime(at - KEPT_DAYS * DAY)).delete()
    Edit.objects.create(
        event=event, scope=scope, series=series, at=as_datetime(at), user_id=by.user_id,
        before={pk: old for pk, old in changed.items() if old}, series_before=dict(was),
    )  # fmt: skip


def keep_own_fields(event: Event, own: list[str]) -> None:
    """Have the change just made of an event give it back what it had of its own, once it is undone."""
    made = Edit.objects.filter(event=event).order_by("-pk").first()
    if made is not None and made.undone_at is None:
        made.before.setdefault(str(event.pk), {}).setdefault("own_fields", own)
        made.save(update_fields=["before"])


def undo_change(edit: Edit, *, in_: Community, by: Actor) -> None:
    """Take a change back on all its dates; dates that became a series of their own come back to theirs.

    Refuses one that a later change stands on, and fewer seats than are taken by now. May be repeated.
    """
    require(by, PLAN_EVENTS, in_=in_)
    with transaction.atomic():
        held = Edit.objects.select_for_update(of=("self",)).get(pk=edit.pk, event__community=in_)
        if held.undone_at is not None:
            return
        if _is_built_on(held):
            raise Refusal(Reason(CHANGED_SINCE))
        home = Event.objects.get(pk=held.event_id)
        series = held.series
        if series is not None and held.series_before:
            _give_back(held, series, home.series)
        for pk, old in held.before.items():
            _put_back(int(pk), old, in_)
        Edit.objects.filter(pk=held.pk).update(undone_at=as_datetime(now()))
        audit(by, "events.undo_change", in_=in_, on=home, scope=held.scope, fields=sorted(
            {name for old in held.before.values() for name in old}
        ))  # fmt: skip


def _is_built_on(edit: Edit) -> bool:
    """Tell whether a later change touched what this one did."""
    event = edit.event
    later = Edit.objects.filter(event__community=event.community_id, pk__gt=edit.pk, undone_at=None)
    mine = {*edit.before, str(edit.event_id)}
    return any(mine & {*found, str(pk)} for pk, found in later.values_list("event", "before"))


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


def _put_back(pk: int, old: Mapping[str, Any], community: Community) -> None:
    event = hold_event(pk, community=community)
    for name in _OF_EVENT:
        if name in old:
            setattr(event, name, old[name])
    values = {name: value for name, value in old.items() if name not in _OF_EVENT}
    seats = values_of(event) | values
    too_few = seats["capacity"] is not None and seats["capacity"] + seats["overbook"] < event.taken
    if too_few and {"capacity", "overbook"} & set(values):
        raise Refusal(Reason(SEATS_TAKEN, field="capacity", values={"taken": event.taken}))
    set_fields(event, values)
    offer_seats(event, by=SYSTEM)
