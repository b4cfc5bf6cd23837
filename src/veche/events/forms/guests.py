"""Forms by which the team writes down and notes guests."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from veche.events.models import Event, TicketType
from veche.events.terms import GUEST_TITLES, GuestState
from veche.kit.forms import ActionForm, translated_choices

BY_HAND = (GuestState.INVITED, GuestState.GOING, GuestState.WAITING)


class GuestForm(ActionForm):
    """Somebody whom the team invites or puts on the list."""

    name = forms.CharField(label=pgettext_lazy("person", "Name"), max_length=200, required=False)
    email = forms.CharField(
        label=_("E-mail"), max_length=250, required=False, widget=forms.EmailInput,
        help_text=_("Whoever is invited gets a letter with a link of their own."),
    )  # fmt: skip
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)
    seats = forms.IntegerField(label=_("Seats"), min_value=1, max_value=100, initial=1)
    state = forms.ChoiceField(
        label=pgettext_lazy("guest", "State"),
        choices=translated_choices([(state.value, GUEST_TITLES[state]) for state in BY_HAND]),
    )
    ticket_type = forms.ModelChoiceField(TicketType.objects.none(), label=_("Ticket"), required=False)
    note = forms.CharField(label=_("Note"), max_length=500, required=False)

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ticket_type"].queryset = TicketType.objects.filter(event=event, removed_at=None)  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        """Answer what was filled in as the action takes it."""
        ticket = self.cleaned_data["ticket_type"]
        state = GuestState(self.cleaned_data["state"])
        return self.cleaned_data | {"ticket_type": ticket and ticket.pk, "state": state}
