"""The form in which a guest says what an event was like."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from veche.events.models import Feedback
from veche.events.terms import AGAIN_TITLES, MOST_STARS
from veche.kit.forms import ActionForm, dress, translated_choices


class FeedbackForm(ActionForm):
    """Stars, words, and whether they would come again; stars of sessions where there are any."""

    # Who leaves words out said enough by the stars.
    stars = forms.ChoiceField(label=_("How was it?"), widget=forms.RadioSelect, required=False)
    good = forms.CharField(
        label=_("What was good?"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    mend = forms.CharField(
        label=_("What should be mended?"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    again = forms.ChoiceField(
        label=_("Would you come again?"), widget=forms.RadioSelect, required=False,
        choices=translated_choices([(one.value, title) for one, title in AGAIN_TITLES.items()]),
    )  # fmt: skip
    unmarked = ("stars",)

    def __init__(self, *args: Any, sessions: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stars = self.fields["stars"]
        assert isinstance(stars, forms.ChoiceField)
        stars.choices = star_choices()
        for place, title in enumerate(sessions):
            field = forms.ChoiceField(
                label=title, required=False, choices=[("", gettext("was not there")), *star_choices()]
            )
            dress(field.widget)
            self.fields[f"session_{place}"] = field


def star_choices() -> list[tuple[str, str]]:
    """Answer the stars to choose from, the most first."""
    return [
        (str(n), f"{'★' * n}{'☆' * (MOST_STARS - n)} " + ngettext("{n} star", "{n} stars", n).format(n=n))
        for n in range(MOST_STARS, 0, -1)
    ]


def initial_of(feedback: Feedback | None, sessions: Sequence[str]) -> dict[str, Any]:
    """Answer what was said before, as the form shows it."""
    if feedback is None:
        return {}
    said = {"stars": str(feedback.stars), "good": feedback.good, "mend": feedback.mend}
    rated = {f"session_{place}": str(feedback.sessions.get(one, "")) for place, one in enumerate(sessions)}
    return said | {"again": feedback.again} | rated
