"""Fields that forms of events share."""

from typing import Any

from django import forms


class Named(forms.CharField):
    """A text that must be there: the action refuses an empty one together with all else that is wrong."""

    def validate(self, value: Any) -> None:
        """Leave it to the action."""
