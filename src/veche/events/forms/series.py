"""A series: its name, how far ahead its dates are made, and its rule."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from veche.events.forms.planning import REPEATS, RhythmForm, WallField
from veche.events.terms import EventState
from veche.kit.forms import ActionForm

MADE_STATES = (
    (EventState.DRAFT, _("drafts")), (EventState.ANNOUNCED, _("announced at once")),
    (EventState.OPEN, _("open for registration at once")),
)  # fmt: skip


class SeriesForm(ActionForm):
    """A series as a whole."""

    title = forms.CharField(label=_("Name"), max_length=200)
    days_ahead = forms.IntegerField(
        label=_("Dates are made so many days ahead"), min_value=1, max_value=366,
    )  # fmt: skip
    made_state = forms.ChoiceField(label=_("New dates are"), choices=MADE_STATES)


class RuleForm(RhythmForm):
    """Another rule from a first date on."""

    begins = WallField(label=_("The first date by the new rule"))
    field_order = ("begins", "repeats", "every", "weekdays", "until", "count")

    def __init__(self, data: Any = None, *, zone: str, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["begins"].zone = zone  # type: ignore[attr-defined]
        self.fields["repeats"].choices = [choice for choice in REPEATS if choice[0] != "once"]  # type: ignore[attr-defined]
