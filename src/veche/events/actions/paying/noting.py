"""Noting by hand what was paid by transfer or at the door, and taking the note back."""

from __future__ import annotations

from django.db import transaction

from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.events.actions.moving import hold_event
from veche.events.actions.paying.settling import count_paid, key_of, settle_payment, tell_ledger
from veche.events.models import Guest, Payment
from veche.events.terms import KEEP_MONEY
from veche.events.terms.paying import BY_HAND, PaymentState, Told, Way
from veche.kit.money import LARGEST
from veche.kit.terms import N_, Reason, refuse_if
from veche.kit.text import clean
from veche.kit.time import now
from veche.ledger.terms import Kind

NO_AMOUNT = N_("Write how much was paid.")
NOT_BY_HAND = N_("Choose how it was paid.")


def note_payment(
    guest: Guest, amount: int, way: Way, *, note: str = "", key: str = "", by: Actor
) -> Payment:  # fmt: skip
    """Note what a guest paid, in minor units; the same `key` of a form again answers what it noted.

    Refuses nothing paid and ways that are no hand's.
    """
    event = guest.event
    require(by, KEEP_MONEY, in_=event.community)
    reasons = [] if 0 < amount <= LARGEST else [Reason(NO_AMOUNT, field="amount")]
    reasons += [] if way in BY_HAND else [Reason(NOT_BY_HAND, field="way")]
    refuse_if(reasons)
    with transaction.atomic():
        hold_event(event.pk, community=event.community)
        once = key_of("note", guest.pk, key)
        if known := Payment.objects.filter(key=once).first():
            return known
        made = Payment.objects.create(
            guest=guest, event=event, way=way, amount=amount, currency=event.community.currency,
            key=once, note=clean(note)[:300], made_at=now(), user_id=by.user_id,
        )  # fmt: skip
        settle_payment(made, Told("", PaymentState.PAID))
        audit(by, "events.note_payment", in_=event.community, on=made, amount=amount, way=way)
    return made


def withdraw_payment(payment: Payment, *, by: Actor) -> None:
    """Take back what was noted by hand; `restore_payment` brings it back. May be repeated."""
    require(by, KEEP_MONEY, in_=payment.event.community)
    _turn(payment, PaymentState.PAID, PaymentState.WITHDRAWN, "events.withdraw_payment", by)


def restore_payment(payment: Payment, *, by: Actor) -> None:
    """Bring back what was noted by hand. May be repeated."""
    require(by, KEEP_MONEY, in_=payment.event.community)
    _turn(payment, PaymentState.WITHDRAWN, PaymentState.PAID, "events.restore_payment", by)


def _turn(payment: Payment, before: PaymentState, after: PaymentState, act: str, by: Actor) -> None:
    """Turn a note over; to the ledger, which changes nothing, taking back is a refund."""
    at = now()
    with transaction.atomic():
        hold_event(payment.event_id, community=payment.event.community)
        found = Payment.objects.filter(pk=payment.pk, way__in=BY_HAND, state=before, refund_of=None)
        if not found.update(state=after, ended_at=at):
            return
        count_paid(payment.guest)
        kind = Kind.BOUGHT if after is PaymentState.PAID else Kind.REFUNDED
        tell_ledger(payment, kind, f"payment/{payment.pk}/{at}")
        audit(by, act, in_=payment.event.community, on=payment)
