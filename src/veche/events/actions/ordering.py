"""Ordering: the team is reminded of what is to be ordered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import formats, timezone, translation
from django.utils.translation import gettext

from veche.core.actions import require
from veche.core.queries import appointments_in
from veche.core.terms import Actor
from veche.events.models import Meal
from veche.events.queries.food import food_of
from veche.events.queries.predicting import expected_of
from veche.events.terms import KEEP_EVENTS, PLAN_EVENTS
from veche.events.terms.food import MealSheet
from veche.kit.mail import write_letter
from veche.kit.time import now

if TYPE_CHECKING:
    from veche.core.models import Community, User


def remind_order(meal: Meal, *, by: Actor) -> int:
    """Write to those who plan events that a meal is to be ordered, once; answers how many letters.

    May be repeated: a meal is reminded of once for each last day it is given.
    """
    community = meal.event.community
    require(by, KEEP_EVENTS, in_=community)
    with transaction.atomic():
        if not Meal.objects.filter(pk=meal.pk, reminded_at=None).update(reminded_at=now()):
            return 0
        served = food_of(meal.event, expected_of(meal.event))
        sheet = next((one.sheet for one in served if one.meal.pk == meal.pk), None)
        team = team_of(community) if sheet else []
        for user in team:
            with (
                translation.override(user.language or community.language),
                timezone.override(community.time_zone),
            ):
                subject = gettext("To be ordered by {day}: {meal}, {event}").format(
                    day=formats.date_format(meal.order_by or "", "j E"),
                    meal=meal.title,
                    event=meal.event.title,
                )
                body = _body(meal, sheet)  # type: ignore[arg-type]
            write_letter(user.email, subject, body, organisation=community.organisation_id)
    return len(team)


def team_of(community: Community) -> list[User]:
    """Answer who plans events in a community; its leaders only where nobody else does."""
    planning = [
        one for one in appointments_in(community) if one.role in PLAN_EVENTS.roles and one.user.is_active
    ]
    own = [one for one in planning if one.community_id == community.pk] or planning
    return list({one.user_id: one.user for one in own}.values())


def _body(meal: Meal, sheet: MealSheet) -> str:
    event = meal.event
    address = reverse("events:food_page", args=[event.community.slug, event.pk])
    lines = [
        gettext("Portions for those who are expected now: {count}.").format(count=sheet.portions),
        gettext("From: {supplier}").format(supplier=meal.supplier) if meal.supplier else "",
        gettext("The sheet with diets and amounts:") + f" {settings.ADDRESS}{address}",
    ]
    return "\n".join(line for line in lines if line) + "\n"
