"""Asking about payments: the desk of a community, what guests paid, what waits."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import F, Q

from veche.events.models import Event, Guest, Payment, PaymentDesk
from veche.events.terms import HOLDING, GuestState
from veche.events.terms.paying import PROVIDERS, PaymentState, Way
from veche.kit.sealing import unseal

if TYPE_CHECKING:
    from veche.core.models import Community


_GONE = (GuestState.CANCELLED, GuestState.DECLINED)
_API = {Way.YOOKASSA: lambda: settings.YOOKASSA, Way.STRIPE: lambda: settings.STRIPE}


def desk_of(community: Community) -> PaymentDesk | None:
    """Answer how a community takes money, if it said so."""
    return PaymentDesk.objects.filter(community=community).first()


def desk_at(door: str) -> PaymentDesk | None:
    """Answer whose notifications are knocked at by, while their community is open."""
    found = PaymentDesk.objects.select_related("community__organisation")
    return found.filter(door=door, community__closed_at=None).first()


def keys_of(desk: PaymentDesk | None, way: Way) -> dict[str, str] | None:
    """Answer the keys of a provider, or nothing where none were given."""
    sealed = desk.sealed.get(way.value) if desk else None
    return {**json.loads(unseal(sealed)), "api": _API[way]()} if sealed else None


def ways_of(community: Community) -> tuple[list[Way], str, bool]:
    """Answer by which providers one can pay here, the words for transfers, and whether at the door."""
    desk = desk_of(community)
    if desk is None:
        return [], "", True
    return [way for way in PROVIDERS if way.value in desk.sealed], desk.transfer_words, desk.at_door


def payments_of(event: Event, guest: Guest | None = None) -> list[Payment]:
    """Answer what was paid for an event, or by one guest, the latest first."""
    found = Payment.objects.filter(event=event).select_related("guest", "refund_of")
    return list((found.filter(guest=guest) if guest else found).order_by("-made_at", "-pk")[:500])


def guests_owing(event: Event) -> list[tuple[Guest, int]]:
    """Answer who has a seat and has not paid for it, by name, and how much is due: one query."""
    found = Guest.objects.filter(event=event, state__in=HOLDING, amount__gt=F("paid"))
    return [(one, one.amount - one.paid) for one in found.order_by("folded", "pk")[:500]]


def guests_overpaid(event: Event) -> list[tuple[Guest, int]]:
    """Answer who paid more than their seats cost, or has none any more, and how much; one query."""
    gone = Q(state__in=_GONE, paid__gt=0)
    found = Guest.objects.filter(Q(paid__gt=F("amount")) | gone, event=event).order_by("folded", "pk")
    return [(one, one.paid - (0 if one.state in _GONE else one.amount)) for one in found[:500]]


def payment_in(community: Community, pk: int) -> Payment | None:
    """Answer a payment of the community."""
    found = Payment.objects.select_related("guest", "refund_of", "event__community__organisation")
    return found.filter(event__community=community, pk=pk).first()


def waiting_payments(community: Community) -> list[Payment]:
    """Answer payments through providers that nobody has settled yet, the oldest first."""
    found = Payment.objects.filter(event__community=community, state=PaymentState.WAITING)
    here = found.filter(way__in=[way.value for way in PROVIDERS])
    here = here.filter(~Q(number="") | Q(refund_of__isnull=False))
    return list(
        here.select_related("guest", "refund_of", "event__community__organisation").order_by("made_at")[:200]
    )
