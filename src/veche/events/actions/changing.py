"""Changing: an event's fields, for one date of a series, for it and all following, or for all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from veche.core.actions import audit, require
from veche.core.models import Community
from veche.core.terms import SYSTEM, Actor
from veche.events.actions.copying.parts import copy_parts
from veche.events.actions.moving import hold_event
from veche.events.actions.planning import cleaned, draft_event, faults_of_place, set_fields
from veche.events.actions.series.repeating import split_series, start_series
from veche.events.actions.team import bring_checklist
from veche.events.actions.undoing import keep_edit, keep_own_fields, series_as_it_is, state_of
from veche.events.actions.waiting import offer_seats
from veche.events.models import Event, Series
from veche.events.queries.planning import values_of
from veche.events.rules.planning import SEATS_TAKEN_ON, faults_of, following_start
from veche.events.rules.spreading import BEFORE, fields_of, given_to, is_same_day, pattern_of, retimed
from veche.events.terms import PLAN_EVENTS, TIME_FIELDS, EventState, Rhythm, Scope
from veche.kit.terms import N_, Reason, Refusal, refuse_if
from veche.kit.time import as_datetime, now

OTHER_DAY = N_("Another day is for this date alone. To move them all, change the rule of the series.")
_OF_SEATS = frozenset({"capacity", "overbook"})
# Whoever waits is offered what comes free by these.
_OF_WAITING = _OF_SEATS | {"waiting_mode", "waiting_bound"}


def plan_event(
    community: Community, values: Mapping[str, Any], *, copied: Event | None = None, template: str = "",
    rhythm: Rhythm | None = None, by: Actor,
) -> Event:  # fmt: skip
    """Make a draft of an event, with all of another but its guests, and come again by a rhythm.

    A template brings its checklist and run sheet.

    Refuses what `draft_event` and `start_series` refuse, and then makes nothing.
    """
    require(by, PLAN_EVENTS, in_=community)
    facts = dict(values)
    title, starts, ends = (facts.pop(name) for name in ("title", "starts_at", "ends_at"))
    with transaction.atomic():
        made = draft_event(community, title, starts=starts, ends=ends, template=template, by=by, **facts)
        if template:
            bring_checklist(made, template, by=by)
        if copied is not None:
            copy_parts(copied, made)
            audit(by, "events.copy_event", in_=community, on=made, source=copied.pk)
        if rhythm is not None:
            start_series(made, rhythm, by=by)
            made.refresh_from_db()
    return made


def change_event(
    event: Event, values: Mapping[str, Any], *, scope: Scope = Scope.THIS, by: Actor
) -> Event:  # fmt: skip
    """Change some fields of an event; of a series for this date, those following too, or all to come.

    What was changed for one date alone is noted there, and a later change of all leaves it. Refuses
    what makes no sense, fewer seats than are taken on any date, and another day for more than one.
    May be repeated.
    """
    community = event.community
    require(by, PLAN_EVENTS, in_=community)
    with transaction.atomic():
        held = hold_event(event.pk, community=community)
        before, given = values_of(held), cleaned(values)
        changed = {name: value for name, value in given.items() if before.get(name) != value}
        changed |= following_start(before, changed, given.get("time_zone", held.time_zone))
        refuse_if(_faults(held, before | changed, scope, changed, known=before["venue_id"]))
        if not changed:
            return held
        series = held.series if scope is not Scope.THIS else None
        past = state_of([held, *(_others(series, held) if series else ())])
        was = series_as_it_is(series) if series else {}
        own = set(held.own_fields)
        held.own_fields = sorted(own | set(changed) if held.series and series is None else own - set(changed))
        set_fields(held, changed)
        if _OF_WAITING & set(changed):
            offer_seats(held, by=SYSTEM)
        if series is not None:
            _spread(series, held, set(changed), scope, by)
        keep_edit(held, scope, past, series, was, by=by)
        audit(by, "events.change_event", in_=community, on=held, fields=sorted(changed), scope=scope)
    held.refresh_from_db()
    return held


def follow_series(event: Event, *, by: Actor) -> Event:
    """Give a date of a series back what the series has, in place of its own. May be repeated."""
    require(by, PLAN_EVENTS, in_=event.community)
    with transaction.atomic():
        held = hold_event(event.pk, community=event.community)
        own, series = set(held.own_fields), held.series
        if series is None or not own:
            return held
        wanted = own | (set(TIME_FIELDS) if own & {"starts_at", "ends_at"} else set())
        values = fields_of(series.pattern, held.date_of_series, series.time_zone)
        given = {name: value for name, value in values.items() if name in wanted}
        changed = change_event(held, given, by=by)
        changed.own_fields = []
        changed.save(update_fields=["own_fields"])
        keep_own_fields(changed, sorted(own))
    return changed


def _faults(
    event: Event, values: Mapping[str, Any], scope: Scope, changed: Mapping[str, Any], known: int | None
) -> list[Reason]:
    found = faults_of(values, taken=event.taken if _OF_SEATS & set(changed) else 0)
    found += faults_of_place(values, event.community, known)
    moved = "starts_at" in changed and event.series is not None and scope is not Scope.THIS
    if moved and not is_same_day(event.date_of_series, values["starts_at"], values["time_zone"]):
        found.append(Reason(OTHER_DAY, field="starts_at"))
    return found


def _spread(series: Series, event: Event, changed: set[str], scope: Scope, by: Actor) -> None:
    """Give a change to the series and to its other dates that have not begun."""
    if scope is Scope.FOLLOWING:
        series = split_series(series, event.date_of_series, by=by)
        event.refresh_from_db()
    held = Series.objects.select_for_update().get(pk=series.pk)
    values = values_of(event)
    if "title" in changed and held.title == held.pattern.get("title"):
        held.title = values["title"]
    wanted = changed | {BEFORE[name] for name in changed & set(BEFORE)}
    wanted |= {"minutes"} if changed & {"starts_at", "ends_at"} else set()
    held.pattern |= {name: value for name, value in pattern_of(values).items() if name in wanted}
    held.minutes, held.time_zone = held.pattern["minutes"], held.pattern.get("time_zone", held.time_zone)
    dates = _others(held, event)
    if {"starts_at", "time_zone"} & changed:
        _retime(held, [event, *dates])
    held.save()
    for one in dates:
        _give(one, held, changed)


def _others(series: Series, event: Event) -> list[Event]:
    """Answer the other dates of a series that have not begun, held."""
    others = series.events.select_for_update(of=("self",)).exclude(pk=event.pk)
    return list(others.filter(starts_at__gt=now()).exclude(state=EventState.SETTLED).order_by("starts_at"))


def _give(event: Event, series: Series, changed: set[str]) -> None:
    old = values_of(event)
    new = given_to(series.pattern, changed, set(event.own_fields), event.date_of_series, series.time_zone)
    new = {name: value for name, value in new.items() if old[name] != value}
    seats = (old | new)["capacity"]
    if _OF_SEATS & set(new) and seats is not None and seats + (old | new)["overbook"] < event.taken:
        day = f"{as_datetime(old['starts_at'], event.time_zone):%d.%m.%Y}"
        raise Refusal(Reason(SEATS_TAKEN_ON, field="capacity", values={"day": day, "taken": event.taken}))
    if new:
        set_fields(event, new)
    if _OF_WAITING & set(new):
        offer_seats(event, by=SYSTEM)


def _retime(series: Series, events: list[Event]) -> None:
    """Write the dates of a series at the hour that its changed date has now."""
    starts = values_of(events[0])["starts_at"]
    series.begins = retimed(series.begins, starts, series.time_zone)
    series.left_out = [retimed(one, starts, series.time_zone) for one in series.left_out]
    for one in events:
        one.date_of_series = retimed(one.date_of_series, starts, series.time_zone)
        one.save(update_fields=["date_of_series"])
