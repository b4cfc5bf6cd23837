"""Predicting: what is expected of an event is kept shortly before it begins."""

from __future__ import annotations

from django.db import transaction

from veche.core.actions import require
from veche.core.terms import Actor
from veche.events.models import Event, Forecast
from veche.events.queries.predicting import expected_of
from veche.events.terms import KEEP_EVENTS
from veche.kit.time import now


def keep_forecast(event: Event, *, by: Actor) -> bool:
    """Keep what is expected of an event, once; answers whether it was kept now. May be repeated.

    Nothing is expected of an empty list.
    """
    require(by, KEEP_EVENTS, in_=event.community)
    if Forecast.objects.filter(event=event).exists():
        return False
    found = expected_of(event).final
    if not found.seats:
        return False
    kept = Forecast(
        event=event, made_at=now(), seats=found.seats, expected=found.expected, low=found.low,
        high=found.high, variance=found.variance, slope=found.slope,
    )  # fmt: skip
    with transaction.atomic():
        Forecast.objects.bulk_create([kept], ignore_conflicts=True)
    return True
