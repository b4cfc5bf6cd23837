"""Forms that describe organisations, communities and oneself."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from veche.core.forms.choosing import countries
from veche.core.terms import COLOURS, CURRENCIES, LANGUAGES, THEMES
from veche.kit.forms import ActionForm, Swatches, ZoneInput, translated_choices


class OrganisationForm(ActionForm):
    """The organisation's name."""

    name = forms.CharField(label=_("Name"), max_length=200)


class CommunityForm(ActionForm):
    """A new community: what must be known from its first day."""

    name = forms.CharField(label=_("Name"), max_length=200)
    language = forms.ChoiceField(label=_("Language of the community"), choices=LANGUAGES)
    time_zone = forms.CharField(
        label=_("Time zone"), max_length=64, widget=ZoneInput, initial="Europe/Moscow",
        help_text=_("Type a city. Days and hours of all figures are counted by this clock."),
    )  # fmt: skip
    currency = forms.ChoiceField(label=_("Currency"), choices=translated_choices(CURRENCIES.items()))
    country = forms.ChoiceField(
        label=_("Country"), choices=countries, initial="RU",
        help_text=_("Phone numbers written without a country are read as this country's."),
    )  # fmt: skip
    accent = forms.ChoiceField(
        label=_("Colour"), choices=translated_choices(COLOURS.items()), widget=Swatches, initial="blue"
    )


class CommunitySettingsForm(CommunityForm):
    """Everything about a community."""

    about = forms.CharField(
        label=_("About"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("A few sentences for the public page: who meets here and why."),
    )  # fmt: skip
    is_public = forms.BooleanField(
        label=_("Show the public page"), required=False,
        help_text=_("Anybody with its address then sees the name and the text above, nothing else."),
    )  # fmt: skip
    field_order = ("name", "about", "is_public", "accent", "language", "time_zone", "currency", "country")


class OwnForm(ActionForm):
    """What users change about themselves."""

    name = forms.CharField(label=_("Name"), max_length=200, help_text=_("How colleagues see you."))
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    theme = forms.ChoiceField(label=_("Theme"), choices=translated_choices(THEMES), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "name"
