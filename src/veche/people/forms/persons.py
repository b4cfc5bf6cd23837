"""Forms about one person."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from veche.kit.forms import ActionForm
from veche.ledger.terms import Kind
from veche.people.models import Presence
from veche.people.queries.timelines import TimelineWish, kind_named, read_place


class PersonForm(ActionForm):
    """Somebody added by hand."""

    name = forms.CharField(label=pgettext_lazy("person", "Name"), max_length=200, required=False)
    email = forms.CharField(
        label=_("E-mail"), max_length=250, required=False,
        widget=forms.TextInput(attrs={"inputmode": "email", "autocomplete": "off"}),
    )  # fmt: skip
    phone = forms.CharField(
        label=_("Phone"), max_length=40, required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )  # fmt: skip


class NameForm(ActionForm):
    """The name a person is shown by."""

    name = forms.CharField(
        label=pgettext_lazy("person", "Name"), max_length=200, required=False,
        help_text=_("Empty: the name they were seen with returns."),
    )  # fmt: skip


class PhotoForm(ActionForm):
    """A picture of a person."""

    photo = forms.FileField(
        label=_("Photo"), help_text=_("JPEG, PNG, WebP or GIF, up to 20 MB. Place and camera are not kept."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/gif"}),
    )  # fmt: skip


class ForgetForm(ActionForm):
    """The words that say somebody means it."""

    confirmation = forms.CharField(
        label=_("Their name"), max_length=250,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip


class TimelineForm(forms.Form):
    """Which part of a timeline is wanted; what makes no sense is passed over."""

    kind = forms.ChoiceField(label=_("What"), required=False)
    channel = forms.TypedChoiceField(label=_("Channel"), required=False, coerce=int)
    first = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    last = forms.DateField(
        label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, data: Any, *, presences: list[Presence]) -> None:
        super().__init__(data, label_suffix="", auto_id="timeline-%s")
        kinds = sorted(((kind.word, str(_(kind.title))) for kind in Kind), key=lambda one: one[1].casefold())
        self.fields["kind"].choices = [("", _("everything")), *kinds]  # type: ignore[attr-defined]
        places = [(one.channel_id, one.channel.title) for one in presences]
        self.fields["channel"].choices = [("", _("all channels")), *places]  # type: ignore[attr-defined]

    def wish(self) -> TimelineWish:
        """Answer what is wanted of what was filled in well."""
        self.is_valid()
        given = self.cleaned_data
        return TimelineWish(
            kind_named(given.get("kind") or ""), given.get("channel") or 0, given.get("first"),
            given.get("last"), read_place(self.data.get("before", "")),
        )  # fmt: skip
