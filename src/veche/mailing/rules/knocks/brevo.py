"""Brevo: https://developers.brevo.com/docs/transactional-webhooks. It signs nothing."""

from __future__ import annotations

from veche.mailing.rules.reports.shapes import json_of, plainly, refusal_of, text_at
from veche.mailing.terms.returning import Call, Returned, Told, What

_PLAIN = {"delivered": What.DELIVERED, "spam": What.COMPLAINT, "complaint": What.COMPLAINT,
          "unsubscribe": What.UNSUBSCRIBED, "unsubscribed": What.UNSUBSCRIBED}  # fmt: skip
_REFUSED = {"hard_bounce": What.HARD, "invalid_email": What.HARD, "soft_bounce": What.SOFT,
            "blocked": What.SOFT, "error": What.SOFT, "deferred": What.DELAYED}  # fmt: skip


def told_by(call: Call) -> list[Told]:
    """Answer what its one event tells."""
    data = json_of(call.body)
    returned = _returned(data)
    if returned is None:
        return []
    found = text_at(data, "message-id").strip("<>")
    return [Told(returned, (found, f"<{found}>") if found else (), (text_at(data, "X-Mailin-custom"),))]


def _returned(data: object) -> Returned | None:
    event, address = text_at(data, "event"), text_at(data, "email")
    if event in _PLAIN:
        return plainly(_PLAIN[event], address)
    return refusal_of(address, text_at(data, "reason"), what=_REFUSED[event]) if event in _REFUSED else None
