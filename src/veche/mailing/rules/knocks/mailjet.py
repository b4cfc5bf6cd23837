"""Mailjet: https://dev.mailjet.com/email/guides/webhooks/. It signs nothing."""

from __future__ import annotations

from typing import Any

from veche.mailing.rules.reports.shapes import at, dicts_at, json_of, plainly, refusal_of, text_at
from veche.mailing.terms.returning import Call, Returned, Told, What

_PLAIN = {"sent": What.DELIVERED, "spam": What.COMPLAINT, "unsub": What.UNSUBSCRIBED}
_NOBODY = frozenset({"user unknown", "invalid domain", "no mail host", "typofix"})
_OURS = frozenset({
    "sender blocked", "content blocked", "policy issue", "relay/access denied", "duplicate in campaign",
})  # fmt: skip


def told_by(call: Call) -> list[Told]:
    """Answer what its events tell; a single one comes without a list around it."""
    data = json_of(call.body)
    told = []
    for event in [data] if isinstance(data, dict) else dicts_at(data):
        if returned := _returned(event):
            ids = tuple(filter(None, (text_at(event, "MessageID"),)))
            told.append(Told(returned, ids, (text_at(event, "Payload"),)))
    return told


def _returned(event: dict[str, Any]) -> Returned | None:
    kind, address, error = text_at(event, "event"), text_at(event, "email"), text_at(event, "error")
    if kind in _PLAIN:
        return plainly(_PLAIN[kind], address)
    if kind not in ("bounce", "blocked"):
        return None
    is_hard = at(event, "hard_bounce") is True
    what = What.SOFT
    if error in _OURS:
        what = What.BLOCKED
    elif is_hard or error in _NOBODY:
        what = What.HARD
    elif error == "greylisted":
        what = What.DELAYED
    return refusal_of(address, text_at(event, "smtp_reply") or text_at(event, "comment") or error, what=what)
