"""A venue with an address as its country writes it, its rooms and photos."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from veche.core.terms import COUNTRIES
from veche.events.rules.addresses import parts_of
from veche.events.rules.venues import NO_POINT, NO_PRICE, point_in, point_text
from veche.events.terms import PRICE_TITLES
from veche.kit.forms import ActionForm, translated_choices
from veche.kit.money import Money, read_money
from veche.kit.pictures import ACCEPT

if TYPE_CHECKING:
    from veche.events.models import Venue

PLAIN = ("name", "capacity", "way_in", "contact", "notes", "price_per")


class VenueForm(ActionForm):
    """A venue. The parts of its address are those of its country, in the order they are written there."""

    name = forms.CharField(label=_("Name"), max_length=200)
    capacity = forms.IntegerField(label=_("Seats in all"), required=False, min_value=1)
    country = forms.ChoiceField(label=_("Country"), choices=translated_choices(COUNTRIES.items()))
    point = forms.CharField(
        label=_("On the map"), required=False, max_length=500,
        help_text=_("Coordinates, or a link from OpenStreetMap, Google, Yandex or 2GIS."),
    )  # fmt: skip
    way_in = forms.CharField(
        label=_("How to get in"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Guests read it: the entrance, the floor, the pass, the nearest stop."),
    )  # fmt: skip
    contact = forms.CharField(
        label=_("Contact"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For the team alone: whom to call, the agreement."),
    )  # fmt: skip
    price = forms.CharField(
        label=_("Price"), required=False, max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}), help_text=_("0 is free of charge."),
    )  # fmt: skip
    price_per = forms.ChoiceField(label=_("Price for"), choices=translated_choices(PRICE_TITLES.items()))
    notes = forms.CharField(
        label=_("Notes"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For the team alone: what there is, what to bring, how it went."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, country: str, currency: str, venue: Venue | None = None) -> None:
        self.currency, self.country = currency, country
        super().__init__(data, initial=_initial(venue, currency) | {"country": country})
        for part in parts_of(country):
            self.fields[part.name] = _field_of(part)
        # Another country has other parts: they come at once where scripts run, by a button where not.
        self.fields["country"].widget.attrs |= {
            "hx-post": "", "hx-trigger": "change", "hx-include": "closest form", "hx-target": "#address",
            "hx-select": "#address", "hx-swap": "outerHTML", "hx-vals": '{"recountry": "1"}',
        }  # fmt: skip

    def parts(self) -> dict[str, list[forms.BoundField]]:
        """Answer the fields by section."""
        sections = {
            "what": ("name", "capacity"), "address": [part.name for part in parts_of(self.country)],
            "map": ("point", "way_in"), "team": ("contact", "price", "price_per", "notes"),
        }  # fmt: skip
        return {section: [self[name] for name in names] for section, names in sections.items()}

    def clean_point(self) -> Any:
        """Read the point."""
        text = self.cleaned_data["point"]
        point = point_in(text) if text else None
        if text and point is None:
            raise forms.ValidationError(gettext(NO_POINT))
        return point

    def clean_price(self) -> int | None:
        """Read the price as minor units of the community's currency."""
        text = self.cleaned_data["price"]
        found = read_money(text, self.currency) if text else None
        if text and (found is None or found.amount < 0 or found.currency != self.currency):
            raise forms.ValidationError(gettext(NO_PRICE))
        return found.amount if found else None

    def values(self) -> dict[str, Any]:
        """Answer the fields as `save_venue` takes them."""
        given = dict(self.cleaned_data)
        point = given.pop("point")
        latitude, longitude = point or (None, None)
        return given | {"latitude": latitude, "longitude": longitude}


def _initial(venue: Venue | None, currency: str) -> dict[str, Any]:
    if venue is None:
        return {"price_per": "hour"}
    price = "" if venue.price is None else f"{Money(venue.price, currency).as_decimal().normalize():f}"
    shown = {name: getattr(venue, name) for name in PLAIN} | {"price": price}
    return shown | venue.address | {"point": point_text(venue.latitude, venue.longitude)}


def _field_of(part: Any) -> forms.Field:
    """Answer a field for a part of an address; that it is asked for is said where an address is begun."""
    facts: dict[str, Any] = {"label": gettext(part.title), "required": False}
    if part.choices:
        field: forms.Field = forms.ChoiceField(
            choices=[("", "–"), *((one, one) for one in part.choices)], **facts
        )
        field.widget.attrs["class"] = "form-select"
        return field
    field = forms.CharField(max_length=200, **facts)
    field.widget.attrs |= {"class": "form-control", "autocomplete": "off"}
    return field


class HallForm(ActionForm):
    """A room of a venue."""

    name = forms.CharField(label=_("Room"), max_length=200)
    capacity = forms.IntegerField(label=_("Seats"), required=False, min_value=1)


class VenuePhotoForm(ActionForm):
    """A photo of a venue."""

    photo = forms.FileField(
        label=_("Photo"), help_text=_("JPEG, PNG, WebP or GIF, up to 20 MB. Place and camera are not kept."),
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )  # fmt: skip
    caption = forms.CharField(label=_("What is to be seen"), max_length=200, required=False)
