"""Asking what an event offers to whoever registers: tickets, questions, and whether it does now."""

from __future__ import annotations

from typing import Any, NamedTuple

from veche.events.models import DiscountCode, Event, Question, TicketPool, TicketType
from veche.events.rules.pricing import price_of
from veche.events.rules.seats import Bound, free_within
from veche.events.terms import EventState
from veche.events.terms.registering import Asked, Sale, Ticket
from veche.kit.text import fold
from veche.kit.time import Moment, moment, now


class Offered(NamedTuple):
    """Everything that an event's form offers and asks, as the team sees it."""

    tickets: list[TicketType]
    pools: list[TicketPool]
    codes: list[DiscountCode]
    questions: list[Question]


def offered_by(event: Event) -> Offered:
    """Answer what an event's form offers and asks: five queries."""

    still = {"event": event, "removed_at": None}
    return Offered(
        list(TicketType.objects.filter(**still).select_related("pool").order_by("place", "pk")),
        list(TicketPool.objects.filter(event=event).order_by("pk")),
        list(DiscountCode.objects.filter(**still).prefetch_related("types").order_by("pk")),
        list(Question.objects.filter(**still).select_related("shown_if").order_by("place", "pk")),
    )


def offer_of(event: Event, kind: str, pk: int) -> Any:
    """Answer one type of ticket, code or question of an event, removed ones too."""
    kinds: dict[str, Any] = {"ticket": TicketType, "code": DiscountCode, "question": Question}
    return kinds[kind].objects.filter(event=event, pk=pk).first() if kind in kinds else None


def pool_of(event: Event, pk: int) -> TicketPool | None:
    """Answer seats of an event that types of tickets share."""
    return TicketPool.objects.filter(event=event, pk=pk).first()


def sale_of(event: Event, *, code: DiscountCode | None = None, is_shown: bool = True) -> Sale:
    """Answer what is asked of whoever registers: two queries, one more with a code, one to be shown.

    Hidden tickets are among them only with a code that opens them; prices are those with the code.
    """
    kinds = TicketType.objects.filter(event=event, removed_at=None).select_related("pool")
    opened = set(code.types.values_list("pk", flat=True)) if code else set()
    at = now()
    found = [one for one in kinds.order_by("place", "pk") if not one.is_hidden or one.pk in opened]
    questions = Question.objects.filter(event=event, removed_at=None).order_by("place", "pk")
    return Sale(
        tuple(_ticket(one, at, one.pk in opened, _off(one, code, opened)) for one in found),
        tuple(asked(one) for one in questions), event.most_seats, event.asks_diets,
        is_shown and DiscountCode.objects.filter(event=event, removed_at=None).exists(),
    )  # fmt: skip


def asked(question: Question) -> Asked:
    """Answer a question as the form asks it."""
    return Asked(
        question.pk, question.kind, question.text, question.details, tuple(map(str, question.options)),
        question.is_required, question.shown_if_id, question.shown_answer, question.version,
    )  # fmt: skip


def code_of(event: Event, text: str) -> DiscountCode | None:
    """Answer the code of an event that somebody typed, if it is one and still good."""
    folded = fold(text.strip())[:40]
    if not folded:
        return None
    found = DiscountCode.objects.filter(event=event, folded=folded, removed_at=None).first()
    if found is None or (found.until and moment(found.until) < now()):
        return None
    return None if found.most_uses is not None and found.uses >= found.most_uses else found


def is_registering(event: Event, at: Moment | None = None) -> bool:
    """Tell whether people register for an event now: it is open, within its window, and not over."""
    at = now() if at is None else at
    if event.state != EventState.OPEN:
        return False
    if event.registers_from and at < moment(event.registers_from):
        return False
    return at < moment(event.registers_until or event.ends_at)


def is_expected(event: Event) -> bool:
    """Tell whether it makes sense to say that one is interested, or not coming."""
    return event.state in {EventState.ANNOUNCED, EventState.OPEN} and now() < moment(event.ends_at)


def _off(one: TicketType, code: DiscountCode | None, chosen: set[int]) -> int:
    """Answer what a code takes off a seat; one that names types is for these alone."""
    if code is None or (chosen and one.pk not in chosen):
        return 0
    return one.amount - price_of(one.amount, 1, percent=code.percent, amount_off=code.amount_off)


def _ticket(one: TicketType, at: Moment, is_opened: bool, off: int) -> Ticket:
    bounds = [Bound(one.capacity, one.taken)]
    if one.pool:
        bounds.append(Bound(one.pool.capacity, one.pool.taken))
    sold_from = moment(one.sold_from) if one.sold_from else None
    sold_until = moment(one.sold_until) if one.sold_until else None
    is_open = (sold_from is None or sold_from <= at) and (sold_until is None or at < sold_until)
    return Ticket(
        one.pk, one.title, one.about, one.amount, free_within(bounds), is_open,
        one.is_hidden and not is_opened, sold_from, sold_until, off,
    )  # fmt: skip
