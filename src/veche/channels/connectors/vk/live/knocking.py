"""Knocking: Callback API (dev.vk.com/api/callback/getting-started)."""

import hmac
import re
from typing import Any

import orjson

from veche.channels.connectors.vk.live.envelopes import raw_of
from veche.channels.connectors.vk.live.events import EVENTS
from veche.channels.connectors.vk.live.talking import VERSION, Line, line_to
from veche.channels.connectors.vk.values import dict_of, dicts_of, number_of, text_of
from veche.channels.terms.live import LARGEST_ENVELOPE, Access, Knock, Opened
from veche.kit.terms import N_, Reason, Refusal

NO_SECRET = N_("No secret key is set for the knocks of VK, so none is believed.")
FORGED = N_("This knock does not carry the secret key that VK was told.")
BROKEN = N_("This is no event of VK.")
STRANGE = N_("This knock is about another community.")
NO_CODE = N_("VK asks for the string that confirms our address, and it is not known yet: check again.")
BAD_SECRET = N_("VK takes secret keys of 1 to 50 letters and digits.")
NO_ADDRESS = N_("VK knocks only at a public address that begins with https://.")
TITLE, HEARD = "Veche", b"ok"
_SECRET = re.compile(r"[A-Za-z0-9]{1,50}")


def knock(access: Access, came: Knock) -> Opened:
    """Open an event that VK brought, or confirm our address; refuses what does not carry the secret."""
    secret = access.settings.get("hook_secret", "").strip()
    if not secret:
        raise Refusal(NO_SECRET)
    event = _event_in(came)
    # VK confirms an address also before it was told the key; the string it asks for opens nothing.
    is_confirming = event.get("type") == "confirmation"
    if not (is_confirming and "secret" not in event):
        told = text_of(event.get("secret"))
        if not hmac.compare_digest(told.encode("utf-8", "replace"), secret.encode()):
            raise Refusal(FORGED)
    group = number_of(access.facts.get("group"))
    if group and number_of(event.get("group_id")) != group:
        raise Refusal(STRANGE)
    if is_confirming:
        return _confirmed(access)
    try:
        raw = raw_of(event, came.at)
    except (LookupError, TypeError):
        raise Refusal(BROKEN) from None
    return Opened((raw,), HEARD)


def _event_in(came: Knock) -> dict[str, Any]:
    if came.method != "POST" or len(came.body) > LARGEST_ENVELOPE:
        raise Refusal(BROKEN)
    try:
        event = orjson.loads(came.body)
    except orjson.JSONDecodeError:
        raise Refusal(BROKEN) from None
    if type(event) is not dict:
        raise Refusal(BROKEN)
    return event


def _confirmed(access: Access) -> Opened:
    """Answer the string that VK wants to hear: as filled in, else as `check` has asked for it."""
    code = access.settings.get("confirmation", "").strip() or text_of(access.facts.get("confirmation"))
    if not code:
        raise Refusal(NO_CODE)
    return Opened((), code.encode())


def server_at(line: Line, group: int, address: str) -> dict[str, Any]:
    """Answer what VK knows of our address, if it knows it."""
    found = dict_of(line.ask("groups.getCallbackServers", group_id=group))
    return next((one for one in dicts_of(found.get("items")) if one.get("url") == address), {})


def install(access: Access) -> None:
    """Tell VK where to knock, with which secret key and about what; may be repeated."""
    secret = access.settings.get("hook_secret", "").strip()
    if not _SECRET.fullmatch(secret):
        raise Refusal(Reason(BAD_SECRET, field="hook_secret"))
    is_own = bool(access.settings.get("api", "").strip())
    if not access.address.startswith(("https://", "http://") if is_own else "https://"):
        raise Refusal(NO_ADDRESS)
    with line_to(access) as line:
        group = line.group(access.facts)
        facts: dict[str, Any] = {"group_id": group, "title": TITLE, "secret_key": secret}
        facts["url"] = access.address
        number = number_of(server_at(line, group, access.address).get("id"))
        if number:
            line.ask("groups.editCallbackServer", server_id=number, **facts)
        else:
            number = number_of(dict_of(line.ask("groups.addCallbackServer", **facts)).get("server_id"))
        wanted: dict[str, Any] = dict.fromkeys(EVENTS, 1)
        line.ask(
            "groups.setCallbackSettings", group_id=group, server_id=number, api_version=VERSION, **wanted
        )


def remove(access: Access) -> None:
    """Take our address back. May be repeated."""
    with line_to(access) as line:
        group = line.group(access.facts)
        number = number_of(server_at(line, group, access.address).get("id"))
        if number:
            line.ask("groups.deleteCallbackServer", group_id=group, server_id=number)
