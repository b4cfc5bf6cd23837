"""The forms of a speaker's own page: yes or no, the talk, what is needed, slides."""

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from veche.events.terms import (
    DIETS,
    LARGEST_SLIDES,
    LONGEST_ABSTRACT,
    LONGEST_BIO,
    LONGEST_WORD,
    NEEDS,
    SLIDES_BEGIN,
    SPEAKER_DIET_CONSENT,
    Need,
    NeedsTold,
)
from veche.kit.forms import ActionForm, translated_choices

_ACCEPTED = ",".join(f".{one}" for one in SLIDES_BEGIN)
_KINDS = ", ".join(one.upper() for one in SLIDES_BEGIN)


def _long(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class AnswerForm(ActionForm):
    """A word with the answer."""

    words = forms.CharField(
        label=gettext_lazy("A word with it"), required=False, max_length=LONGEST_WORD, widget=_long(2),
        help_text=gettext_lazy("Why not, or which other date would suit you. The team alone reads it."),
    )  # fmt: skip


class CorrectForm(ActionForm):
    """The talk and its speaker, as the programme shows them."""

    title = forms.CharField(label=gettext_lazy("Title of the talk"), max_length=300)
    abstract = forms.CharField(
        label=gettext_lazy("What it is about"), required=False, max_length=LONGEST_ABSTRACT, widget=_long(7),
        help_text=gettext_lazy("As you would tell it to those who come. Markdown is fine."),
    )  # fmt: skip
    bio = forms.CharField(
        label=gettext_lazy("A few words about you"), required=False, max_length=LONGEST_BIO, widget=_long(4)
    )


class NeedsForm(ActionForm):
    """What the talk needs, and what its speaker does not eat where the event asks that."""

    needs = forms.MultipleChoiceField(
        label=gettext_lazy("In the hall"), required=False, choices=translated_choices(NEEDS.items()),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    need_words = forms.CharField(
        label=gettext_lazy("Something else you need"),
        required=False,
        max_length=LONGEST_WORD,
        widget=_long(2),
    )
    diets = forms.MultipleChoiceField(
        label=gettext_lazy("Food"), required=False, choices=translated_choices(DIETS.items()),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    diet_words = forms.CharField(
        label=gettext_lazy("Something else about food"), required=False, max_length=200
    )
    diet_consent = forms.BooleanField(label="", required=False)
    unmarked = ("needs", "diets", "diet_consent")

    def __init__(self, data: Any = None, *, asks_diets: bool, **facts: Any) -> None:
        super().__init__(data, **facts)
        self.fields["diet_consent"].label = gettext(SPEAKER_DIET_CONSENT)
        for name in () if asks_diets else ("diets", "diet_words", "diet_consent"):
            del self.fields[name]

    def told(self) -> NeedsTold:
        """Answer what was said as the action takes it, with the text that was agreed to."""
        told = self.cleaned_data
        agreed = gettext(SPEAKER_DIET_CONSENT) if told.get("diet_consent") else ""
        needs = tuple(Need(one) for one in told["needs"])
        return NeedsTold(
            needs, told["need_words"], tuple(told.get("diets", ())), told.get("diet_words", ""), agreed
        )


class SlidesForm(ActionForm):
    """Slides."""

    file = forms.FileField(
        label=gettext_lazy("Slides"), widget=forms.FileInput(attrs={"accept": _ACCEPTED}), max_length=400
    )

    def __init__(self, data: Any = None, files: Any = None, **facts: Any) -> None:
        super().__init__(data, files, **facts)
        most = LARGEST_SLIDES // 1024**2
        self.fields["file"].help_text = gettext(
            "{kinds}, up to {most} MB. Only the team gets the file."
        ).format(kinds=_KINDS, most=most)
