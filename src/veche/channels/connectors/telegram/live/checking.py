"""Checking: who the bot is, what it hears, and what it may do in the chats that are known."""

import re
from collections.abc import Iterator
from typing import Any

from veche.channels.connectors.telegram.live.listening import ALLOWED
from veche.channels.connectors.telegram.live.places import bot_of, chat_in
from veche.channels.connectors.telegram.live.talking import Line, line_to
from veche.channels.connectors.telegram.updates import Updates
from veche.channels.terms.live import Access, Checked, Finding
from veche.kit.terms import N_, Refusal
from veche.kit.text import clean_name

MOST_CHATS = 50
IT_IS = N_("The bot is {name}, @{nick}.")
HEARS_ALL = N_("It hears everything that is written in its groups.")
HEARS_LITTLE = N_("Privacy mode is on: in groups it hears only commands and replies to itself.")
LET_HEAR = N_(
    "@BotFather: /setprivacy, choose the bot, Disable; then take it out of the group and add it again."
    " Or make it an administrator of the group."
)
JOINS_NOT = N_("It cannot be added to groups.")
LET_JOIN = N_("@BotFather: /setjoingroups, choose the bot, Enable.")
KNOCKS = N_("Telegram knocks at our address.")
ELSEWHERE = N_("Telegram brings its news to another address: another program uses this bot.")
TAKE_OVER = N_("Stop that program and connect again, or make a bot of its own with @BotFather.")
KNOCKS_FAIL = N_("Telegram knocked in vain: {said}")
LET_IN = N_("See that our address can be reached from outside and has a certificate that is trusted.")
WAITING = N_("News waiting at Telegram: {n}")
DEAF = N_("Telegram does not bring all kinds of news: {kinds}")
INSTALL = N_("Connect the channel again: Telegram is then told what to bring.")
ADMIN = N_("{title}: the bot is an administrator.")
NO_ADMIN = N_("{title}: the bot is no administrator, so it hears no joins, no leaves and no reactions.")
MAKE_ADMIN = N_("In the chat: Administrators → Add administrator → the bot.")
LACKS = N_("{title}: the bot lacks rights: {rights}")
GIVE = N_("In the chat: Administrators → the bot → switch these rights on.")
BASIC = N_("{title} is a basic group: what you import of it later cannot be matched with what is heard now.")
UPGRADE = N_("Make it a supergroup: show the history to new members, or give it a public link.")
NOT_THERE = N_("The bot is not in {chat}, or there is no such chat.")
ADD = N_("Open the bot's profile → Add to group or channel.")
_RIGHTS = {"can_delete_messages": N_("delete messages"), "can_restrict_members": N_("ban users")}
_CHAT = re.compile(r"@[A-Za-z]\w{3,31}|-?\d{1,15}")


def check(access: Access) -> Checked:
    """Look at everything that a bot's news and deeds depend on, and say what to do."""
    with line_to(access) as line:
        me = line.ask("GetMe")
        chats, findings = _chats(access, line)
        hook = line.ask("GetWebhookInfo")
    name, nick = clean_name(str(me.get("first_name", ""))), clean_name(str(me.get("username", "")))
    facts = {"bot": bot_of(access), "username": nick, "chats": chats}
    found = (
        Finding(IT_IS, values={"name": name, "nick": nick}),
        *_hearing(me, chats), *_knocking(access, hook), *findings,
    )  # fmt: skip
    return Checked(f"{name} (@{nick})" if nick else name, found, facts)


def _hearing(me: dict[str, Any], chats: dict[str, Any]) -> Iterator[Finding]:
    groups = [chat for chat in chats.values() if chat["type"] != "channel"]
    if me.get("can_read_all_group_messages") or (chats and all(chat["is_admin"] for chat in groups)):
        yield Finding(HEARS_ALL)
    else:
        yield Finding(HEARS_LITTLE, is_good=False, help=LET_HEAR)
    if me.get("can_join_groups") is False and not groups:
        yield Finding(JOINS_NOT, is_good=False, help=LET_JOIN)


def _knocking(access: Access, hook: dict[str, Any]) -> Iterator[Finding]:
    address = str(hook.get("url") or "")
    if not address:
        return
    if address != access.address:
        yield Finding(ELSEWHERE, is_good=False, help=TAKE_OVER)
        return
    waiting, said = int(hook.get("pending_update_count") or 0), str(hook.get("last_error_message") or "")
    if said and waiting:
        yield Finding(KNOCKS_FAIL, is_good=False, help=LET_IN, values={"said": clean_name(said, 200)})
    else:
        yield Finding(KNOCKS)
    if missing := [kind for kind in ALLOWED if kind not in (hook.get("allowed_updates") or ALLOWED)]:
        yield Finding(DEAF, is_good=False, help=INSTALL, values={"kinds": ", ".join(missing)})
    if waiting:
        yield Finding(WAITING, values={"n": waiting})


def _chats(access: Access, line: Line) -> tuple[dict[str, Any], list[Finding]]:
    """Look at the chats that were named in the settings, found before or heard of since."""
    chats: dict[str, Any] = {}
    findings: list[Finding] = []
    for name in _named(access)[:MOST_CHATS]:
        try:
            chat = line.ask("GetChat", chat_id=name)
            member = line.ask("GetChatMember", chat_id=chat["id"], user_id=int(bot_of(access)))
        except Refusal:
            findings.append(Finding(NOT_THERE, is_good=False, help=ADD, values={"chat": str(name)}))
            continue
        place = Updates("en").chat(chat).place
        if place.key not in chats:
            chats[place.key] = _facts_of(chat, member)
            findings += _rights(place.title, chat, member)
    return chats, findings


def _named(access: Access) -> list[int | str]:
    """Answer the chats to look at. `facts` may name channels by their keys, under «places»."""
    told = _CHAT.findall(access.settings.get("chats", ""))
    names: list[int | str] = [name if name[0] == "@" else int(name) for name in told]
    known = (*access.facts.get("chats", {}), *access.facts.get("places", ()))
    names += [chat_in(key) for key in known if str(key).startswith(("channel", "chat"))]
    return list(dict.fromkeys(names))


def _facts_of(chat: dict[str, Any], member: dict[str, Any]) -> dict[str, Any]:
    return {
        "title": clean_name(str(chat.get("title", ""))), "type": str(chat.get("type", "")),
        "is_admin": member.get("status") == "administrator", "is_forum": chat.get("is_forum") is True,
    }  # fmt: skip


def _rights(title: str, chat: dict[str, Any], member: dict[str, Any]) -> Iterator[Finding]:
    values: dict[str, object] = {"title": title}
    if chat.get("type") == "group":
        yield Finding(BASIC, help=UPGRADE, values=values)
    if member.get("status") != "administrator":
        yield Finding(NO_ADMIN, is_good=False, help=MAKE_ADMIN, values=values)
        return
    lacking = [
        words
        for key, words in _RIGHTS.items()
        if member.get(key) is not True and chat.get("type") != "channel"
    ]
    if lacking:
        yield Finding(LACKS, is_good=False, help=GIVE, values={**values, "rights": ", ".join(lacking)})
    else:
        yield Finding(ADMIN, values=values)
