"""Words of paying: ways, providers, how a payment stands, what is asked of a provider and what it answers."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from veche.kit.money import Money
from veche.kit.terms import N_


class Way(StrEnum):
    """How somebody paid."""

    TRANSFER = "transfer"  # by invoice, to the account of the organisation
    DOOR = "door"  # at the door, in cash or by card
    YOOKASSA = "yookassa"
    STRIPE = "stripe"


WAY_TITLES: Mapping[Way, str] = {
    Way.TRANSFER: N_("by transfer"), Way.DOOR: N_("at the door"),
    Way.YOOKASSA: "ЮKassa", Way.STRIPE: "Stripe",
}  # fmt: skip
BY_HAND = (Way.TRANSFER, Way.DOOR)
PROVIDERS = (Way.YOOKASSA, Way.STRIPE)


class PaymentState(StrEnum):
    """How a payment stands; paid is the end, and what is given back is a payment of its own."""

    WAITING = "waiting"
    PAID = "paid"
    FAILED = "failed"  # refused, given up or run out
    WITHDRAWN = "withdrawn"  # noted by hand and taken back


PAYMENT_TITLES: Mapping[PaymentState, str] = {
    PaymentState.WAITING: N_("on its way"), PaymentState.PAID: N_("paid"),
    PaymentState.FAILED: N_("did not go through"), PaymentState.WITHDRAWN: N_("taken back"),
}  # fmt: skip


class Order(NamedTuple):
    """What a provider is asked to take: known by `key` for ever, so that asking twice takes once."""

    key: str
    money: Money
    title: str
    email: str
    back_to: str  # where the payer comes back to
    language: str = "ru"


class Question(NamedTuple):
    """A request to a provider's API."""

    method: str
    address: str
    headers: Mapping[str, str]
    content: bytes = b""


class Told(NamedTuple):
    """What a provider says of a payment or a refund: its number there, its state, how much."""

    number: str
    state: PaymentState
    money: Money | None = None
    # Where the payer pays; only while it waits.
    address: str = ""
    # The number refunds are asked by, where it is another.
    charge: str = ""


Keys = Mapping[str, str]
Answer = Mapping[str, Any]
