"""Unisender Go: https://godocs.unisender.ru/web-api-ref (event notification callback), /email-statuses."""

from __future__ import annotations

import hashlib
import hmac

from veche.mailing.rules.reports.shapes import at, dicts_at, json_of, plainly, refusal_of, text_at, texts_in
from veche.mailing.terms.returning import Call, Cause, Returned, Told, What

_CAUSES = {
    "err_user_unknown": (What.HARD, Cause.UNKNOWN_USER), "err_user_inactive": (What.SOFT, Cause.DISABLED),
    "err_domain_inactive": (What.HARD, Cause.UNKNOWN_HOST),
    "err_dest_invalid": (What.HARD, Cause.UNKNOWN_USER),
    "err_mailbox_full": (What.SOFT, Cause.FULL), "err_mailbox_discarded": (What.HARD, Cause.UNKNOWN_USER),
    "err_unreachable": (What.HARD, Cause.UNKNOWN_USER), "err_spam_rejected": (What.BLOCKED, Cause.SPAM),
    "err_spam_removed": (What.BLOCKED, Cause.SPAM), "err_spam_skipped": (What.BLOCKED, Cause.SPAM),
    "err_spam_folder": (What.DELIVERED, Cause.SPAM), "err_too_large": (What.BLOCKED, Cause.TOO_LARGE),
    "err_src_invalid": (What.BLOCKED, Cause.SENDER), "err_not_allowed": (What.BLOCKED, Cause.POLICY),
    "err_destination_misconfigured": (What.SOFT, Cause.SYSTEM), "err_internal": (What.SOFT, Cause.SYSTEM),
    "err_lost": (What.SOFT, Cause.SYSTEM), "err_giving_up": (What.SOFT, Cause.EXPIRED),
    "err_will_retry": (What.DELAYED, Cause.NONE), "err_resend": (What.DELAYED, Cause.NONE),
    "err_unsubscribed": (What.UNSUBSCRIBED, Cause.NONE),
}  # fmt: skip
_PLAIN = {"delivered": What.DELIVERED, "unsubscribed": What.UNSUBSCRIBED, "spam": What.COMPLAINT}


def is_genuine(call: Call) -> bool:
    """Tell whether the MD5 over the call with our key in place of `auth` is the `auth` it names."""
    auth = text_at(json_of(call.body), "auth", longest=64)
    if len(auth) != 32 or not auth.isascii() or not call.key:
        return False
    signed = call.body.replace(auth.encode(), call.key.encode(), 1)
    return hmac.compare_digest(hashlib.md5(signed, usedforsecurity=False).hexdigest(), auth.lower())


def told_by(call: Call) -> list[Told]:
    """Answer what its events tell of recipients."""
    events = [
        event for user in dicts_at(json_of(call.body), "events_by_user") for event in dicts_at(user, "events")
    ]
    told = [
        _told(at(event, "event_data"))
        for event in events
        if text_at(event, "event_name") == "transactional_email_status"
    ]
    return [one for one in told if one]


def _told(data: object) -> Told | None:
    returned = _returned(data)
    # The library that sends gives each recipient a name of its own, kept in the metadata.
    ids = tuple(filter(None, (text_at(data, "metadata", "anymail_id"), text_at(data, "job_id"))))
    return Told(returned, ids, texts_in(at(data, "metadata"))) if returned else None


def _returned(data: object) -> Returned | None:
    status, address = text_at(data, "status"), text_at(data, "email")
    said = text_at(data, "delivery_info", "destination_response")
    if status in _PLAIN:
        return plainly(_PLAIN[status], address)
    if status not in ("hard_bounced", "soft_bounced"):
        return None
    found = refusal_of(address, said, what=What.HARD if status == "hard_bounced" else What.SOFT)
    what, cause = _CAUSES.get(text_at(data, "delivery_info", "delivery_status"), (found.what, found.cause))
    return found._replace(what=what, cause=cause or found.cause)
