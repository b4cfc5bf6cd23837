"""Forms of what an event offers and asks: tickets, pools of seats, codes, questions."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from veche.events.forms.fields import ClockField
from veche.events.models import Event, Question, TicketPool, TicketType
from veche.events.terms import QuestionKind
from veche.events.terms.guests import QUESTION_TITLES
from veche.kit.forms import ActionForm, translated_choices
from veche.kit.money import EXPONENTS, Money
from veche.kit.time import as_datetime, in_zone, moment


class OfEvent(ActionForm):
    """A form about one event: its money and its clock."""

    moments: tuple[str, ...] = ()
    sums: tuple[str, ...] = ()

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        self.event = event
        super().__init__(*args, **kwargs)

    def facts(self) -> dict[str, Any]:
        """Answer what was filled in as the action takes it: moments, and money in minor units."""
        told = dict(self.cleaned_data)
        for name in self.moments:
            told[name] = in_zone(told[name], self.event.time_zone) if told[name] else None
        for name in self.sums:
            told[name] = round((told[name] or 0) * 10 ** EXPONENTS.get(self.event.community.currency, 2))
        return told


class TicketForm(OfEvent):
    """A type of ticket."""

    moments, sums = ("sold_from", "sold_until"), ("amount",)
    title = forms.CharField(label=_("Title"), max_length=100)
    about = forms.CharField(label=_("What it includes"), max_length=300, required=False)
    amount = forms.DecimalField(
        label=_("Price"),
        min_value=0,
        max_digits=12,
        decimal_places=2,
        required=False,
        help_text=_("Empty is free."),
    )
    capacity = forms.IntegerField(
        label=_("How many"),
        min_value=0,
        required=False,
        help_text=_("Empty is as many as the event has seats."),
    )
    pool = forms.ModelChoiceField(TicketPool.objects.none(), label=_("Shares seats with"), required=False)
    sold_from = ClockField(label=_("To be had from"), required=False)
    sold_until = ClockField(label=_("To be had until"), required=False)
    is_hidden = forms.BooleanField(label=_("Only with a code that opens it"), required=False)

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, event=event, **kwargs)
        self.fields["pool"].queryset = TicketPool.objects.filter(event=event)  # type: ignore[attr-defined]


class PoolForm(OfEvent):
    """Seats that several types of tickets share."""

    title = forms.CharField(label=_("Title"), max_length=100)
    capacity = forms.IntegerField(label=_("Seats"), min_value=0)


class CodeForm(OfEvent):
    """A code that makes tickets cheaper or opens hidden ones."""

    moments, sums = ("until",), ("amount_off",)
    code = forms.CharField(label=_("Code"), max_length=40)
    percent = forms.IntegerField(label=_("Percent off"), min_value=0, max_value=100, required=False)
    amount_off = forms.DecimalField(
        label=_("Off each ticket"), min_value=0, max_digits=12, decimal_places=2, required=False
    )
    types = forms.ModelMultipleChoiceField(
        TicketType.objects.none(), label=_("For these tickets"), required=False,
        widget=forms.CheckboxSelectMultiple, help_text=_("None is for all that are shown."),
    )  # fmt: skip
    most_uses = forms.IntegerField(label=_("How often it can be used"), min_value=1, required=False)
    until = ClockField(label=_("Good until"), required=False)

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, event=event, **kwargs)
        self.fields["types"].queryset = TicketType.objects.filter(event=event, removed_at=None)  # type: ignore[attr-defined]


class QuestionForm(OfEvent):
    """A question of the registration form, or a consent to a text."""

    kind = forms.ChoiceField(
        label=_("How it is answered"),
        choices=translated_choices([(kind.value, title) for kind, title in QUESTION_TITLES.items()]),
    )
    text = forms.CharField(label=_("Question"), max_length=300)
    details = forms.CharField(
        label=_("Explanation, or the whole text of a consent"), required=False, max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    options = forms.CharField(
        label=_("Answers to choose from"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Each on a line of its own."), max_length=10_000,
    )  # fmt: skip
    is_required = forms.BooleanField(label=_("Has to be answered"), required=False)
    shown_if = forms.ModelChoiceField(
        Question.objects.none(), label=_("Asked only if this question"), required=False
    )
    shown_answer = forms.CharField(
        label=_("has this answer"), max_length=200, required=False,
        help_text=_("For yes or no and for consents: yes or no."),
    )  # fmt: skip

    def __init__(self, *args: Any, event: Event, question: Question | None = None, **kwargs: Any) -> None:
        super().__init__(*args, event=event, **kwargs)
        others = Question.objects.filter(event=event, removed_at=None).order_by("place", "pk")
        if question:
            others = others.exclude(pk=question.pk)
        self.fields["shown_if"].queryset = others  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        """Answer what was filled in as the action takes it."""
        told = super().facts()
        return told | {"options": told["options"].splitlines(), "kind": QuestionKind(told["kind"])}


def ticket_known(ticket: TicketType, event: Event) -> dict[str, Any]:
    """Answer what a type of ticket is, as its form shows it."""

    def wall(at: datetime | None) -> datetime | None:
        return as_datetime(moment(at), event.time_zone).replace(tzinfo=None) if at else None

    return {
        "title": ticket.title, "about": ticket.about, "capacity": ticket.capacity, "pool": ticket.pool_id,
        "amount": Money(ticket.amount, event.community.currency).as_decimal() if ticket.amount else None,
        "sold_from": wall(ticket.sold_from), "sold_until": wall(ticket.sold_until),
        "is_hidden": ticket.is_hidden,
    }  # fmt: skip


def question_known(question: Question) -> dict[str, Any]:
    """Answer what a question is, as its form shows it."""
    return {
        "kind": question.kind, "text": question.text, "details": question.details,
        "options": "\n".join(map(str, question.options)), "is_required": question.is_required,
        "shown_if": question.shown_if_id, "shown_answer": question.shown_answer,
    }  # fmt: skip
