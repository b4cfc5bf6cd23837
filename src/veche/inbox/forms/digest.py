"""When somebody gets letters of what waits."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from veche.inbox.forms.tuning import DAYS
from veche.inbox.models import Digest
from veche.kit.forms import ActionForm, translated_choices

USUAL_HOUR = 9


class DigestForm(ActionForm):
    """The hour and the weekdays of one's own letters."""

    unmarked = ("days",)
    days = forms.MultipleChoiceField(
        label=_("On these days"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=translated_choices([(str(number), title) for number, title in enumerate(DAYS)]),
        help_text=_("Choose no day to get no letters."),
    )  # fmt: skip
    hour = forms.TypedChoiceField(
        label=_("At this hour of the community's clock"), coerce=int,
        choices=[(str(hour), f"{hour:02}:00") for hour in range(24)],
    )  # fmt: skip

    def __init__(self, *args: Any, digest: Digest | None, **kwargs: Any) -> None:
        shown = {"days": [], "hour": USUAL_HOUR} if digest is None else {
            "days": [str(day) for day in digest.days], "hour": digest.hour,
        }  # fmt: skip
        super().__init__(*args, **({"initial": shown} | kwargs))
