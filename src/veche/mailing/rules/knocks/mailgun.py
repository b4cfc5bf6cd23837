"""Mailgun: https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/."""

from __future__ import annotations

import hashlib
import hmac

from veche.mailing.rules.reports.shapes import at, json_of, plainly, refusal_of, text_at, texts_in
from veche.mailing.terms.returning import Call, Returned, Told, What

_PLAIN = {"delivered": What.DELIVERED, "complained": What.COMPLAINT, "unsubscribed": What.UNSUBSCRIBED}


def is_genuine(call: Call) -> bool:
    """Tell whether a call is signed with our key (HMAC-SHA256 over its time and its token)."""
    signature = at(json_of(call.body), "signature")
    signed = text_at(signature, "timestamp") + text_at(signature, "token")
    expected = hmac.new(call.key.encode(), signed.encode(), hashlib.sha256).hexdigest()
    given = text_at(signature, "signature")
    return bool(call.key and signed) and hmac.compare_digest(expected.encode(), given.encode())


def once(call: Call) -> str:
    """Answer what its signature is over: that alone, so that the same with another text is no call."""
    return text_at(json_of(call.body), "signature", "token")


def told_by(call: Call) -> list[Told]:
    """Answer what its one event tells."""
    data = at(json_of(call.body), "event-data")
    returned = _returned(data)
    if returned is None:
        return []
    found = text_at(data, "message", "headers", "message-id")
    ids = tuple(filter(None, (found, f"<{found}>" if found else "")))
    marks = (text_at(data, "envelope", "sender"), *texts_in(at(data, "user-variables")))
    return [Told(returned, ids, marks)]


def _returned(data: object) -> Returned | None:
    event, address = text_at(data, "event"), text_at(data, "recipient")
    if event in _PLAIN:
        return plainly(_PLAIN[event], address)
    if event not in ("failed", "rejected"):
        return None
    status = at(data, "delivery-status")
    words = (text_at(status, "code"), text_at(status, "message"), text_at(status, "description"))
    what = What.SOFT
    if text_at(data, "severity") == "permanent" and text_at(data, "reason") in (
        "bounce",
        "suppress-bounce",
        "generic",
    ):
        what = What.HARD
    elif text_at(data, "severity") == "temporary":
        what = What.DELAYED
    elif event == "rejected":
        what = What.BLOCKED
    return refusal_of(address, " ".join(filter(None, words)), text_at(status, "enhanced-code"), what=what)
