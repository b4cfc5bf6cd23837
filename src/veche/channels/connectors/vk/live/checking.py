"""Checking: which community it is, what its key may do, and which events VK brings."""

from collections.abc import Iterator
from typing import Any

from veche.channels.connectors.vk.desk import FIRST_CHAT
from veche.channels.connectors.vk.live.listening import KINDS, servers_of
from veche.channels.connectors.vk.live.talking import Line, line_to
from veche.channels.connectors.vk.values import dict_of, dicts_of, number_of, text_of
from veche.channels.terms.live import Access, Checked, Finding
from veche.kit.terms import N_, Refusal
from veche.kit.text import clean_name

IT_IS = N_("The community is {name}, number {number}.")
MAY_ALL = N_("The key has all the rights that are needed.")
NEW_KEY = N_(
    "Community → Manage → Advanced → API usage → Create key: tick this right too, paste the new key."
)
DEAF = N_("Long Poll is switched off, so nothing is heard.")
SWITCH_ON = N_("Community → Manage → Advanced → API usage → Long Poll API: enable it.")
HEARS = N_("VK brings all the events that are read.")
HEARS_PART = N_("VK does not bring these events: {kinds}")
TICK = N_("Community → Manage → Advanced → API usage → Event types: tick them.")
NOT_CONFIRMED = N_("VK has not confirmed our address.")
CONFIRM = N_("See that our address can be reached from outside, then press Confirm beside it in VK.")
NO_ADMIN = N_("Without an administrator's key, no earlier posts are fetched and nobody can be banned.")
NEEDED = {
    "manage": N_("The key may not manage the community."),
    "messages": N_("The key may not read and write messages."),
    "wall": N_("The key may not read and write on the wall."),
}


def check(access: Access) -> Checked:
    """Look at everything that the community's news and messages depend on, and say what to do."""
    with line_to(access) as line:
        told = line.ask("groups.getById", group_id=line.group)
        group = next(iter(dicts_of(told if type(told) is list else dict_of(told).get("groups"))), {})
        name = clean_name(text_of(group.get("name"))) or f"club{line.group}"
        findings = [Finding(IT_IS, values={"name": name, "number": line.group})]
        findings += [*_rights(line), *_hearing(line)]
        if not access.settings.get("admin_token", "").strip():
            findings.append(Finding(NO_ADMIN))
        facts: dict[str, Any] = {"group": line.group, "name": name, "chats": _chats(line)}
        code = dict_of(line.ask("groups.getCallbackConfirmationCode", group_id=line.group)).get("code")
    return Checked(name, tuple(findings), {**facts, "confirmation": text_of(code)})


def _rights(line: Line) -> Iterator[Finding]:
    told = dict_of(line.ask("groups.getTokenPermissions"))
    has = {text_of(one.get("name")) for one in dicts_of(told.get("permissions"))}
    missing = [text for name, text in NEEDED.items() if name not in has]
    yield from (Finding(text, is_good=False, help=NEW_KEY) for text in missing)
    if not missing:
        yield Finding(MAY_ALL)


def _hearing(line: Line) -> Iterator[Finding]:
    """Look at the way that is used: knocks where VK has our address, else long polling."""
    ours = servers_of(line)
    if ours:
        if ours[0].get("status") != "ok":
            yield Finding(NOT_CONFIRMED, is_good=False, help=CONFIRM)
        told = line.ask("groups.getCallbackSettings", group_id=line.group, server_id=ours[0]["id"])
    else:
        told = line.ask("groups.getLongPollSettings", group_id=line.group)
        if not dict_of(told).get("is_enabled"):
            yield Finding(DEAF, is_good=False, help=SWITCH_ON)
            return
    events = dict_of(dict_of(told).get("events"))
    if missing := [kind for kind in KINDS if not number_of(events.get(kind))]:
        yield Finding(HEARS_PART, is_good=False, help=TICK, values={"kinds": ", ".join(missing)})
    else:
        yield Finding(HEARS)


def _chats(line: Line) -> dict[str, str]:
    """Answer the titles of the chats the community is in, as far as its key may know them."""
    try:
        told = dict_of(line.ask("messages.getConversations", count=200))
    except Refusal:
        return {}
    found = (dict_of(one.get("conversation")) for one in dicts_of(told.get("items")))
    return {
        str(peer): clean_name(text_of(dict_of(one.get("chat_settings")).get("title")))
        for one in found
        if (peer := number_of(dict_of(one.get("peer")).get("id"))) > FIRST_CHAT
    }
