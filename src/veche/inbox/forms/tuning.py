"""How the inbox is tuned: hours, promises, what opens a conversation, who gets it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from veche.core.terms import LANGUAGES
from veche.inbox.actions import Ruled, Tuned
from veche.inbox.models import Desk
from veche.inbox.rules.hours import hours_in, hours_text
from veche.inbox.terms import ANY_REASON, WHY_TEXTS, Method, reasons_in
from veche.kit.forms import ActionForm, translated_choices
from veche.kit.terms import N_

DAYS = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)
METHODS = (
    (Method.TURNS, N_("in turns")), (Method.LOAD, N_("whoever has the fewest")),
    (Method.DUTY, N_("whoever is on duty, in turns")),
)  # fmt: skip
_NO_HOURS = _("Write hours like 10:00–19:00, or leave the field empty.")


class HoursField(forms.CharField):
    """Hours of a day as people write them."""

    def __init__(self, **facts: Any) -> None:
        facts = {"required": False, "max_length": 20} | facts
        super().__init__(widget=forms.TextInput(attrs={"placeholder": "10:00–19:00"}), **facts)

    def clean(self, value: Any) -> Any:
        try:
            return hours_in(super().clean(value) or "")
        except ValueError as fault:
            raise forms.ValidationError(_NO_HOURS) from fault


class WeekForm(ActionForm):
    """Hours of each day of a week."""

    unmarked = tuple(f"day{number}" for number in range(len(DAYS)))

    def __init__(self, *args: Any, hours: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = dict(enumerate(hours)) if not isinstance(hours, dict) else hours
        for number, title in enumerate(DAYS):
            day = shown.get(number)
            field = HoursField(label=gettext(title), initial=hours_text(tuple(day) if day else None))
            field.widget.attrs["class"] = "form-control"
            self.fields[f"day{number}"] = field

    def hours(self) -> tuple[Any, ...]:
        """Answer what was written, Monday first."""
        return tuple(self.cleaned_data[f"day{number}"] for number in range(len(DAYS)))


class DeskForm(WeekForm):
    """Working hours, holidays, promises, and how far the inbox looks back."""

    days = forms.IntegerField(
        label=_("Open nothing that is older than so many days"), min_value=1, max_value=365
    )
    close_after = forms.IntegerField(
        label=_("Close what has waited for them so many days"), min_value=0, max_value=365,
        help_text=_("0 for never."),
    )  # fmt: skip
    first_minutes = forms.IntegerField(
        label=_("First answer within so many working minutes"),
        min_value=0,
        help_text=_("0 promises nothing."),
    )
    whole_minutes = forms.IntegerField(
        label=_("Settled within so many working minutes"), min_value=0, help_text=_("0 promises nothing.")
    )
    holidays = forms.CharField(
        label=_("Holidays"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One date a line: 2026-01-01."),
    )  # fmt: skip

    shows_links = forms.BooleanField(
        label=_("Show what links lead to"), required=False,
        help_text=_(
            "Veche opens the first link of what members write in public channels, once, and shows the title "
            "of the page below the message. The site then sees Veche's address. Links that are said in "
            "private are never opened."
        ),
    )  # fmt: skip

    def __init__(self, *args: Any, desk: Desk, **kwargs: Any) -> None:
        names = ("days", "close_after", "first_minutes", "whole_minutes", "shows_links")
        initial = {name: getattr(desk, name) for name in names}
        kwargs["initial"] = initial | {"holidays": "\n".join(desk.holidays)}
        super().__init__(*args, hours=desk.hours, **kwargs)
        self.fields["shows_links"] = self.fields.pop("shows_links")  # the days were added behind it

    def tuned(self) -> Tuned:
        """Answer what is wished for."""
        given = self.cleaned_data
        return Tuned(
            given["days"], given["close_after"], self.hours(), tuple(given["holidays"].split()),
            given["first_minutes"], given["whole_minutes"], given["shows_links"],
        )  # fmt: skip


class ChannelForm(ActionForm):
    """What opens a conversation in one channel, and by when it is answered there."""

    reasons = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple,
        choices=translated_choices(
            [(str(int(why)), WHY_TEXTS[why][0]) for why in reasons_in(int(ANY_REASON))]
        ),
    )  # fmt: skip
    first_minutes = forms.IntegerField(required=False, min_value=0)
    whole_minutes = forms.IntegerField(required=False, min_value=0)
    asks_how = forms.BooleanField(required=False)

    def mask(self) -> int:
        """Answer the chosen reasons as a mask."""
        return sum(int(one) for one in self.cleaned_data["reasons"])


class RuleForm(ActionForm):
    """Who gets conversations of a kind."""

    channel = forms.TypedChoiceField(label=_("Channel"), required=False, coerce=int, empty_value=None)
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=[("", _("any language")), *LANGUAGES]
    )
    words = forms.CharField(
        label=_("One of these words"), required=False, max_length=500,
        help_text=_("Divided by commas, in any form: refund, broken ticket."),
    )  # fmt: skip
    users = forms.MultipleChoiceField(label=_("Goes to"), widget=forms.CheckboxSelectMultiple)
    method = forms.ChoiceField(label=_("Among several"), choices=translated_choices(METHODS))

    def __init__(self, *args: Any, channels: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["channel"].choices = [("", gettext("any channel")), *channels]  # type: ignore[attr-defined]
        self.fields["users"].choices = people  # type: ignore[attr-defined]

    def ruled(self) -> Ruled:
        """Answer what is wished for."""
        given = self.cleaned_data
        return Ruled(given["channel"], given["language"], given["words"], Method(given["method"]),
                     tuple(int(one) for one in given["users"]))  # fmt: skip
