"""Signing: who may knock here, and how our own calls are signed.

Standard Webhooks: HMAC-SHA256 over «id.timestamp.body», in Base64 behind «v1,»; several signatures may
stand beside each other while a secret is being changed. GitHub: HMAC-SHA256 over the body, in hex.
"""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Mapping
from enum import StrEnum

from veche.channels.terms.live import Knock
from veche.kit.terms import N_, Reason, Refusal
from veche.kit.time import MINUTE, Moment

PREFIX = "whsec_"
PATIENCE = 5 * MINUTE
SHORTEST = 12
NOT_VERIFIED = N_("The call is not signed as it should be.")
STALE = N_("The call was signed too long ago, or by a clock that is wrong.")
NO_SECRET = N_("The address is closed: it has no secret.")
SHORT_SECRET = N_("The secret is too short: {least} characters at the least.")
BAD_SECRET = N_("A secret of Standard Webhooks begins with «whsec_», and Base64 follows.")


class Style(StrEnum):
    """How a caller shows that it knows the secret."""

    HEADER = "header"
    STANDARD = "standard"
    GITHUB = "github"


def faults_of_secret(secret: str, style: Style, field: str) -> list[Reason]:
    """Answer what is wrong with a secret."""
    if not secret:
        return [Reason(NO_SECRET, field=field)]
    if style is Style.STANDARD and secret.startswith(PREFIX):
        try:
            _key(secret)
        except Refusal as refusal:
            return [Reason(refusal.reasons[0].text, field=field)]
    if len(secret.removeprefix(PREFIX)) < SHORTEST:
        return [Reason(SHORT_SECRET, field=field, values={"least": SHORTEST})]
    return []


def verify(knock: Knock, secret: str, style: Style, header: str = "") -> None:
    """Refuse a call that does not show that it knows the secret, or not now."""
    if not secret:
        raise Refusal(NO_SECRET)
    if style is Style.STANDARD:
        return _verify_standard(knock, secret)
    if style is Style.GITHUB:
        expected = "sha256=" + hmac.new(secret.encode(), knock.body, hashlib.sha256).hexdigest()
        return _equal(expected, knock.headers.get("x-hub-signature-256", ""))
    name = header.strip().lower() or "authorization"
    told = knock.headers.get(name, "").strip()
    if name == "authorization" and told[:7].lower() == "bearer ":
        told = told[7:].strip()
    return _equal(secret, told)


def _verify_standard(knock: Knock, secret: str) -> None:
    number, stamp = knock.headers.get("webhook-id", ""), knock.headers.get("webhook-timestamp", "")
    if not number or not stamp.isascii() or not stamp.isdigit() or len(stamp) > 12:
        raise Refusal(NOT_VERIFIED)
    expected = signature(secret, number, int(stamp), knock.body)
    told = knock.headers.get("webhook-signature", "").split(" ")[:20]
    if not any(hmac.compare_digest(expected.encode(), one.encode()) for one in told):
        raise Refusal(NOT_VERIFIED)
    if abs(knock.at - int(stamp) * 1000) > PATIENCE:
        raise Refusal(STALE)


def _equal(expected: str, told: str) -> None:
    if not hmac.compare_digest(expected.encode(), told.encode("utf-8", "replace")):
        raise Refusal(NOT_VERIFIED)


def signature(secret: str, number: str, stamp: int, body: bytes) -> str:
    """Answer the signature of the Standard Webhooks scheme; `stamp` is in seconds since 1970."""
    signed = b".".join((number.encode(), str(stamp).encode(), body))
    return "v1," + base64.b64encode(hmac.new(_key(secret), signed, hashlib.sha256).digest()).decode()


def headers_of(secret: str, number: str, at: Moment, body: bytes) -> Mapping[str, str]:
    """Answer the headers that a signed call bears."""
    stamp = at // 1000
    return {
        "webhook-id": number, "webhook-timestamp": str(stamp),
        "webhook-signature": signature(secret, number, stamp, body), "content-type": "application/json",
    }  # fmt: skip


def _key(secret: str) -> bytes:
    if not secret.startswith(PREFIX):
        return secret.encode()
    try:
        return base64.b64decode(secret[len(PREFIX) :], validate=True)
    except (binascii.Error, ValueError):
        pass
    raise Refusal(BAD_SECRET)
