"""SparkPost: https://developers.sparkpost.com/api/webhooks/. It signs nothing.

What a server said is sorted by it: https://support.sparkpost.com/docs/deliverability/bounce-classification-codes.
"""

from __future__ import annotations

from typing import Any

from veche.mailing.rules.reports.shapes import at, dicts_at, json_of, plainly, refusal_of, text_at, texts_in
from veche.mailing.terms.returning import Call, Returned, Told, What

_PLAIN = {"delivery": What.DELIVERED, "spam_complaint": What.COMPLAINT,
          "list_unsubscribe": What.UNSUBSCRIBED, "link_unsubscribe": What.UNSUBSCRIBED}  # fmt: skip
_CLASSES = {
    **dict.fromkeys(("10", "30"), What.HARD), **dict.fromkeys(("60", "100"), What.AUTO_REPLY),
    **dict.fromkeys(("23", "25", "50", "51", "52", "53", "54"), What.BLOCKED), "90": What.UNSUBSCRIBED,
}  # fmt: skip
_REFUSED = ("bounce", "out_of_band", "policy_rejection", "generation_failure", "generation_rejection")


def told_by(call: Call) -> list[Told]:
    """Answer what its events tell; each stands in an envelope named by its class."""
    told = []
    for envelope in dicts_at(json_of(call.body)):
        inner = at(envelope, "msys")
        for event in inner.values() if isinstance(inner, dict) else ():
            if isinstance(event, dict) and (returned := _returned(event)):
                ids = (text_at(event, "transmission_id"), text_at(event, "message_id"))
                told.append(Told(returned, tuple(filter(None, ids)), texts_in(at(event, "rcpt_meta"))))
    return told


def _returned(event: dict[str, Any]) -> Returned | None:
    kind = text_at(event, "type")
    address = text_at(event, "raw_rcpt_to") or text_at(event, "rcpt_to")
    what = _PLAIN.get(kind) or (
        _CLASSES.get(text_at(event, "bounce_class"), What.SOFT) if kind in _REFUSED else None
    )
    if kind == "delay":
        what = What.DELAYED
    if what in (What.DELIVERED, What.COMPLAINT, What.UNSUBSCRIBED, What.AUTO_REPLY):
        return plainly(what, address)
    said = text_at(event, "raw_reason") or text_at(event, "reason")
    return refusal_of(address, said, what=what) if what else None
