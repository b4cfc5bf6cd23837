"""Forms about saved answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from veche.inbox.terms.knowledge import LONGEST_KEY, PLACES, TEXT_LANGUAGES
from veche.kit.forms import ActionForm


class SavedAnswerForm(ActionForm):
    """An answer to use again, in each language."""

    unmarked = ("key", *(f"text_{language}" for language, _title in TEXT_LANGUAGES))
    key = forms.CharField(
        label=_("Name"), max_length=LONGEST_KEY, required=False,
        help_text=_("What you type after the slash: “/tickets” for “tickets”."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "form-control"}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for language, title in TEXT_LANGUAGES:
            self.fields[f"text_{language}"] = forms.CharField(
                label=title, required=False,
                widget=forms.Textarea(attrs={"lang": language, "rows": 5, "class": "form-control"}),
            )  # fmt: skip

    def texts(self) -> dict[str, str]:
        """Answer what was written, by language."""
        given = self.cleaned_data if self.is_valid() else {}
        return {language: given.get(f"text_{language}") or "" for language, _title in TEXT_LANGUAGES}


def places_told() -> list[tuple[str, str]]:
    """Answer the places that a text may have, each with what fills it."""
    return [("{" + key + "}", gettext(title)) for key, title in PLACES.items()]
