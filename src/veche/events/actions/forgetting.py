"""Forgetting: what guests eat is deleted when its time has passed; how many ate what is still known."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.events.models import Diet, DietCount, Event
from veche.events.queries.food import diets_in, events_with_old_diets
from veche.events.terms import HOLDING, KEEP_EVENTS
from veche.kit.time import now

if TYPE_CHECKING:
    from veche.core.models import Community


def forget_diets(*, in_: Community, by: Actor) -> int:
    """Delete what is kept of food for longer than was agreed. May be repeated."""
    require(by, KEEP_EVENTS, in_=in_)
    return sum(forget_diets_of(event, by=by) for event in events_with_old_diets(in_))


def forget_diets_of(event: Event, *, by: Actor) -> int:
    """Delete the diets of an event whose time has passed; counts of combinations stay. May be repeated."""
    require(by, KEEP_EVENTS, in_=event.community)
    with transaction.atomic():
        held = Event.objects.select_for_update().get(pk=event.pk)
        old = Diet.objects.filter(event=held, ends_at__lte=now())
        rows = list(old.values_list("pk", "diets", "words", "seat__age_group", "seat__guest__state"))
        counts = Counter(
            (",".join(told), age)
            for _, diets, words, age, state in rows
            if state in HOLDING and (told := diets_in(diets, words))
        )
        for (diets, age), seats in counts.items():
            row, _ = DietCount.objects.get_or_create(event=held, diets=diets, age_group=age)
            DietCount.objects.filter(pk=row.pk).update(seats=F("seats") + seats)
        Diet.objects.filter(pk__in=[row[0] for row in rows]).delete()
        if rows:
            audit(by, "events.forget_diets", in_=event.community, on=held, count=len(rows))
    return len(rows)
