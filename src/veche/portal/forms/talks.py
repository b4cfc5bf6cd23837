"""The form in which anybody proposes a talk."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from veche.events.terms import SESSION_TITLES, SessionKind
from veche.kit.forms import ActionForm, translated_choices

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
