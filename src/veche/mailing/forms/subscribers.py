"""Forms of a newsletter's subscribers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from veche.kit.forms import ActionForm
from veche.mailing.rules.lists import LONGEST_LIST


class AddForm(ActionForm):
    """Somebody who told the team that they want a newsletter."""

    email = forms.CharField(label=_("E-mail address"), max_length=254)
    proof = forms.CharField(
        label=_("Where and how they said so"), max_length=200,
        help_text=_("It stands in the proof: “at the fair on 3 May, on paper”."),
    )  # fmt: skip


class ListForm(ActionForm):
    """A list that is taken over: pasted, or known from an import."""

    list = forms.CharField(
        label=_("The list"), required=False, max_length=LONGEST_LIST, strip=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("An address a line, or rows of a table with one address in each."),
    )  # fmt: skip
    channel = forms.ChoiceField(
        label=_("Or a list that was imported"), required=False,
        help_text=_("Taken are those whose last word there was yes."),
    )  # fmt: skip

    def __init__(self, lists: list[tuple[int, str, int]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "–"), *((str(pk), f"{title} ({count})") for pk, title, count in lists)]
        self.fields["channel"].choices = choices  # type: ignore[attr-defined]
