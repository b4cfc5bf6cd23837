"""Following: what is counted from an event's start goes where the event goes."""

from __future__ import annotations

from typing import Any

from django.db.models import BigIntegerField, ExpressionWrapper, F, Q, QuerySet, Value

from veche.events.actions.team.running import follow_start
from veche.events.actions.team.tasks import follow_day
from veche.events.models import Asking, Diet, DiscountCode, Event, Meal, Session, Shift, TicketType
from veche.events.terms.registering import DIET_DAYS
from veche.kit.fields import MomentField
from veche.kit.time import DAY, MINUTE, Moment, as_datetime, day_of, moment, now


def follow_event(event: Event, before: Moment) -> None:
    """Move all that belongs to a held event as far as it was moved from `before`.

    Tasks and last days for ordering by days; the run sheet, programme, shifts and meals by time; sales
    of tickets as far as they lie ahead. Moved back by as much, all is as it was.
    """
    step = moment(event.starts_at) - before
    step -= step % MINUTE
    if not step:
        return
    follow_day(event)
    follow_start(event, before)
    at = as_datetime(now())
    _later(Session.objects.filter(event=event), "starts_at", step, changed_at=at)
    for name in ("starts_at", "ends_at"):
        _later(Shift.objects.filter(event=event), name, step)
    _later(Meal.objects.filter(event=event), "served_at", step)
    _follow_orders(event, before)
    for name in ("sold_from", "sold_until"):
        _later(TicketType.objects.filter(Q(**{f"{name}__gt": at}), event=event), name, step)
    _later(DiscountCode.objects.filter(event=event, until__gt=at), "until", step)


def follow_end(event: Event) -> None:
    """Delete what people eat so long after the end as they were told, when that is another day now."""
    ends = moment(event.ends_at) + DIET_DAYS * DAY
    Diet.objects.filter(event=event).update(ends_at=ends)
    asked = Asking.objects.filter(speaking__session__event=event, diet_ends_at__isnull=False)
    asked.update(diet_ends_at=ends)


def _later(rows: QuerySet[Any], name: str, step: int, **also: object) -> None:
    """Move a moment of rows that have one: one statement."""
    moved = ExpressionWrapper(
        F(name) + Value(step, output_field=BigIntegerField()), output_field=MomentField()
    )
    rows.exclude(**{name: None}).update(**{name: moved}, **also)


def _follow_orders(event: Event, before: Moment) -> None:
    """Move the last days for ordering; who was reminded of the old one is reminded of the new one."""
    zone = event.time_zone
    days = day_of(moment(event.starts_at), zone) - day_of(before, zone)
    for meal in Meal.objects.filter(event=event, order_by__isnull=False) if days else ():
        meal.order_by, meal.reminded_at = meal.order_by + days, None  # type: ignore[operator, assignment]
        meal.save(update_fields=["order_by", "reminded_at"])
