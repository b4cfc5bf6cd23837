"""Knocks: the forum's webhooks, signed with the secret they were given.

Format: <https://meta.discourse.org/t/configure-webhooks-that-trigger-on-discourse-events/49045>.
"""

import hashlib
import hmac

import orjson

from veche.channels.terms.live import Access, Knock, Opened, Raw
from veche.kit.terms import N_, Refusal
from veche.kit.text import clean_name

NO_SECRET = N_("The secret of the webhook is not filled in: nobody is believed.")
FORGED = N_("It is not signed by the forum.")
UNREADABLE = N_("It is not built as Discourse builds it.")


def knock(access: Access, knock: Knock) -> Opened:
    """Verify a knock and answer its event under the forum's own number of it."""
    secret = access.settings.get("secret", "").strip()
    if not secret:
        raise Refusal(NO_SECRET)
    signed = "sha256=" + hmac.new(secret.encode(), knock.body, hashlib.sha256).hexdigest()
    told = knock.headers.get("x-discourse-event-signature", "")
    if not hmac.compare_digest(signed.encode(), told.encode("utf-8", "replace")):
        raise Refusal(FORGED)
    event = clean_name(knock.headers.get("x-discourse-event", ""), 60)
    number = clean_name(knock.headers.get("x-discourse-event-id", ""), 60)
    if event == "ping":
        return Opened()
    try:
        body = orjson.loads(knock.body)
    except orjson.JSONDecodeError as error:
        raise Refusal(UNREADABLE) from error
    if type(body) is not dict or not event or not number:
        raise Refusal(UNREADABLE)
    payload = orjson.dumps({**body, "event": event, "at": knock.at})
    return Opened((Raw(f"event/{number}", payload, event),))
