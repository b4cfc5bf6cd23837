"""The form of a reminder."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from veche.events.forms.inviting import LetterForm
from veche.events.models import Event, Reminder
from veche.events.rules.reminding import minutes_of, told_of
from veche.events.terms import GUEST_TITLES, GuestState
from veche.events.terms.reminding import REMINDED, SIDES, UNITS
from veche.kit.forms import translated_choices

STATES = [(state.value, GUEST_TITLES[state]) for state in REMINDED]


class ReminderForm(LetterForm):
    """When a reminder goes, to whom, and what it says."""

    count = forms.IntegerField(label=_("How long"), min_value=1, max_value=999)
    unit = forms.ChoiceField(label=_("Unit"), choices=translated_choices(UNITS.items()))
    side = forms.ChoiceField(label=_("When"), choices=translated_choices(SIDES.items()))
    states = forms.MultipleChoiceField(
        label=_("Guests who are"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=translated_choices(STATES),
    )  # fmt: skip
    field_order = ("count", "unit", "side", "states", "ways", "subject", "text", "key")
    unmarked = ("subject", "text", "states")

    def __init__(self, *args: Any, event: Event, reminder: Reminder | None = None, **kwargs: Any) -> None:
        known: dict[str, Any] = {"count": 1, "unit": "days", "side": "before", "states": [GuestState.GOING]}
        if reminder:
            count, unit, side = told_of(reminder.minutes)
            known |= {
                "count": count, "unit": unit, "side": side, "states": reminder.states,
                "subject": reminder.subject, "text": reminder.text, "ways": reminder.ways,
            }  # fmt: skip
        super().__init__(*args, event=event, ready="" if reminder else "reminder", initial=known, **kwargs)

    def facts(self) -> dict[str, Any]:
        """Answer what was filled in as the action takes it."""
        told = self.cleaned_data
        return {
            "minutes": minutes_of(told["count"], told["unit"], told["side"]), "states": told["states"],
            "ways": told["ways"], "subject": told["subject"], "text": told["text"],
        }  # fmt: skip
