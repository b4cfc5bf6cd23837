"""Forms of what comes after an event: letters, and the album."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from veche.events.rules.after import MOST_HOURS
from veche.events.terms.after import ACCESS_TITLES, LONGEST_SUBJECT, LONGEST_TEXT, Access
from veche.kit.forms import ActionForm, translated_choices
from veche.kit.pictures import ACCEPT


class LettersForm(ActionForm):
    """What those who came and those who did not are written."""

    unmarked = ("thanks_subject", "thanks_text", "missed_subject", "missed_text")

    thanks_subject = forms.CharField(label=_("Thanks: subject"), max_length=LONGEST_SUBJECT, required=False)
    thanks_text = forms.CharField(
        label=_("Thanks: text"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    missed_subject = forms.CharField(
        label=_("To those who did not come: subject"), max_length=LONGEST_SUBJECT, required=False
    )
    missed_text = forms.CharField(
        label=_("To those who did not come: text"), max_length=LONGEST_TEXT, required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )  # fmt: skip
    hours = forms.IntegerField(
        label=_("By themselves so many hours after the end"), required=False,
        min_value=1, max_value=MOST_HOURS,
        help_text=_("Empty: they go only when you press the button."),
    )  # fmt: skip


class AccessForm(ActionForm):
    """Who may look at an album."""

    access = forms.ChoiceField(
        label=_("Who may look at it"), widget=forms.RadioSelect,
        choices=translated_choices([(one.value, ACCESS_TITLES[one]) for one in Access]),
    )  # fmt: skip


class ManyFiles(forms.FileInput):
    """A field for several files at once."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files, as a list; what they are is looked at when they are drawn anew."""

    def to_python(self, data: Any) -> Any:
        """Answer the files as they came."""
        return list(data or [])


class PhotosForm(ActionForm):
    """Photos, many at once."""

    unmarked = ("photos",)

    photos = ManyFilesField(
        label=_("Photos"), required=False,
        help_text=_(
            "JPEG, PNG, WebP or GIF, up to 40 at once and 20 MB each. Place and camera are not kept."
        ),
        widget=ManyFiles(attrs={"accept": ACCEPT, "multiple": True}),
    )  # fmt: skip


class PhotoForm(ActionForm):
    """One photo."""

    caption = forms.CharField(label=_("What is to be seen"), max_length=200, required=False)
    is_hidden = forms.BooleanField(label=_("Only for the team"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["caption"].widget.attrs["autocomplete"] = "off"
