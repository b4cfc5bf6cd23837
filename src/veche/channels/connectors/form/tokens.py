"""Tokens: when a form was shown, signed, so that a program can neither hurry nor come a day later."""

import hashlib
import hmac
import secrets

from veche.kit.time import DAY, SECOND, Moment

# Nobody reads and fills in a form faster, nor leaves it open longer.
FASTEST, SLOWEST = 3 * SECOND, DAY


def token_of(secret: str, at: Moment) -> str:
    """Answer the token of a form that is shown now: «moment.chance.signature»."""
    stamp = f"{at}.{secrets.token_hex(8)}"
    return f"{stamp}.{_signature(secret, stamp)}"


def shown_at(secret: str, token: str) -> Moment | None:
    """Answer when the form was shown that a token belongs to; None where we did not sign it."""
    stamp, _, signature = token[:200].rpartition(".")
    at = stamp.partition(".")[0]
    if not secret or not at.isascii() or not at.isdigit() or len(at) > 15:
        return None
    expected = _signature(secret, stamp).encode()
    return Moment(int(at)) if hmac.compare_digest(expected, signature.encode()) else None


def _signature(secret: str, stamp: str) -> str:
    return hmac.new(secret.encode(), f"form.{stamp}".encode(), hashlib.sha256).hexdigest()
