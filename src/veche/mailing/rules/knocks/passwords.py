"""Calls that nobody signs: their address is secret, and may ask for a user and a password beside it."""

from __future__ import annotations

import hmac
from base64 import b64decode
from binascii import Error as NotBase

from veche.mailing.terms.returning import Call


def is_genuine(call: Call) -> bool:
    """Tell whether a call names the user and password agreed on («user:password»); none, and all are."""
    if not call.key:
        return True
    try:
        given = b64decode(call.headers.get("authorization", "").partition(" ")[2], validate=True)
    except (NotBase, ValueError):
        return False
    return hmac.compare_digest(given, call.key.encode())
