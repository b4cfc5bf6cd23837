"""Ruling: a series as a whole is changed, and the rule that its dates to come follow."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction

from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.events.actions.planning import move_event, set_fields
from veche.events.actions.series.repeating import faults_of_rhythm, make_dates
from veche.events.actions.undoing import keep_edit, series_as_it_is, state_of
from veche.events.models import Event, Series
from veche.events.queries.planning import values_of
from veche.events.rules.recurring import dates_of, kept_out, rule_of, written
from veche.events.rules.spreading import given_to
from veche.events.terms import PLAN_EVENTS, EventState, Rhythm, Scope
from veche.kit.terms import refuse_if
from veche.kit.text import clean_name
from veche.kit.time import DAY, Moment, as_datetime, in_zone, now

MOST_AHEAD = 366


def change_series(
    series: Series, *, title: str, days_ahead: int, made_state: EventState, by: Actor
) -> Series:  # fmt: skip
    """Rename a series, and say how far ahead and in which state its dates are made.

    `undo_change` takes it back, with the dates that were made.
    """
    require(by, PLAN_EVENTS, in_=series.community)
    with _kept(series, by) as held:
        held.title = clean_name(title) or held.title
        held.days_ahead = min(max(days_ahead, 1), MOST_AHEAD)
        held.made_state = made_state if made_state in {"announced", "open"} else EventState.DRAFT
        held.save()
        audit(by, "events.change_series", in_=series.community, on=held, title=held.title)
        make_dates(held, by=by)
    return held


def change_rule(series: Series, begins: datetime, rhythm: Rhythm, *, by: Actor) -> int:
    """Have the dates to come follow another rule from a first one on, on the wall clock.

    Dates before the first one stay. Of those after it, what the rule no longer names is cancelled and
    leaves the series where nobody is on the list, and stays as it is where somebody is: answers how many.
    Dates on the same day take the new hour, and days left out stay so. May be repeated; `undo_change`
    takes it back.
    """
    require(by, PLAN_EVENTS, in_=series.community)
    refuse_if(faults_of_rhythm(rhythm, begins))
    with _kept(series, by) as held:
        # Until the new rule begins the old one goes on, also where that is further than dates are made.
        first = in_zone(begins, held.time_zone)
        make_dates(held, before=Moment(min(first, now() + MOST_AHEAD * DAY)), by=by)
        held.left_out = kept_out(held.left_out, rule_of(rhythm), begins)
        held.rule, held.begins = rule_of(rhythm), written(begins)
        held.save(update_fields=["rule", "begins", "left_out"])
        audit(by, "events.change_series", in_=held.community, on=held, rule=held.rule)
        kept = sum(_fit_to_rule(event, held, by) for event in _to_come(held, begins))
        make_dates(held, by=by)
    return kept


@contextmanager
def _kept(series: Series, by: Actor) -> Iterator[Series]:
    """Hold a series while it is changed; how it and its dates to come were is kept to be put back."""
    with transaction.atomic():
        found = Series.objects.select_for_update(of=("self",)).select_related("community__organisation")
        held = found.get(pk=series.pk)
        was, before = series_as_it_is(held), state_of(_to_come(held))
        known = list(held.events.order_by("-starts_at").values_list("pk", flat=True))
        yield held
        made = set(held.events.values_list("pk", flat=True)) - set(known)
        if known:
            home = Event.objects.select_related("community").get(pk=next(iter(before), known[0]))
            keep_edit(home, Scope.ALL, before, held, was, made=made, by=by)


def _fit_to_rule(event: Event, series: Series, by: Actor) -> bool:
    """Bring one coming date under a changed rule; tells whether it stays although the rule lacks it."""
    day = datetime.fromisoformat(f"{event.date_of_series[:10]}T00:00")
    named = dates_of(series.rule, datetime.fromisoformat(series.begins), since=day, most=1)
    if named and written(named[0])[:10] == event.date_of_series[:10]:
        event.date_of_series = written(named[0])
        event.save(update_fields=["date_of_series"])
        own = set(event.own_fields)
        new = given_to(series.pattern, {"starts_at", "ends_at"}, own, event.date_of_series, series.time_zone)
        old = values_of(event)
        if changed := {name: value for name, value in new.items() if old[name] != value}:
            set_fields(event, changed)
        return False
    if event.state != EventState.CANCELLED and not event.guests.exists():
        # Out of the series, so that another rule that names the day again makes it anew.
        Event.objects.filter(pk=event.pk).update(series=None)
        move_event(event, EventState.CANCELLED, by=by)
        return False
    return event.state != EventState.CANCELLED


def _to_come(series: Series, begins: datetime | None = None) -> list[Event]:
    """Answer the dates of a series that have not begun, held; those of the days from `begins` on."""
    since = now()
    if begins is not None:
        since = max(since, in_zone(begins.replace(hour=0, minute=0), series.time_zone))
    found = series.events.select_related("community").select_for_update(of=("self",))
    found = found.filter(starts_at__gt=as_datetime(since)).exclude(state=EventState.SETTLED)
    return list(found.order_by("starts_at"))
