"""Notices: what Amazon SES says of a letter in JSON, called to us or sent by mail through SNS.

https://docs.aws.amazon.com/ses/latest/dg/notification-contents.html
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from veche.mailing.rules.reports.mails import Mail
from veche.mailing.rules.reports.shapes import at, dicts_at, plainly, refusal_of, text_at
from veche.mailing.terms.returning import Cause, Returned, Trust, What

_SUBTYPES = {
    "MailboxFull": (What.SOFT, Cause.FULL), "MessageTooLarge": (What.BLOCKED, Cause.TOO_LARGE),
    "ContentRejected": (What.BLOCKED, Cause.CONTENT), "AttachmentRejected": (What.BLOCKED, Cause.CONTENT),
    "NoEmail": (What.HARD, Cause.UNKNOWN_USER),
}  # fmt: skip
# Long lines are broken on their way by mail, and so marked.
_BROKEN_LINE = re.compile(r"!\n ?")
_READER = json.JSONDecoder(strict=False)


def noticed_in(mail: Mail) -> list[Returned]:
    """Answer what a notice sent by mail tells of its recipients; nothing for any other letter.

    Whoever likes may write one, so it is trusted like a text for people.
    """
    for part in mail.parts:
        if part.kind == "text/plain" and "notificationType" in part.text:
            inner = _inner(part.text)
            return [returned._replace(trust=Trust.WORDS) for returned in returned_of(inner)]
    return []


def _inner(text: str) -> Any:
    """Answer the notice in a text, out of the envelope of SNS where it comes in one."""
    outer = _json_in(text)
    message = at(outer, "Message")
    return _json_in(message) if isinstance(message, str) else message or outer


def _json_in(text: str) -> Any:
    text = _BROKEN_LINE.sub("", text)
    begins = text.find("{")
    try:
        return _READER.raw_decode(text, begins)[0] if begins >= 0 else None
    except (ValueError, RecursionError):
        return None


def returned_of(inner: Any) -> list[Returned]:
    """Answer what a notice tells, a recipient each; nothing of a kind it does not know."""
    kind = text_at(inner, "notificationType") or text_at(inner, "eventType")
    return _returned(kind, inner)


def _returned(kind: str, inner: Mapping[str, Any]) -> list[Returned]:
    if kind == "Bounce":
        subtype, permanent = text_at(inner, "bounce", "bounceSubType"), text_at(inner, "bounce", "bounceType")
        return [_bounced(one, permanent, subtype) for one in dicts_at(inner, "bounce", "bouncedRecipients")]
    if kind == "Complaint":
        feedback = text_at(inner, "complaint", "complaintFeedbackType") or "abuse"
        what = What.DELIVERED if feedback == "not-spam" else What.COMPLAINT
        found = dicts_at(inner, "complaint", "complainedRecipients")
        return [plainly(what, text_at(one, "emailAddress"), feedback) for one in found]
    if kind == "Delivery":
        told = at(inner, "delivery", "recipients")
        addresses = told[:100] if isinstance(told, list) else []
        return [plainly(What.DELIVERED, address) for address in addresses if isinstance(address, str)]
    return []


def _bounced(one: Mapping[str, Any], permanent: str, subtype: str) -> Returned:
    said = text_at(one, "diagnosticCode")
    told = {"Permanent": What.HARD, "Transient": What.SOFT}.get(permanent, What.SOFT)
    found = refusal_of(text_at(one, "emailAddress"), said, text_at(one, "status"), what=told)
    if subtype in _SUBTYPES:
        what, cause = _SUBTYPES[subtype]
        return found._replace(what=what, cause=cause)
    if subtype in ("Suppressed", "OnAccountSuppressionList"):
        return found._replace(what=What.HARD, cause=found.cause or Cause.UNKNOWN_USER)
    return found
