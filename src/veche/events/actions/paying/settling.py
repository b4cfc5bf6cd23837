"""Settling: what a provider or the team says of a payment is kept once, counted, and told to the ledger."""

from __future__ import annotations

import hashlib
import secrets

from django.db import transaction
from django.db.models import Sum

from veche.core.terms import SYSTEM
from veche.events.actions.moving import hold_event, note_change
from veche.events.actions.recording import handle_of, record_deed
from veche.events.models import Guest, Payment
from veche.events.terms.paying import PaymentState, Told
from veche.kit.terms import N_
from veche.kit.time import as_datetime, now
from veche.ledger.terms import Kind

PAYMENT = N_("Payment")


def key_of(what: str, pk: int, key: str) -> str:
    """Answer what one filling-in of a form about money is known by; without its `key`, a new one."""
    told = f"{what}/{pk}/{key or secrets.token_hex(16)}"
    return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:32]


def settle_payment(payment: Payment, told: Told) -> bool:
    """Keep what became of a payment; answers whether it is paid by that. In any order, any number of times.

    What was paid stays paid: news of an earlier state come too late and change nothing.
    """
    with transaction.atomic():
        hold_event(payment.event_id, community=payment.event.community)
        held = (
            Payment.objects.select_for_update().select_related("guest", "event__community").get(pk=payment.pk)
        )
        held.number, held.charge = held.number or told.number, told.charge or held.charge
        held.address = told.address or held.address
        held.trouble = ""
        was_paid = held.state == PaymentState.PAID
        if not was_paid and told.state is not PaymentState.WAITING:
            held.state, held.ended_at = told.state, as_datetime(now())
        held.save()
        if was_paid or told.state is not PaymentState.PAID:
            return False
        count_paid(held.guest)
        kind = Kind.BOUGHT if held.amount > 0 else Kind.REFUNDED
        tell_ledger(held, kind, f"payment/{held.pk}")
    return True


def count_paid(guest: Guest) -> None:
    """Work out anew what a guest has paid in all, what was given back taken off; the event is held.

    It stands in the guest's history, by which phones at the door hear that there is less to pay.
    """
    found = Guest.objects.select_related("event__community").get(pk=guest.pk)
    paid = Payment.objects.filter(guest=guest, state=PaymentState.PAID).aggregate(sum=Sum("amount"))["sum"]
    if found.paid != (paid or 0):
        Guest.objects.filter(pk=guest.pk).update(paid=paid or 0)
        note_change(found, found.state, event=found.event, reason=PAYMENT, by=SYSTEM)


def tell_ledger(payment: Payment, kind: Kind, key: str) -> None:
    """Record that somebody paid or was given money back; known there by the key."""
    who, amount = handle_of(payment.guest), abs(payment.amount)
    record_deed(payment.event, who, kind, key, at=now(), amount=amount, by=SYSTEM)
