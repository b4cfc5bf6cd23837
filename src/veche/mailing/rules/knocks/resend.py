"""Resend: https://resend.com/docs/dashboard/webhooks/event-types; signed as Svix does, by the Standard
Webhooks scheme: https://docs.svix.com/receiving/verifying-payloads/how-manual.
"""

from __future__ import annotations

import hashlib
import hmac
from base64 import b64decode, b64encode
from binascii import Error as NotBase

from veche.mailing.rules.reports.shapes import at, dicts_at, json_of, plainly, refusal_of, text_at
from veche.mailing.terms.returning import Call, Returned, Told, What

_PLAIN = {"email.delivered": What.DELIVERED, "email.complained": What.COMPLAINT}
_SECRET = "whsec_"  # noqa: S105 - what its secrets begin with


def is_genuine(call: Call) -> bool:
    """Tell whether a call is signed with our secret, over its name, its time and its body."""
    try:
        key = b64decode(call.key.strip().removeprefix(_SECRET), validate=True)
    except (NotBase, ValueError):
        return False
    signed = ".".join(call.headers.get(f"svix-{name}", "") for name in ("id", "timestamp"))
    made = b64encode(hmac.digest(key, signed.encode() + b"." + call.body, hashlib.sha256))
    given = [one.partition(",") for one in call.headers.get("svix-signature", "").split()[:10]]
    return bool(key) and any(
        version == "v1" and hmac.compare_digest(made, signature.encode()) for version, _, signature in given
    )


def told_by(call: Call) -> list[Told]:
    """Answer what its one event tells."""
    data = json_of(call.body)
    to = at(data, "data", "to")
    address = to[0] if isinstance(to, list) and to and isinstance(to[0], str) else ""
    returned = _returned(text_at(data, "type"), at(data, "data", "bounce"), address)
    if returned is None:
        return []
    ids = tuple(filter(None, (text_at(data, "data", "email_id"),)))
    marks = tuple(text_at(header, "value") for header in dicts_at(data, "data", "headers"))
    return [Told(returned, ids, marks)]


def _returned(kind: str, bounce: object, address: str) -> Returned | None:
    if kind in _PLAIN:
        return plainly(_PLAIN[kind], address)
    if kind == "email.delivery_delayed":
        return refusal_of(address, "", what=What.DELAYED)
    if kind != "email.bounced":
        return None
    what = What.HARD if text_at(bounce, "type") == "Permanent" else What.SOFT
    return refusal_of(address, text_at(bounce, "message"), what=what)
