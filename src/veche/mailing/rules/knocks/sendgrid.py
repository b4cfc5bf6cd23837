"""SendGrid: https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/event."""

from __future__ import annotations

import binascii
from base64 import b64decode
from typing import Any

from veche.mailing.rules.reports.shapes import dicts_at, json_of, plainly, refusal_of, text_at, texts_in
from veche.mailing.terms.returning import Call, Returned, Told, What

SIGNATURE = "x-twilio-email-event-webhook-signature"
TIMESTAMP = "x-twilio-email-event-webhook-timestamp"
_PLAIN = {"delivered": What.DELIVERED, "spamreport": What.COMPLAINT, "unsubscribe": What.UNSUBSCRIBED,
          "group_unsubscribe": What.UNSUBSCRIBED}  # fmt: skip


def is_genuine(call: Call) -> bool:
    """Tell whether a call is signed with the key whose public half we have (ECDSA); without one all are."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePublicKey
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.serialization import load_der_public_key

    if not call.key:
        return True
    try:
        key = load_der_public_key(b64decode(call.key))
        signature = b64decode(call.headers.get(SIGNATURE, ""), validate=True)
        if not isinstance(key, EllipticCurvePublicKey):
            return False
        key.verify(signature, call.headers.get(TIMESTAMP, "").encode() + call.body, ECDSA(SHA256()))
    except (ValueError, binascii.Error, InvalidSignature):
        return False
    return True


def told_by(call: Call) -> list[Told]:
    """Answer what its events tell."""
    told = []
    for event in dicts_at(json_of(call.body)):
        if returned := _returned(event):
            ids = (
                text_at(event, "anymail_id"), text_at(event, "sg_message_id").partition(".")[0],
                text_at(event, "smtp-id").strip("<>"),
            )  # fmt: skip
            told.append(Told(returned, tuple(filter(None, ids)), texts_in(event)))
    return told


def _returned(event: dict[str, Any]) -> Returned | None:
    kind, address = text_at(event, "event"), text_at(event, "email")
    if kind in _PLAIN:
        return plainly(_PLAIN[kind], address)
    said, status = text_at(event, "reason") or text_at(event, "response"), text_at(event, "status")
    if kind == "deferred":
        return refusal_of(address, said, status, what=What.DELAYED)
    if kind == "bounce":
        what = What.BLOCKED if text_at(event, "type") == "blocked" else What.HARD
        return refusal_of(address, said, status, what=what)
    if kind == "dropped" and "bounced" in said.lower():
        return refusal_of(address, said, status, what=What.HARD)
    return refusal_of(address, said, status, what=What.SOFT) if kind == "dropped" else None
