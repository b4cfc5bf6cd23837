"""A web form of the community's own making, which anybody may fill in."""

from typing import Any

from django import forms
from django.utils.translation import gettext

from veche.channels.queries import ShownForm
from veche.kit.forms import ActionForm


class WebForm(ActionForm):
    """A web form of the community's own making: what is wrong with it, its connector says, not this form."""

    # What browsers fill in by themselves, by the names of the fields that every form has.
    known = {"name": "name", "email": "email"}

    def __init__(self, data: Any = None, *, shown: ShownForm, **kwargs: Any) -> None:
        self.base_fields = {one.key: self._field_of(one) for one in shown.fields}
        kwargs.setdefault("auto_id", "f_%s")
        super().__init__(data, **kwargs)

    def _field_of(self, one: Any) -> forms.Field:
        """Answer the field of the page. Titles that are ours are translated, those of the form are not."""
        is_own = one.key.startswith("own_") or one.shape == "consent"
        label = one.title if is_own else gettext(one.title)
        choices = [("", gettext("Choose, please")), *((choice, choice) for choice in one.choices)]
        widgets: dict[str, forms.Widget] = {
            "text": forms.Textarea(attrs={"rows": 5, "maxlength": one.longest}),
            "mail": forms.EmailInput(attrs={"maxlength": one.longest}),
            "choice": forms.Select(choices=choices), "consent": forms.CheckboxInput(attrs={"value": "on"}),
        }  # fmt: skip
        widget = widgets.get(one.shape, forms.TextInput(attrs={"maxlength": one.longest}))
        if one.key in self.known:
            widget.attrs["autocomplete"] = self.known[one.key]
        return _Taken(label=label, widget=widget, required=one.is_needed)


class _Taken(forms.Field):
    """A field that takes what it is given: it is looked at elsewhere, with all the others at once."""

    def clean(self, value: Any) -> Any:
        """Answer the value as it came."""
        return value
