"""Food: what is served is planned, what a head takes is set, and orders are reminded of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.events.actions.amounts import read_amount
from veche.events.models import Event, FoodNorm, Meal
from veche.events.rules.planning import NO_TIME
from veche.events.terms import PLAN_EVENTS
from veche.events.terms.food import LONGEST_MEAL, NORMS, MealKind, Norm, NormUnit
from veche.kit.terms import N_, Reason, refuse_if
from veche.kit.text import clean_name
from veche.kit.time import Moment, as_datetime, day_of, is_plausible, moment, now

if TYPE_CHECKING:
    from veche.core.models import Community

UNNAMED = N_("Say what it is.")
RESERVE = N_("A reserve is between 0 and 100 per cent.")
HEAD = N_("How much a head takes is between 1 and 100 000.")
SHARE = N_("Write per cent of what an adult takes, between 0 and 200.")
TOO_LATE = N_("Order before the event begins.")
MOST_RESERVE, MOST_PER_HEAD, MOST_SHARE = 100, 100_000, 200


@dataclass(frozen=True, slots=True)
class Planned:
    """What somebody plans to serve: the price of a portion as they write it."""

    title: str
    kind: MealKind = MealKind.MEAL
    served_at: Moment | None = None
    supplier: str = ""
    price: str = ""
    reserve: int = 5
    order_by: date | None = None


def save_meal(event: Event, planned: Planned, *, by: Actor, meal: Meal | None = None) -> Meal:
    """Keep what is served, anew or in the place of `meal`.

    Refuses one without a name, a price in another currency, a reserve out of bounds, a last day
    for ordering after the event began. A new last day is reminded of again.
    """
    require(by, PLAN_EVENTS, in_=event.community)
    title, reasons = clean_name(planned.title, LONGEST_MEAL), []
    price, faults = read_amount(planned.price, event.community, "price")
    reasons += [Reason(UNNAMED, field="title")] * (not title) + faults
    reasons += [Reason(RESERVE, field="reserve")] * (not 0 <= planned.reserve <= MOST_RESERVE)
    begins = day_of(moment(event.starts_at), event.time_zone)
    served = planned.served_at
    reasons += [Reason(NO_TIME, field="served_at")] * (served is not None and not is_plausible(served))
    reasons += [Reason(TOO_LATE, field="order_by")] * bool(planned.order_by and planned.order_by > begins)
    refuse_if(reasons)
    kept = meal or Meal(event=event, made_at=now())
    if kept.order_by != planned.order_by:
        kept.reminded_at = None  # type: ignore[assignment]
    kept.title, kept.kind, kept.price = title, planned.kind, price
    kept.served_at = None if served is None else as_datetime(served)  # type: ignore[assignment]
    kept.supplier, kept.reserve = clean_name(planned.supplier, 200), planned.reserve
    kept.order_by = planned.order_by
    with transaction.atomic():
        kept.save()
        audit(by, "events.save_meal", in_=event.community, on=event, title=title)
    return kept


def remove_meal(meal: Meal, *, by: Actor) -> None:
    """Take a meal away; `restore_meal` brings it back. May be repeated."""
    require(by, PLAN_EVENTS, in_=meal.event.community)
    with transaction.atomic():
        if Meal.objects.filter(pk=meal.pk, removed_at=None).update(removed_at=now()):
            audit(by, "events.remove_meal", in_=meal.event.community, on=meal.event, title=meal.title)


def restore_meal(meal: Meal, *, by: Actor) -> None:
    """Bring a meal back. May be repeated."""
    require(by, PLAN_EVENTS, in_=meal.event.community)
    with transaction.atomic():
        if Meal.objects.filter(pk=meal.pk).exclude(removed_at=None).update(removed_at=None):
            audit(by, "events.restore_meal", in_=meal.event.community, on=meal.event, title=meal.title)


def own_norms(*, in_: Community, by: Actor) -> None:
    """Give a community norms of its own, those of the house to begin with. May be repeated."""
    require(by, PLAN_EVENTS, in_=in_)
    with transaction.atomic():
        if not FoodNorm.objects.filter(community=in_).exists():
            for place, norm in enumerate(NORMS):
                FoodNorm.objects.create(community=in_, place=place, made_at=now(), **norm._asdict())


def save_norm(norm: Norm, *, in_: Community, by: Actor, row: FoodNorm | None = None) -> FoodNorm:
    """Keep how much of something a head takes, anew or in place of `row`; refuses what is out of bounds."""
    require(by, PLAN_EVENTS, in_=in_)
    title = clean_name(norm.title, LONGEST_MEAL)
    reasons = [Reason(UNNAMED, field="title")] * (not title)
    reasons += [Reason(HEAD, field="per_head")] * (not 1 <= norm.per_head <= MOST_PER_HEAD)
    for field in ("teen", "child", "infant"):
        reasons += [Reason(SHARE, field=field)] * (not 0 <= getattr(norm, field) <= MOST_SHARE)
    refuse_if(reasons)
    with transaction.atomic():
        own_norms(in_=in_, by=by)
        kept = row or FoodNorm(community=in_, place=1000, made_at=now())
        kept.kind, kept.title, kept.unit = MealKind(norm.kind), title, NormUnit(norm.unit)
        kept.per_head, kept.teen, kept.child, kept.infant = norm.per_head, norm.teen, norm.child, norm.infant
        kept.save()
        audit(by, "events.save_norm", in_=in_, on=kept, title=title, per_head=norm.per_head)
    return kept


def remove_norm(row: FoodNorm, *, by: Actor) -> None:
    """Take a norm away; `restore_norm` brings it back. May be repeated."""
    require(by, PLAN_EVENTS, in_=row.community)
    with transaction.atomic():
        if FoodNorm.objects.filter(pk=row.pk, removed_at=None).update(removed_at=now()):
            audit(by, "events.remove_norm", in_=row.community, on=row, title=row.title)


def restore_norm(row: FoodNorm, *, by: Actor) -> None:
    """Bring a norm back. May be repeated."""
    require(by, PLAN_EVENTS, in_=row.community)
    with transaction.atomic():
        if FoodNorm.objects.filter(pk=row.pk).exclude(removed_at=None).update(removed_at=None):
            audit(by, "events.restore_norm", in_=row.community, on=row, title=row.title)
