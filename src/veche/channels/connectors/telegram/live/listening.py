"""Listening: long polling, or knocks at our address (core.telegram.org/bots/api#getting-updates)."""

import hmac
import re
from collections.abc import Iterator
from typing import Any

import orjson

from veche.channels.connectors.telegram.live.talking import line_to
from veche.channels.terms.live import LARGEST_ENVELOPE, Access, Cursor, Heard, Knock, Opened, Raw
from veche.kit.terms import N_, Reason, Refusal
from veche.kit.time import DAY, Moment, now

NO_SECRET = N_("No secret is set for the knocks of Telegram, so none is believed.")
FORGED = N_("This knock does not carry the secret that Telegram was told.")
BROKEN = N_("This is no update of Telegram.")
BAD_SECRET = N_("Telegram takes secrets of 1 to 256 letters, digits, dashes and underscores.")
NO_ADDRESS = N_("Telegram knocks only at a public address that begins with https://.")
ALLOWED = (
    "message", "edited_message", "channel_post", "edited_channel_post", "message_reaction", "chat_member",
    "my_chat_member", "chat_join_request",
)  # fmt: skip
WAIT, ROOM_TO_ANSWER, MOST = 15, 5, 100
# Telegram forgets news after a day; after a silence of a week it may count anew from anywhere.
_COUNTS_ON = 6 * DAY
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


def listen(access: Access, cursor: Cursor) -> Iterator[Heard]:
    """Ask for news again and again; asking for what comes after it tells Telegram that it is kept."""
    with line_to(access) as line:
        while True:
            found = line.ask(
                "GetUpdates", offset=_offset(cursor, now()), limit=MOST, timeout=WAIT,
                allowed_updates=list(ALLOWED), patience=WAIT + ROOM_TO_ANSWER,
            )  # fmt: skip
            raws = tuple(raw_of(update) for update in found)
            if raws:
                cursor = {"offset": max(int(raw.key) for raw in raws) + 1, "at": now()}
            yield Heard(raws, cursor)


def _offset(cursor: Cursor, at: Moment) -> int | None:
    """Answer from where to ask on; what was kept before a long silence is forgotten there anyway."""
    if "offset" not in cursor or at - int(cursor.get("at", 0)) > _COUNTS_ON:
        return None
    return int(cursor["offset"])


def raw_of(update: dict[str, Any]) -> Raw:
    """Answer an update as an envelope; raises where it has no number."""
    kind = next((key for key in update if key != "update_id"), "")
    return Raw(str(int(update["update_id"])), orjson.dumps(update), kind[:40])


def knock(access: Access, came: Knock) -> Opened:
    """Open an update that Telegram brought; refuses whatever does not carry the secret."""
    secret = access.settings.get("hook_secret", "").strip()
    if not secret:
        raise Refusal(NO_SECRET)
    told = came.headers.get("x-telegram-bot-api-secret-token", "")
    if not hmac.compare_digest(told.encode(), secret.encode()):
        raise Refusal(FORGED)
    if came.method != "POST" or len(came.body) > LARGEST_ENVELOPE:
        raise Refusal(BROKEN)
    try:
        raw = raw_of(orjson.loads(came.body))
    except (AttributeError, LookupError, TypeError, ValueError):
        raise Refusal(BROKEN) from None
    return Opened((raw._replace(payload=came.body),))


def install(access: Access) -> None:
    """Tell Telegram where to knock and with which secret; may be repeated."""
    secret = access.settings.get("hook_secret", "").strip()
    if not _SECRET.fullmatch(secret):
        raise Refusal(Reason(BAD_SECRET, field="hook_secret"))
    is_local = bool(access.settings.get("api", "").strip())  # a Bot API server of one's own knows no TLS
    if not access.address.startswith(("https://", "http://") if is_local else "https://"):
        raise Refusal(NO_ADDRESS)
    with line_to(access) as line:
        line.ask("SetWebhook", url=access.address, secret_token=secret, allowed_updates=list(ALLOWED))


def remove(access: Access) -> None:
    """Take our address back; what was not brought yet can be asked for. May be repeated."""
    with line_to(access) as line:
        line.ask("DeleteWebhook")
