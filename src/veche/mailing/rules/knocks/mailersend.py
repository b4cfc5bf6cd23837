"""MailerSend: https://developers.mailersend.com/api/v1/webhooks.html."""

from __future__ import annotations

import hashlib
import hmac

from veche.mailing.rules.reports.shapes import json_of, plainly, refusal_of, text_at
from veche.mailing.terms.returning import Call, Returned, Told, What

_PLAIN = {"delivered": What.DELIVERED, "spam_complaint": What.COMPLAINT, "unsubscribed": What.UNSUBSCRIBED}
_REFUSED = {"hard_bounced": What.HARD, "soft_bounced": What.SOFT, "deferred": What.DELAYED}


def is_genuine(call: Call) -> bool:
    """Tell whether a call is signed with our secret (HMAC-SHA256 over its body, in hexadecimal)."""
    expected = hmac.new(call.key.encode(), call.body, hashlib.sha256).hexdigest()
    return bool(call.key) and hmac.compare_digest(expected, call.headers.get("signature", "").strip().lower())


def told_by(call: Call) -> list[Told]:
    """Answer what its one event tells."""
    data = json_of(call.body)
    returned = _returned(data)
    ids = tuple(filter(None, (text_at(data, "data", "email", "message", "id"),)))
    return [Told(returned, ids)] if returned else []


def _returned(data: object) -> Returned | None:
    kind = text_at(data, "data", "type") or text_at(data, "type").removeprefix("activity.")
    address = text_at(data, "data", "email", "recipient", "email")
    if kind in _PLAIN:
        return plainly(_PLAIN[kind], address)
    said = text_at(data, "data", "morph", "reason") or text_at(data, "data", "morph", "readable_reason")
    return refusal_of(address, said, what=_REFUSED[kind]) if kind in _REFUSED else None
