"""Checking: whose key it is, what it may do, and what the community tells of."""

from collections.abc import Iterable, Iterator
from typing import Any

from veche.channels.connectors.vk.desk import FIRST_CHAT
from veche.channels.connectors.vk.live.events import EVENTS
from veche.channels.connectors.vk.live.knocking import server_at
from veche.channels.connectors.vk.live.talking import Line, line_to
from veche.channels.connectors.vk.values import dict_of, dicts_of, number_of, text_of
from veche.channels.terms.live import Access, Checked, Finding
from veche.kit.terms import N_, Refusal
from veche.kit.text import clean_name

MOST_CHATS = 200
IT_IS = N_("The key is of the community {name}.")
MAY_ALL = N_("The key may hear, write messages and write comments.")
NEW_KEY = N_(
    "In the community: Manage → API usage → Access tokens → Create token, with community management,"
    " messages and wall."
)
POLLS = N_("Long Poll is switched on.")
DEAF = N_("Long Poll is switched off in the community, so nothing is heard.")
SWITCH_ON = N_("In the community: Manage → API usage → Long Poll API → Enabled.")
HALF_DEAF = N_("The community does not tell of: {kinds}")
TICK = N_("In the community: Manage → API usage → Long Poll API → Event types: tick these.")
KNOCKS = N_("VK knocks at our address.")
KNOCKS_FAIL = N_("VK knocked at our address in vain and has stopped.")
LET_IN = N_(
    "See that our address can be reached from outside and has a certificate that is trusted; then confirm"
    " the address in Manage → API usage → Callback API."
)
CHATS = N_("Chats with the community in them: {n}")
NO_PERSON = N_(
    "Without an administrator's key it cannot read what there was before, delete posts and comments or ban."
)
READS_WALL = N_("The second key can read the wall.")
NO_WALL = N_("The second key cannot read the wall.")
_LACKS = {
    "manage": N_("The key lacks the right to manage the community, so nothing is heard."),
    "messages": N_("The key lacks the right to the community's messages."),
    "wall": N_("The key lacks the right to the wall, so comments cannot be answered."),
}


def check(access: Access) -> Checked:
    """Look at everything that hearing and writing depend on, and say what to do."""
    with line_to(access) as line:
        found = line.community()
        group, name = number_of(found.get("id")), clean_name(text_of(found.get("name")))
        granted = dict_of(line.ask("groups.getTokenPermissions")).get("permissions")
        rights = {text_of(one.get("name")) for one in dicts_of(granted)}
        facts: dict[str, Any] = {
            "group": group, "name": name, "screen_name": clean_name(text_of(found.get("screen_name")), 64),
        }  # fmt: skip
        findings = [Finding(IT_IS, values={"name": name}), *_rights(rights)]
        if "manage" in rights:
            findings += _hearing(line, access, group)
            if _is_hooked(access):
                facts["confirmation"] = _code(line, group)
        if "messages" in rights:
            facts["chats"] = _chats(line)
            findings.append(Finding(CHATS, values={"n": len(facts["chats"])}))
        findings += _second(line, group)
    return Checked(name, tuple(findings), facts)


def _rights(rights: Iterable[str]) -> Iterator[Finding]:
    lacking = [text for key, text in _LACKS.items() if key not in rights]
    yield from (Finding(text, is_good=False, help=NEW_KEY) for text in lacking)
    if not lacking:
        yield Finding(MAY_ALL)


def _is_hooked(access: Access) -> bool:
    return bool(access.settings.get("hook_secret", "").strip())


def _hearing(line: Line, access: Access, group: int) -> Iterator[Finding]:
    """Where a secret key is set, VK is to knock, and what about is said with our address."""
    if _is_hooked(access):
        status = text_of(server_at(line, group, access.address).get("status"))
        if status == "ok":
            yield Finding(KNOCKS)
        elif status == "failed":
            yield Finding(KNOCKS_FAIL, is_good=False, help=LET_IN)
        return
    said = dict_of(line.ask("groups.getLongPollSettings", group_id=group))
    if not said.get("is_enabled"):
        yield Finding(DEAF, is_good=False, help=SWITCH_ON)
        return
    yield Finding(POLLS)
    events = dict_of(said.get("events"))
    if off := [kind for kind in EVENTS if not events.get(kind)]:
        yield Finding(HALF_DEAF, is_good=False, help=TICK, values={"kinds": ", ".join(off)})


def _code(line: Line, group: int) -> str:
    said = dict_of(line.ask("groups.getCallbackConfirmationCode", group_id=group))
    return clean_name(text_of(said.get("code")), 64)


def _chats(line: Line) -> dict[str, str]:
    """Answer the titles of the chats the community is in; events do not tell them."""
    try:
        said = dict_of(line.ask("messages.getConversations", count=MOST_CHATS))
    except Refusal:  # messages are switched off
        return {}
    found: dict[str, str] = {}
    for item in dicts_of(said.get("items")):
        told = dict_of(item.get("conversation"))
        peer = number_of(dict_of(told.get("peer")).get("id"))
        if peer > FIRST_CHAT:
            found[str(peer)] = clean_name(text_of(dict_of(told.get("chat_settings")).get("title")))
    return found


def _second(line: Line, group: int) -> Iterator[Finding]:
    if not line.keys[1]:
        yield Finding(NO_PERSON)
        return
    try:
        line.ask("wall.get", as_person=True, owner_id=-group, count=1)
        yield Finding(READS_WALL)
    except Refusal as refusal:
        yield Finding(NO_WALL, is_good=False)
        yield from (Finding(one.text, is_good=False, values=one.values) for one in refusal.reasons)
