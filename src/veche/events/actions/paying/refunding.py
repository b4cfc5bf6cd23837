"""Giving money back, by hand or through the provider it came by."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Sum

from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.events.actions.paying.asking import ask_for_refund
from veche.events.actions.paying.settling import key_of, settle_payment
from veche.events.models import Payment
from veche.events.queries.paying import desk_of, keys_of
from veche.events.terms import KEEP_MONEY
from veche.events.terms.paying import BY_HAND, PaymentState, Told, Way
from veche.kit.terms import N_, Reason, Refusal
from veche.kit.time import now

NOT_PAID = N_("What was not paid cannot be given back.")
TOO_MUCH = N_("That is more than is left of this payment.")
NO_KEYS = N_("The keys of the payment service are gone: give the money back there.")


def refund_payment(payment: Payment, amount: int, *, key: str = "", by: Actor) -> Payment:
    """Give back so much of a payment, in minor units; answers the refund, which may still be on its way.

    The same `key` of a form again answers the refund it made. Refuses more than is left of the payment.
    Through a provider the refund has a key of its own: asked again after a failure it is given back once.
    """
    community = payment.event.community
    require(by, KEEP_MONEY, in_=community)
    way = Way(payment.way)
    keys = None if way in BY_HAND else keys_of(desk_of(community), way)
    if way not in BY_HAND and keys is None:
        raise Refusal(Reason(NO_KEYS))
    with transaction.atomic():
        held = Payment.objects.select_for_update().get(pk=payment.pk)
        once = key_of("refund", payment.pk, key)
        if known := Payment.objects.filter(key=once).first():
            return known
        if held.state != PaymentState.PAID or held.amount <= 0:
            raise Refusal(Reason(NOT_PAID))
        standing = held.refunds.exclude(state__in=[PaymentState.FAILED, PaymentState.WITHDRAWN])
        given = standing.aggregate(sum=Sum("amount"))["sum"] or 0
        if not 0 < amount <= held.amount + given:
            raise Refusal(Reason(TOO_MUCH, field="amount"))
        made = Payment.objects.create(
            guest=held.guest, event=held.event, way=way, amount=-amount, currency=held.currency,
            key=once, refund_of=held, made_at=now(), user_id=by.user_id,
        )  # fmt: skip
        audit(by, "events.refund_payment", in_=community, on=held, amount=amount)
    if keys is None:
        settle_payment(made, Told("", PaymentState.PAID))
    else:
        settle_payment(made, ask_for_refund(made, held, keys))
    return made
