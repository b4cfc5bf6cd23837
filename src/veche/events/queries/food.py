"""Asking about food: what is served, what a head takes, and what to order for those who are expected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import QuerySet

from veche.events.models import Diet, DietCount, Event, FoodNorm, Meal, Seat
from veche.events.queries.predicting import Expected
from veche.events.queries.programme.asking import speakers_diets
from veche.events.rules.food import sheet_of, with_kept
from veche.events.terms import HOLDING, AgeGroup, EventState
from veche.events.terms.food import DIET_WORDS, NORMS, OTHER_DIET, Eater, MealKind, MealSheet, Norm, NormUnit
from veche.kit.time import now

if TYPE_CHECKING:
    from veche.core.models import Community

# A meal is reminded of from the day before the last one for ordering on.
AHEAD = timedelta(days=1)


class Served(NamedTuple):
    """A meal, and what to order for it."""

    meal: Meal
    sheet: MealSheet


def meals_of(event: Event) -> list[Meal]:
    """Answer what is served at an event, in its order."""
    return sorted(
        Meal.objects.filter(event=event, removed_at=None),
        key=lambda one: (one.served_at is None, one.served_at, one.pk),
    )


def meal_of(event: Event, pk: int, *, removed: bool = False) -> Meal | None:
    """Answer one meal of an event, or one that was removed."""
    return Meal.objects.filter(event=event, pk=pk, removed_at__isnull=not removed).first()


def norm_rows(community: Community) -> list[FoodNorm]:
    """Answer the norms a community keeps itself; none while it goes by the house's."""
    found = FoodNorm.objects.filter(community=community, removed_at=None)
    return list(found.order_by("place", "pk"))


def norm_of(community: Community, pk: int, *, removed: bool = False) -> FoodNorm | None:
    """Answer one norm of a community, or one that was removed."""
    return FoodNorm.objects.filter(community=community, pk=pk, removed_at__isnull=not removed).first()


def norms_of(community: Community) -> list[Norm]:
    """Answer what a head takes in a community: its own norms, or the house's where it never changed any."""
    rows = list(FoodNorm.objects.filter(community=community).order_by("place", "pk"))
    if not rows:
        return list(NORMS)
    return [
        Norm(MealKind(one.kind), one.title, NormUnit(one.unit), one.per_head, one.teen, one.child, one.infant)
        for one in rows if one.removed_at is None
    ]  # fmt: skip


def eaters_of(event: Event, expected: Expected) -> list[Eater]:
    """Answer every seat of an event's list with its diets and how likely somebody sits on it; three queries.

    Speakers who said by their link what they eat and are not on the list themselves have a seat as well.
    Diets that were deleted by now come back as what was counted then, on anybody's seat.
    """
    seats = Seat.objects.filter(event=event, guest__state__in=HOLDING)
    eaters, named = [], Counter[int]()
    for guest, age, diets, words in seats.values_list("guest", "age_group", "diet__diets", "diet__words"):
        company = expected.companies.get(guest)
        if company is None or named[guest] >= company.seats:
            continue
        named[guest] += 1
        eaters.append(Eater(diets_in(diets or (), words or ""), AgeGroup(age), company.rate))
    for guest, company in expected.companies.items():
        eaters += [Eater((), AgeGroup.ADULT, company.rate)] * (company.seats - named[guest])
    kept = DietCount.objects.filter(event=event).values_list("diets", "age_group", "seats")
    counts = [(tuple(diets.split(",")), AgeGroup(age), count) for diets, age, count in kept]
    known = with_kept(eaters, counts)
    speaking = speakers_diets(event).values_list("diets", "diet_words")
    speakers = [Eater(diets_in(diets, words), AgeGroup.ADULT, 1.0) for diets, words in speaking]
    coming = _eaters_to_come(known, round(expected.coming.seats), expected.prior.rate)
    return [*known, *coming, *speakers]


def _eaters_to_come(eaters: Sequence[Eater], seats: int, rate: float) -> list[Eater]:
    """Answer who is still to register: they eat as those on the list do."""
    if not eaters:
        return [Eater((), AgeGroup.ADULT, rate)] * seats
    known = sorted(eaters)
    alike = (known[(2 * number + 1) * len(known) // (2 * seats)] for number in range(seats))
    return [Eater(one.diets, one.age, rate) for one in alike]


def diets_in(diets: object, words: str) -> tuple[str, ...]:
    """Answer a combination of diets as it is counted: known words in their order; own words are «other»."""
    known = {one for one in diets if one in DIET_WORDS} if isinstance(diets, list | tuple) else set()
    return tuple(sorted(known | ({OTHER_DIET} if words.strip() else set())))


def own_words_of(event: Event) -> list[str]:
    """Answer what people on the list wrote of their diets themselves, without whose it is."""
    words = Diet.objects.filter(event=event, seat__guest__state__in=HOLDING).exclude(words="")
    return sorted(words.values_list("words", flat=True), key=str.casefold)


def food_of(event: Event, expected: Expected) -> list[Served]:
    """Answer what to order for each meal of an event, for those who are expected now."""
    norms, eaters = norms_of(event.community), eaters_of(event, expected)
    return [
        Served(one, sheet_of(MealKind(one.kind), eaters, norms, reserve=one.reserve, price=one.price))
        for one in meals_of(event)
    ]


def orders_due(today: date) -> QuerySet[Meal]:
    """Answer meals to be ordered by tomorrow, of events that take place, that nobody was reminded of."""
    found = Meal.objects.filter(order_by__lte=today + AHEAD, reminded_at=None, removed_at=None)
    standing = (EventState.ANNOUNCED, EventState.OPEN, EventState.CLOSED)
    found = found.filter(event__state__in=standing, event__ends_at__gt=now())
    return found.select_related("event__community__organisation").order_by("pk")


def events_with_old_diets(community: Community) -> list[Event]:
    """Answer events of a community that keep diets whose time has passed."""
    old = Diet.objects.filter(ends_at__lte=now(), event__community=community).values("event")
    return list(Event.objects.filter(pk__in=old).select_related("community"))
