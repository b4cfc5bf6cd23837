"""What colleagues write: answers with files, notes, tasks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from veche.channels.terms import Attachment
from veche.kit.forms import ActionForm
from veche.kit.text import clean_name


class ManyFiles(forms.ClearableFileInput):
    """A field into which several files may be put at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, each as an attachment of a message."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> Any:
        files = data if isinstance(data, list | tuple) else [data] if data else []
        cleaned = [super(FilesField, self).clean(one, initial) for one in files]
        return [
            Attachment(
                clean_name(one.name or "file"), one.content_type or "application/octet-stream", one.read()
            )
            for one in cleaned
        ]


class AnswerForm(ActionForm):
    """An answer on its way out."""

    unmarked = ("text",)
    text = forms.CharField(
        label=_("Answer"), required=False, max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4, "data-key": "r", "data-answer": ""}),
    )  # fmt: skip
    files = FilesField(label=_("Files"), required=False)
    reply_to = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)


class FollowUpForm(ActionForm):
    """Something to do about a person on a day."""

    text = forms.CharField(label=_("What is to be done"), max_length=300)
    due_on = forms.DateField(label=_("On the day"), widget=forms.DateInput(attrs={"type": "date"}))
