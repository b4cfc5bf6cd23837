"""Knocks: the Events API at our public address, signed with the app's signing secret.

Format: <https://docs.slack.dev/authentication/verifying-requests-from-slack>.
"""

import hashlib
import hmac

import orjson

from veche.channels.terms.live import Access, Knock, Opened, Raw
from veche.kit.terms import N_, Refusal
from veche.kit.time import MINUTE, SECOND

STALE = 5 * MINUTE
NO_SECRET = N_("The signing secret is not filled in: nobody is believed.")
FORGED = N_("It is not signed by Slack, or too old.")
UNREADABLE = N_("It is not built as Slack builds it.")


def knock(access: Access, knock: Knock) -> Opened:
    """Verify a knock and answer what came with it; Slack tells an event again until it is answered."""
    secret = access.settings.get("signing_secret", "").strip()
    if not secret:
        raise Refusal(NO_SECRET)
    if not _is_signed(secret, knock):
        raise Refusal(FORGED)
    try:
        told = orjson.loads(knock.body)
    except orjson.JSONDecodeError as error:
        raise Refusal(UNREADABLE) from error
    if type(told) is not dict:
        raise Refusal(UNREADABLE)
    if told.get("type") == "url_verification" and type(challenge := told.get("challenge")) is str:
        return Opened(reply=challenge.encode())
    raw = raw_of(told)
    return Opened((raw,) if raw else ())


def raw_of(told: dict[str, object]) -> Raw | None:
    """Answer an event's envelope under Slack's own number of it, whichever way it came."""
    number, event = told.get("event_id"), told.get("event")
    if type(number) is not str or not number or type(event) is not dict:
        return None
    return Raw(number, orjson.dumps(told), "event")


def _is_signed(secret: str, knock: Knock) -> bool:
    """Tell whether Slack signed it lately; its library does the same for twenty megabytes more."""
    stamp = knock.headers.get("x-slack-request-timestamp", "")
    if not (stamp.isascii() and stamp.isdecimal() and len(stamp) < 12):
        return False
    if abs(knock.at - int(stamp) * SECOND) > STALE:
        return False
    signed = hmac.new(secret.encode(), b"v0:%b:%b" % (stamp.encode(), knock.body), hashlib.sha256)
    sign = knock.headers.get("x-slack-signature", "").encode("utf-8", "replace")
    return hmac.compare_digest(b"v0=" + signed.hexdigest().encode(), sign)
