"""Postmark: https://postmarkapp.com/developer/webhooks/bounce-webhook.

It signs nothing: its address is secret, and may ask for a password.
"""

from __future__ import annotations

from veche.mailing.rules.reports.shapes import at, json_of, plainly, refusal_of, text_at, texts_in
from veche.mailing.terms.returning import Call, Returned, Told, What

_KINDS = {
    "HardBounce": What.HARD, "BadEmailAddress": What.HARD, "AddressChange": What.HARD,
    "ManuallyDeactivated": What.HARD, "Transient": What.SOFT, "SoftBounce": What.SOFT, "DnsError": What.SOFT,
    "Unknown": What.SOFT, "SpamNotification": What.BLOCKED, "Blocked": What.BLOCKED,
    "VirusNotification": What.BLOCKED, "DMARCPolicy": What.BLOCKED, "ChallengeVerification": What.AUTO_REPLY,
    "AutoResponder": What.AUTO_REPLY, "SpamComplaint": What.COMPLAINT, "Unsubscribe": What.UNSUBSCRIBED,
}  # fmt: skip


def told_by(call: Call) -> list[Told]:
    """Answer what its one record tells."""
    data = json_of(call.body)
    returned = _returned(data)
    ids = tuple(filter(None, (text_at(data, "MessageID"),)))
    return [Told(returned, ids, texts_in(at(data, "Metadata")))] if returned else []


def _returned(data: object) -> Returned | None:
    record, address = text_at(data, "RecordType"), text_at(data, "Email") or text_at(data, "Recipient")
    if record == "Delivery":
        return plainly(What.DELIVERED, address)
    if record == "SpamComplaint":
        return plainly(What.COMPLAINT, address)
    if record == "SubscriptionChange":
        gone = (
            at(data, "SuppressSending") is True and text_at(data, "SuppressionReason") == "ManualSuppression"
        )
        return plainly(What.UNSUBSCRIBED, address) if gone else None
    if record != "Bounce":
        return None
    what = _KINDS.get(text_at(data, "Type"))
    if what in (What.COMPLAINT, What.UNSUBSCRIBED, What.AUTO_REPLY):
        return plainly(what, address)
    return refusal_of(
        address, text_at(data, "Details") or text_at(data, "Description"), what=what or What.SOFT
    )
