"""Asking a provider: to take money, and how what it took stands. What it answers is settled once."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from veche.core.actions import require
from veche.core.terms import Actor
from veche.events.actions.counting import count_attempts
from veche.events.actions.paying.settling import settle_payment
from veche.events.models import Guest, Payment, PaymentDesk
from veche.events.queries.paying import desk_of, keys_of, waiting_payments
from veche.events.rules.paying import PROVIDERS
from veche.events.terms import KEEP_EVENTS, GuestState
from veche.events.terms.paying import Keys, Order, PaymentState, Question, Told, Way
from veche.kit.jobs import enqueue
from veche.kit.money import Money
from veche.kit.terms import N_, Reason, Refusal, Trouble
from veche.kit.time import DAY, HOUR, as_datetime, moment, now
from veche.kit.web.making import web_for

if TYPE_CHECKING:
    from veche.core.models import Community

NOTHING_DUE = N_("There is nothing to pay.")
NOT_OFFERED = N_("One cannot pay in this way here.")
FAILED = N_("The payment service does not answer. Nothing was taken; try again in a minute.")
# How often within an hour a guest may have us ask a provider.
MOST_ASKED = 20
LARGEST_ANSWER, PATIENCE = 256 * 1024, 15.0


def begin_payment(guest: Guest, way: Way, *, back_to: str, by: Actor) -> str:
    """Ask a provider to take what a guest still has to pay; answers the address of its page.

    One that was begun within the hour is gone on with. Refuses where nothing is due or the way is not
    offered, and who asks without end; where the provider fails, what was begun stays and may be asked again.
    """
    event, community = guest.event, guest.event.community
    require(by, KEEP_EVENTS, in_=community)
    due = guest.amount - guest.paid
    if due <= 0 or guest.state not in {GuestState.GOING, GuestState.APPLIED}:
        raise Refusal(Reason(NOTHING_DUE))
    keys = keys_of(desk_of(community), way)
    if keys is None:
        raise Refusal(Reason(NOT_OFFERED))
    count_attempts({f"pay {guest.pk}": MOST_ASKED}, in_=community, by=by)
    begun = Payment.objects.filter(
        guest=guest, way=way, state=PaymentState.WAITING, amount=due, refund_of=None,
        made_at__gte=as_datetime(now() - HOUR),
    ).first()  # fmt: skip
    payment = begun or Payment.objects.create(
        guest=guest, event=event, way=way, amount=due, currency=community.currency,
        key=secrets.token_hex(16), made_at=now(),
    )  # fmt: skip
    if payment.address:
        return payment.address
    order = Order(
        payment.key, Money(due, community.currency), f"{event.title} · {guest.seats}", guest.email, back_to,
        guest.language,
    )  # fmt: skip
    told = ask_provider(payment, PROVIDERS[way].ask_payment(order, keys))
    settle_payment(payment, told)
    if not told.address:
        raise Refusal(Reason(FAILED))
    return told.address


def hear_payment(desk: PaymentDesk, way: Way, *, body: bytes, headers: Mapping[str, str], by: Actor) -> bool:
    """Hear a provider's notification: what it is about is asked of the provider by a job.

    Answers whether it is theirs, as far as one can tell. Notifications may come twice and in any
    order: only what the provider then answers counts.
    """
    require(by, KEEP_EVENTS, in_=desk.community)
    keys = keys_of(desk, way)
    number = PROVIDERS[way].number_in(body, headers, keys, now()) if keys else ""
    if not number:
        return False
    found = Payment.objects.filter(event__community=desk.community, way=way, number=number).first()
    if found:
        enqueue("events.jobs.ask_payment", key=str(found.pk), community=desk.community_id, payment=found.pk)
    return True


def ask_again(payment: Payment, *, by: Actor) -> bool:
    """Ask the provider how a payment stands and settle it; answers whether it is paid by that."""
    community = payment.event.community
    require(by, KEEP_EVENTS, in_=community)
    way = Way(payment.way)
    keys = keys_of(desk_of(community), way) if way in PROVIDERS else None
    if keys is None or payment.state != PaymentState.WAITING:
        return False
    if payment.refund_of is not None:
        return settle_payment(payment, ask_for_refund(payment, payment.refund_of, keys))
    if not payment.number:
        return False
    return settle_payment(payment, ask_provider(payment, PROVIDERS[way].ask_state(payment.number, keys)))


def ask_after(guest: Guest, *, by: Actor) -> None:
    """Ask how the latest payments of a guest stand who comes back from a provider's page.

    Where it does not answer, or is asked without end, its notification or the next look will tell.
    """
    community = guest.event.community
    require(by, KEEP_EVENTS, in_=community)
    waiting = Payment.objects.filter(guest=guest, state=PaymentState.WAITING, refund_of=None)
    for payment in waiting.select_related("guest", "event__community__organisation").order_by("-pk")[:3]:
        with suppress(Refusal, Trouble):
            count_attempts({f"paid {guest.pk}": MOST_ASKED}, in_=community, by=by)
            ask_again(payment, by=by)


def ask_for_refund(refund: Payment, paid: Payment, keys: Keys) -> Told:
    """Ask a provider to give money back; with the refund's own key, however often, it does so once."""
    provider = PROVIDERS[Way(refund.way)]
    told = Told(paid.number, PaymentState.PAID, charge=paid.charge)
    question = provider.ask_refund(refund.key, told, Money(-refund.amount, refund.currency), keys)
    return ask_provider(refund, question, is_refund=True)


def look_after_payments(*, in_: Community, by: Actor) -> int:
    """Ask after payments that wait, though no notification came; those of two days ago are given up."""
    require(by, KEEP_EVENTS, in_=in_)
    count = 0
    for payment in waiting_payments(in_):
        with suppress(Trouble, Refusal):
            count += ask_again(payment, by=by)
        if moment(payment.made_at) < now() - 2 * DAY:
            Payment.objects.filter(pk=payment.pk, state=PaymentState.WAITING, refund_of=None).update(
                state=PaymentState.FAILED, ended_at=now()
            )
    return count


def ask_provider(payment: Payment, question: Question, *, is_refund: bool = False) -> Told:
    """Ask a provider through the door, bounded; what fails is kept beside the payment and raised.

    So is what it says of another amount or currency than was asked for.
    """
    provider = PROVIDERS[Way(payment.way)]
    try:
        answer = _answer(question)
        told: Told = provider.read_refund(answer) if is_refund else provider.read_payment(answer)
        _check_money(payment, told)
    except (Trouble, ValueError, KeyError, TypeError) as error:
        Payment.objects.filter(pk=payment.pk).update(trouble=str(error)[:300])
        raise Trouble(f"{payment.way}: {error}") from error
    return told


def _check_money(payment: Payment, told: Told) -> None:
    """Refuse news of another amount or currency: that is not the payment we asked for."""
    said = told.money
    if said is not None and said != Money(abs(payment.amount), payment.currency):
        raise ValueError(f"another amount: {said.as_decimal()} {said.currency}")


def _answer(question: Question) -> dict[str, Any]:
    place = urlsplit(question.address)
    ports = [place.port] if place.port else []
    web = web_for([place.hostname or ""], ports=ports, patience=PATIENCE, largest=LARGEST_ANSWER)
    with web.client(headers=dict(question.headers)) as client:
        answer = client.request(question.method, question.address, content=question.content or None)
        body = answer.read()
    if not answer.is_success:
        raise Trouble(f"{answer.status_code}: {body[:200].decode('utf-8', 'replace')}")
    told = json.loads(body)
    if not isinstance(told, dict):
        raise ValueError("no object")
    return told
