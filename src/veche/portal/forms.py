"""The forms of the first run and of the pages that anybody may fill in."""

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from veche.channels.queries import ShownForm
from veche.core.terms import COLOURS, CURRENCIES, LANGUAGES
from veche.events.terms import SESSION_TITLES, SessionKind
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


class WebForm(ActionForm):
    """A web form of the community's own making: what is wrong with it, its connector says, not this form."""

    # What browsers fill in by themselves, by the names of the fields that every form has.
    known = {"name": "name", "email": "email"}

    def __init__(self, data: Any = None, *, shown: ShownForm, **kwargs: Any) -> None:
        self.base_fields = {one.key: self._field_of(one) for one in shown.fields}
        kwargs.setdefault("auto_id", "f_%s")
        super().__init__(data, **kwargs)

    def _field_of(self, one: Any) -> forms.Field:
        """Answer the field of the page. Titles that are ours are translated, those of the form are not."""
        is_own = one.key.startswith("own_") or one.shape == "consent"
        label = one.title if is_own else gettext(one.title)
        choices = [("", gettext("Choose, please")), *((choice, choice) for choice in one.choices)]
        widgets: dict[str, forms.Widget] = {
            "text": forms.Textarea(attrs={"rows": 5, "maxlength": one.longest}),
            "mail": forms.EmailInput(attrs={"maxlength": one.longest}),
            "choice": forms.Select(choices=choices), "consent": forms.CheckboxInput(attrs={"value": "on"}),
        }  # fmt: skip
        widget = widgets.get(one.shape, forms.TextInput(attrs={"maxlength": one.longest}))
        if one.key in self.known:
            widget.attrs["autocomplete"] = self.known[one.key]
        return _Taken(label=label, widget=widget, required=one.is_needed)


class _Taken(forms.Field):
    """A field that takes what it is given: it is looked at elsewhere, with all the others at once."""

    def clean(self, value: Any) -> Any:
        """Answer the value as it came."""
        return value


PROPOSED = (SessionKind.TALK, SessionKind.WORKSHOP, SessionKind.PANEL)


class TalkForm(ActionForm):
    """A talk that somebody proposes; it is looked at by the action, with all errors at once."""

    key = forms.CharField(widget=forms.HiddenInput(), required=False)
    title = forms.CharField(label=_("Title of the talk"), max_length=300)
    kind = forms.ChoiceField(
        label=_("What it is"), choices=translated_choices([(one, SESSION_TITLES[one]) for one in PROPOSED])
    )
    minutes = forms.IntegerField(label=_("How many minutes"), min_value=5, max_value=24 * 60, initial=30)
    talk_language = forms.CharField(label=_("In which language"), max_length=8, required=False)
    abstract = forms.CharField(
        label=_("What it is about"), widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("As you would tell it to those who come. Markdown is fine."),
    )  # fmt: skip
    needs = forms.CharField(
        label=_("What you need for it"), required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Only the team reads this."),
    )  # fmt: skip
    name = forms.CharField(label=_("Your name"), max_length=200)
    bio = forms.CharField(
        label=_("A few words about you"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    email = forms.EmailField(
        label=_("Your e-mail"), help_text=_("Only the team sees it; the answer goes there.")
    )
    contact = forms.CharField(label=_("Other ways to reach you"), max_length=300, required=False)
    consent = forms.BooleanField(label="")

    def __init__(self, data: Any = None, *, initial: dict[str, Any], consent: str) -> None:
        super().__init__(data, initial=initial)
        self.fields["consent"].label = consent
        if not consent:
            del self.fields["consent"]
            del self.fields["key"]
