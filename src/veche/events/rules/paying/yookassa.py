"""YooKassa's API, version 3: https://yookassa.ru/developers/api

A payment is made with a key of ours (`Idempotence-Key`: the same key is the same payment for a day),
paid on their page, and looked at again whenever they notify: their notifications carry no signature,
so what counts is what the API itself answers (https://yookassa.ru/developers/using-api/webhooks).
"""

import base64
import json
from decimal import Decimal, InvalidOperation
from typing import Any

from veche.events.terms.paying import Answer, Keys, Order, PaymentState, Question, Told
from veche.kit.money import EXPONENTS, Money
from veche.kit.terms import N_

FIELDS = (("shop", N_("Number of the shop (shopId)")), ("secret", N_("Secret key")))
# Codes of value added tax on receipts; empty where the shop gives no receipts through YooKassa.
OPTIONS = (("vat_code", N_("VAT code for receipts, if they are made through ЮKassa")),)
LONGEST_TITLE, LONGEST_ITEM = 128, 128
_STATES = {
    "pending": PaymentState.WAITING, "waiting_for_capture": PaymentState.WAITING,
    "succeeded": PaymentState.PAID, "canceled": PaymentState.FAILED,
}  # fmt: skip


def ask_payment(order: Order, keys: Keys) -> Question:
    """Ask for a payment that is taken at once, with a page of theirs to pay on."""
    amount = _amount(order.money)
    told: dict[str, Any] = {
        "amount": amount, "capture": True, "description": order.title[:LONGEST_TITLE],
        "confirmation": {"type": "redirect", "return_url": order.back_to},
        "metadata": {"order": order.key},
    }  # fmt: skip
    if keys.get("vat_code"):
        item = {
            "description": order.title[:LONGEST_ITEM], "quantity": "1.00", "amount": amount,
            "vat_code": int(keys["vat_code"]), "payment_mode": "full_payment", "payment_subject": "service",
        }  # fmt: skip
        told["receipt"] = {"customer": {"email": order.email}, "items": [item]}
    return Question("POST", f"{keys['api']}/payments", _headers(keys, order.key), json.dumps(told).encode())


def ask_state(number: str, keys: Keys) -> Question:
    """Ask how a payment stands."""
    return Question("GET", f"{keys['api']}/payments/{number}", _headers(keys))


def ask_refund(key: str, payment: Told, money: Money, keys: Keys) -> Question:
    """Ask for money to be given back, known by our key."""
    told = {"payment_id": payment.number, "amount": _amount(money)}
    return Question("POST", f"{keys['api']}/refunds", _headers(keys, key), json.dumps(told).encode())


def read_payment(answer: Answer) -> Told:
    """Read a payment or a refund; raises ValueError or KeyError for what is neither."""
    money, confirmation = answer["amount"], answer.get("confirmation") or {}
    number = str(answer["id"])
    return Told(
        number, _STATES[str(answer["status"])], _money(str(money["value"]), str(money["currency"])),
        str(confirmation.get("confirmation_url") or ""), number,
    )  # fmt: skip


read_refund = read_payment


def number_in(body: bytes, _headers: Keys, _keys: Keys, _now: int) -> str:
    """Answer which payment a notification is about, or nothing; whether it is true, the API tells."""
    try:
        told = json.loads(body)
        about = told["object"] if str(told["event"]).startswith("payment.") else None
        number = str(about["id"]) if isinstance(about, dict) else ""
    except (ValueError, KeyError, TypeError):
        return ""
    return number if number.replace("-", "").isalnum() and number.isascii() and len(number) <= 64 else ""


def _headers(keys: Keys, key: str = "") -> dict[str, str]:
    pair = base64.b64encode(f"{keys['shop']}:{keys['secret']}".encode()).decode()
    headers = {"Authorization": f"Basic {pair}", "Content-Type": "application/json"}
    return headers | ({"Idempotence-Key": key} if key else {})


def _amount(money: Money) -> dict[str, str]:
    return {"value": str(money.as_decimal()), "currency": money.currency}


def _money(value: str, currency: str) -> Money:
    try:
        minor = Decimal(value).scaleb(EXPONENTS.get(currency, 2))
    except InvalidOperation as error:
        raise ValueError(f"no amount: {value[:40]}") from error
    return Money(int(minor), currency)
