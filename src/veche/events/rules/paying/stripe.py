"""Stripe Checkout: https://docs.stripe.com/api/checkout/sessions

A session is made with a key of ours (`Idempotency-Key`), paid on their page, and notified with a
signature (https://docs.stripe.com/webhooks#verify-manually): HMAC-SHA256 of «time.body» with the
secret of the endpoint, the time not older than five minutes.
"""

import hashlib
import hmac
import json
from urllib.parse import urlencode

from veche.events.terms.paying import Answer, Keys, Order, PaymentState, Question, Told
from veche.kit.money import Money
from veche.kit.terms import N_
from veche.kit.time import SECOND

FIELDS = (("secret", N_("Secret key (sk_…)")), ("endpoint", N_("Signing secret of the endpoint (whsec_…)")))
OPTIONS: tuple[tuple[str, str], ...] = ()
TOLERANCE, LONGEST_TITLE = 300 * SECOND, 250
_REFUNDS = {
    "succeeded": PaymentState.PAID, "pending": PaymentState.WAITING, "requires_action": PaymentState.WAITING,
    "failed": PaymentState.FAILED, "canceled": PaymentState.FAILED,
}  # fmt: skip


def ask_payment(order: Order, keys: Keys) -> Question:
    """Ask for a session of Checkout with one line."""
    line = "line_items[0]"
    told = {
        "mode": "payment", "success_url": order.back_to, "cancel_url": order.back_to,
        "client_reference_id": order.key, "metadata[order]": order.key, "locale": order.language,
        f"{line}[quantity]": "1", f"{line}[price_data][currency]": order.money.currency.lower(),
        f"{line}[price_data][unit_amount]": str(order.money.amount),
        f"{line}[price_data][product_data][name]": order.title[:LONGEST_TITLE],
    }  # fmt: skip
    if order.email:
        told["customer_email"] = order.email
    return Question(
        "POST", f"{keys['api']}/checkout/sessions", _headers(keys, order.key), urlencode(told).encode()
    )


def ask_state(number: str, keys: Keys) -> Question:
    """Ask how a session stands."""
    return Question("GET", f"{keys['api']}/checkout/sessions/{number}", _headers(keys))


def ask_refund(key: str, payment: Told, money: Money, keys: Keys) -> Question:
    """Ask for money to be given back, known by our key."""
    told = {"payment_intent": payment.charge, "amount": str(money.amount)}
    return Question("POST", f"{keys['api']}/refunds", _headers(keys, key), urlencode(told).encode())


def read_payment(answer: Answer) -> Told:
    """Read a session; raises ValueError or KeyError for what is none."""
    if answer["object"] != "checkout.session":
        raise ValueError("no session")
    is_paid = answer["payment_status"] in {"paid", "no_payment_required"}
    is_over = answer["status"] == "expired"
    state = PaymentState.PAID if is_paid else PaymentState.FAILED if is_over else PaymentState.WAITING
    money = Money(int(answer["amount_total"]), str(answer["currency"]).upper())
    charge = answer.get("payment_intent")
    return Told(str(answer["id"]), state, money, str(answer.get("url") or ""), str(charge or ""))


def read_refund(answer: Answer) -> Told:
    """Read a refund; raises ValueError or KeyError for what is none."""
    money = Money(int(answer["amount"]), str(answer["currency"]).upper())
    return Told(str(answer["id"]), _REFUNDS[str(answer["status"])], money)


def number_in(body: bytes, headers: Keys, keys: Keys, now: int) -> str:
    """Answer which session a signed notification is about; nothing where the signature is not theirs."""
    if not _is_theirs(body, headers.get("stripe-signature", ""), keys.get("endpoint", ""), now):
        return ""
    try:
        about = json.loads(body)["data"]["object"]
        number = str(about["id"]) if about["object"] == "checkout.session" else ""
    except (ValueError, KeyError, TypeError):
        return ""
    return number if number.replace("_", "").isalnum() and number.isascii() and len(number) <= 128 else ""


def _is_theirs(body: bytes, signature: str, secret: str, now: int) -> bool:
    parts = [part.partition("=") for part in signature.split(",")]
    times = [value for name, _, value in parts if name.strip() == "t"]
    if not secret or not times or not times[0].isdecimal() or len(times[0]) > 12:
        return False
    if abs(now - int(times[0]) * SECOND) > TOLERANCE:
        return False
    made = hmac.new(secret.encode(), times[0].encode() + b"." + body, hashlib.sha256).hexdigest()
    return any(
        hmac.compare_digest(made.encode(), value.encode("utf-8", "replace"))
        for name, _, value in parts if name.strip() == "v1"
    )  # fmt: skip


def _headers(keys: Keys, key: str = "") -> dict[str, str]:
    headers = {
        "Authorization": f"Bearer {keys['secret']}", "Content-Type": "application/x-www-form-urlencoded"
    }  # fmt: skip
    return headers | ({"Idempotency-Key": key} if key else {})
