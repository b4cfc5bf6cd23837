"""The form of the first run."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from veche.core.terms import COLOURS, CURRENCIES, LANGUAGES
from veche.kit.forms import ActionForm, Swatches, ZoneInput, translated_choices

OF_OWNER = ("organisation", "name", "email", "password")
OF_COMMUNITY = ("community", "language", "time_zone", "currency", "accent")


class BeginForm(ActionForm):
    """An organisation, its owner and its first community; or the owner and a demo."""

    organisation = forms.CharField(
        label=_("Organisation"),
        max_length=200,
        help_text=_("A company, a club, a project: whose communities these are."),
    )
    name = forms.CharField(label=_("Your name"), max_length=200)
    email = forms.EmailField(label=_("E-mail"), help_text=_("You sign in with it."))
    password = forms.CharField(
        label=_("Password"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 8 characters: a few words are stronger than one with signs."),
    )  # fmt: skip
    community = forms.CharField(label=_("Name of the community"), max_length=200)
    language = forms.ChoiceField(label=_("Its language"), choices=LANGUAGES)
    time_zone = forms.CharField(
        label=_("Its time zone"), max_length=64, initial="Europe/Moscow",
        widget=ZoneInput(attrs={"data-guess-zone": ""}), help_text=_("Type a city."),
    )  # fmt: skip
    currency = forms.ChoiceField(label=_("Its currency"), choices=translated_choices(CURRENCIES.items()))
    accent = forms.ChoiceField(
        label=_("Its colour"), choices=translated_choices(COLOURS.items()), widget=Swatches, initial="blue"
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["email"].widget.attrs["autocomplete"] = "username"
        self.fields["language"].initial = get_language()
        self.wants_demo = bool(data and "demo" in data)
        if self.wants_demo:
            for name in OF_COMMUNITY:
                self.fields[name].required = False
        if data is not None and "data-guess-zone" in self.fields["time_zone"].widget.attrs:
            self.fields["time_zone"].widget.attrs["data-guess-zone"] = "kept"

    def owner_fields(self) -> list[forms.BoundField]:
        """Answer the fields about the organisation and its owner."""
        return [self[name] for name in OF_OWNER]

    def community_fields(self) -> list[forms.BoundField]:
        """Answer the fields about the community."""
        return [self[name] for name in OF_COMMUNITY]

    def community_wished(self) -> dict[str, str] | None:
        """Answer the settings of the first community, or nothing where a demo is wished for."""
        if self.wants_demo:
            return None
        settings = {name: self.cleaned_data[name] for name in OF_COMMUNITY if name != "community"}
        return {"name": self.cleaned_data["community"], **settings}
