"""Forms about food: what is served, and how much a head takes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from veche.events.actions.food import Planned
from veche.events.forms.fields import Named
from veche.events.forms.planning import WallField
from veche.events.models import FoodNorm, Meal
from veche.events.terms.food import LONGEST_MEAL, MEAL_TITLES, UNIT_TITLES, MealKind, Norm, NormUnit
from veche.kit.forms import ActionForm, translated_choices
from veche.kit.money import Money
from veche.kit.time import moment


class MealForm(ActionForm):
    """What is served at an event; its time is of the event's clock."""

    title = Named(label=_("What is served"), max_length=LONGEST_MEAL)
    kind = forms.ChoiceField(label=_("Sort"), choices=translated_choices(MEAL_TITLES.items()))
    served_at = WallField(label=_("Served at"), required=False)
    supplier = forms.CharField(label=_("From whom"), max_length=200, required=False)
    price = forms.CharField(label=_("Price of a portion"), max_length=40, required=False)
    reserve = forms.IntegerField(
        label=_("Reserve, %"), initial=5, help_text=_("So much more than expected is ordered, rounded up.")
    )
    order_by = forms.DateField(
        label=_("Order by"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The team gets a letter with the numbers the day before."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, zone: str, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["served_at"].zone = zone  # type: ignore[attr-defined]

    def planned(self) -> Planned:
        """Answer what was written."""
        given = self.cleaned_data
        return Planned(
            given["title"], MealKind(given["kind"]), given["served_at"], given["supplier"],
            given["price"], given["reserve"], given["order_by"],
        )  # fmt: skip


def meal_initial(meal: Meal | None, currency: str) -> dict[str, Any]:
    """Answer what the form of a meal begins with."""
    if meal is None:
        return {}
    price = str(Money(meal.price, currency).as_decimal()) if meal.price else ""
    names = ("title", "kind", "supplier", "reserve", "order_by")
    served_at = moment(meal.served_at) if meal.served_at else None
    return {name: getattr(meal, name) for name in names} | {"price": price, "served_at": served_at}


class NormForm(ActionForm):
    """How much of something a head takes."""

    title = Named(label=_("What"), max_length=LONGEST_MEAL)
    kind = forms.ChoiceField(label=_("For"), choices=translated_choices(MEAL_TITLES.items()))
    unit = forms.ChoiceField(label=_("Counted in"), choices=translated_choices(UNIT_TITLES.items()))
    per_head = forms.IntegerField(label=_("For an adult"))
    teen = forms.IntegerField(label=_("12 to 17, % of that"), initial=100)
    child = forms.IntegerField(label=_("3 to 11, % of that"), initial=60)
    infant = forms.IntegerField(label=_("Under 3, % of that"), initial=0)

    def norm(self) -> Norm:
        """Answer what was written."""
        given = self.cleaned_data
        return Norm(
            MealKind(given["kind"]), given["title"], NormUnit(given["unit"]), given["per_head"],
            given["teen"], given["child"], given["infant"],
        )  # fmt: skip


def norm_initial(row: FoodNorm | None) -> dict[str, Any]:
    """Answer what the form of a norm begins with."""
    return {name: getattr(row, name) for name in NormForm.base_fields} if row else {}
