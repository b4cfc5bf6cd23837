"""Forms that show every reason of a refusal beside the field it is about."""

from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django import forms
from django.utils.translation import gettext

from veche.kit.terms import Reason, Refusal
from veche.kit.zones import ZONES, all_zones


def say_reason(reason: Reason) -> str:
    """Answer a reason in the reader's language with its values filled in; of a list all of its texts."""
    values = {key: _said(value) for key, value in reason.values.items()}
    return gettext(reason.text).format(**values)


def _said(value: object) -> object:
    if isinstance(value, list | tuple):
        return ", ".join(str(_said(one)) for one in value)
    return gettext(value) if isinstance(value, str) and value else value


def translated_choices(choices: Iterable[tuple[str, str]]) -> Callable[[], list[tuple[str, str]]]:
    """Answer a field's choices whose marked titles are translated each time the form is made."""
    kept = tuple(choices)  # asked for more than once
    return lambda: [(value, gettext(title)) for value, title in kept]


class Swatches(forms.RadioSelect):
    """A choice among the colours of communities, shown as colours."""


class ZoneInput(forms.TextInput):
    """A field in which a time zone is found by typing a city, in the browser's own way (a datalist)."""

    template_name = "kit/_zone_input.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        cities = ((zone, ZONES.get(zone, "")) for zone in all_zones())
        context["zones"] = [(zone, gettext(city) if city else "") for zone, city in cities]
        context["widget"]["attrs"]["list"] = f"{name}-zones"
        return context


_CLASSES = {
    "checkbox": "form-check-input", "radio": "form-check-input", "select": "form-select",
    "color": "form-control form-control-color", "hidden": "",
}  # fmt: skip


def dress(widget: forms.Widget) -> None:
    """Give a widget the classes of the house unless its form chose others. May be repeated."""
    if "class" not in widget.attrs:
        widget.attrs["class"] = _CLASSES.get(getattr(widget, "input_type", "text"), "form-control")


def kind_of(widget: forms.Widget) -> str:
    """Answer how a widget is laid out: check, choices, swatches or line."""
    if isinstance(widget, Swatches):
        return "swatches"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "choices"
    return "check" if isinstance(widget, forms.CheckboxInput) else "line"


class ActionForm(forms.Form):
    """A form that leads to one action."""

    template_name = "kit/form.html"
    # Fields that need not be filled in and yet are not said to be optional: one of several is enough,
    # or to leave them empty is an answer.
    unmarked: Container[str] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            dress(field.widget)

    @contextmanager
    def showing_refusals(self) -> Iterator[None]:
        """Run an action; its refusal becomes errors of the fields or of the whole form.

        Does not run the body of a form that is not valid: check `is_valid()` first.
        """
        try:
            yield
        except Refusal as refusal:
            for reason in refusal.reasons:
                field = reason.field if reason.field in self.fields else None
                self.add_error(field, say_reason(reason))
