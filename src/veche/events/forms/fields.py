"""Fields that forms of events share."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

# Years that a moment may have: `kit.time.is_plausible`, with a day to spare for every zone.
FIRST_YEAR, LAST_YEAR = 1971, 2200


class Named(forms.CharField):
    """A text that must be there: the action refuses an empty one together with all else that is wrong."""

    def validate(self, value: Any) -> None:
        """Leave it to the action."""


class ClockField(forms.DateTimeField):
    """A day and a time as they were written: whose clock it is, the form knows."""

    def __init__(self, **facts: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local", "step": "60"}, format="%Y-%m-%dT%H:%M")
        super().__init__(widget=widget, **facts)

    def to_python(self, value: Any) -> datetime | None:
        """Answer the clock without a zone; refuses a year that nobody lives to see."""
        if value in self.empty_values:
            return None
        try:
            found = datetime.fromisoformat(str(value).strip()).replace(tzinfo=None)
        except ValueError as fault:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from fault
        if not FIRST_YEAR <= found.year < LAST_YEAR:
            raise forms.ValidationError(_("There is no such time."), code="absurd")
        return found
