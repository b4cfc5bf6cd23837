"""Listening: Bots Long Poll, the Callback API, and what stood on the wall before.

Formats: <https://dev.vk.com/en/api/bots-long-poll/getting-started>,
<https://dev.vk.com/en/api/callback/getting-started>.
"""

import hmac
from collections.abc import Iterator
from typing import Any

import orjson

from veche.channels.connectors.vk.live.talking import VERSION, Line, group_of, line_to
from veche.channels.connectors.vk.values import dict_of, dicts_of, number_of, text_of
from veche.channels.terms.live import LARGEST_ENVELOPE, Access, Cursor, Heard, Knock, Opened, Raw
from veche.kit.terms import N_, Reason, Refusal, Trouble
from veche.kit.time import Moment, now

NO_SECRET = N_("No secret key is set for the knocks of VK, so none is believed.")
FORGED = N_("This knock does not carry the secret key that VK was told.")
BROKEN = N_("This is no event of VK.")
NO_CODE = N_("The confirmation string is not known yet: check the connection first.")
NO_ADDRESS = N_("VK knocks only at a public address that begins with https://.")
WAIT, PAGE, MOST_NAMES = 15, 100, 500
TITLE = "Veche"
KINDS = (
    "message_new", "message_reply", "message_edit", "wall_post_new", "wall_repost", "wall_reply_new",
    "wall_reply_edit", "wall_reply_restore", "board_post_new", "board_post_edit", "board_post_restore",
    "like_add", "group_join", "group_leave",
)  # fmt: skip
# Where events name the people of whom they are; their names are asked for.
_PEOPLE = ("from_id", "liker_id", "user_id", "signer_id", "owner_id")


def listen(access: Access, cursor: Cursor) -> Iterator[Heard]:
    """Wait for news; the number of the last one is where it goes on."""
    with line_to(access) as line:
        told = line.ask("groups.getLongPollServer", group_id=line.group)
        ts = str(cursor.get("ts") or told["ts"])
        while True:
            answer = line.wait(told["server"], act="a_check", key=told["key"], ts=ts, wait=WAIT)
            failed = number_of(answer.get("failed"))
            if failed in (2, 3):  # the key is too old, or even the number
                told = line.ask("groups.getLongPollServer", group_id=line.group)
            if not failed or failed == 1:
                ts = str(answer["ts"])
            elif failed == 3:
                ts = str(told["ts"])
            events = [] if failed else dicts_of(answer.get("updates"))
            yield Heard(_raws(line, events), {"ts": ts})


def _raws(line: Line, events: list[dict[str, Any]]) -> tuple[Raw, ...]:
    names = _names(line, events) if events else []
    return tuple(raw_of(event, now(), names) for event in events)


def _names(line: Line, events: list[dict[str, Any]]) -> list[Any]:
    """Answer who the people of these events are; without names they are heard all the same."""
    numbers = sorted({number for event in events for number in _people_in(event) if number > 0})[:MOST_NAMES]
    if not numbers:
        return []
    try:
        return dicts_of(line.ask("users.get", user_ids=",".join(map(str, numbers)), fields="screen_name"))
    except (Trouble, Refusal):
        return []


def raw_of(event: dict[str, Any], at: Moment, names: list[Any] | None = None) -> Raw:
    """Answer an event as an envelope, with when it was heard: likes and comings have no date."""
    kind, key = text_of(event.get("type")), text_of(event.get("event_id"))
    if not kind or not key:
        raise ValueError("no event")
    bare = {name: value for name, value in event.items() if name != "secret"}
    whole: dict[str, Any] = {"at": at, "event": bare}
    people = _people_in(bare)
    told = [name for name in names or () if number_of(dict_of(name).get("id")) in people]
    return Raw(key[:200], orjson.dumps(whole | ({"profiles": told} if told else {})), kind[:40])


def _people_in(event: dict[str, Any]) -> set[int]:
    """Answer the numbers of those an event is of; a comment carries the beginning of its thread."""
    told = dict_of(event.get("object"))
    inner = dicts_of(dict_of(told.get("thread")).get("items"))
    told_of = (told, dict_of(told.get("message")), *inner)
    return {number_of(one.get(key)) for one in told_of for key in _PEOPLE}


def knock(access: Access, came: Knock) -> Opened:
    """Open an event that VK brought; refuses whatever does not carry the secret key."""
    secret = access.settings.get("hook_secret", "").strip()
    if not secret:
        raise Refusal(NO_SECRET)
    if came.method != "POST" or len(came.body) > LARGEST_ENVELOPE:
        raise Refusal(BROKEN)
    try:
        event = orjson.loads(came.body)
        told, group = text_of(event.get("secret")), number_of(event.get("group_id"))
    except (AttributeError, ValueError):
        raise Refusal(BROKEN) from None
    is_asking = event.get("type") == "confirmation"  # which alone may come without the key
    if not (is_asking and "secret" not in event) and not hmac.compare_digest(told.encode(), secret.encode()):
        raise Refusal(FORGED)
    if group != group_of(access):
        raise Refusal(FORGED)
    if is_asking:
        return _confirmed(access)
    try:
        return Opened((raw_of(event, came.at),), b"ok")
    except ValueError:
        raise Refusal(BROKEN) from None


def _confirmed(access: Access) -> Opened:
    code = access.settings.get("confirmation", "").strip() or text_of(access.facts.get("confirmation"))
    if not code:
        raise Refusal(NO_CODE)
    return Opened((), code.encode())


def install(access: Access) -> None:
    """Tell VK our address, the key it is to bring and the events we want; may be repeated."""
    secret = access.settings.get("hook_secret", "").strip()
    if not secret:
        raise Refusal(Reason(NO_SECRET, field="hook_secret"))
    if not access.address.startswith("https://"):
        raise Refusal(NO_ADDRESS)
    with line_to(access) as line:
        ours = servers_of(line)
        told: dict[str, Any] = {
            "group_id": line.group,
            "url": access.address,
            "title": TITLE,
            "secret_key": secret,
        }
        if ours:
            number = ours[0]["id"]
            line.ask("groups.editCallbackServer", server_id=number, **told)
        else:
            number = line.ask("groups.addCallbackServer", **told)["server_id"]
        wanted: dict[str, Any] = dict.fromkeys(KINDS, 1)
        line.ask(
            "groups.setCallbackSettings", group_id=line.group, server_id=number, api_version=VERSION,
            **wanted,
        )  # fmt: skip


def remove(access: Access) -> None:
    """Take our address back; may be repeated."""
    with line_to(access) as line:
        for server in servers_of(line):
            line.ask("groups.deleteCallbackServer", group_id=line.group, server_id=server["id"])


def servers_of(line: Line) -> list[dict[str, Any]]:
    """Answer the servers among those VK knocks at that have our address."""
    told = line.ask("groups.getCallbackServers", group_id=line.group)
    return [server for server in dicts_of(told.get("items")) if server.get("url") == line.access.address]


def backfill(access: Access, cursor: Cursor) -> Iterator[Heard]:
    """Answer the posts of the wall, the newest first, each with its comments, as if they came now."""
    offset = number_of(cursor.get("offset", 0))
    with line_to(access) as line:
        while True:
            page = line.ask(
                "wall.get", as_admin=True, owner_id=-line.group, count=PAGE, offset=offset, extended=1
            )
            posts = dicts_of(page.get("items"))
            for post in posts:
                for raws in _before(line, post, dicts_of(page.get("profiles"))):
                    yield Heard(raws, {"offset": offset})
                offset += 1
                yield Heard((), {"offset": offset})
            if not posts:
                return


def _before(line: Line, post: dict[str, Any], names: list[Any]) -> Iterator[tuple[Raw, ...]]:
    number = number_of(post.get("id"))
    yield (_as_event("wall_post_new", f"post/{number}", post, names),)
    if number_of(dict_of(post.get("comments")).get("count")):
        yield from _comments(line, number, 0)


def _comments(line: Line, post: int, root: int) -> Iterator[tuple[Raw, ...]]:
    """Answer the pages of comments under a post, or of a thread that is longer than its beginning."""
    offset = 0
    while True:
        page = line.ask(
            "wall.getComments", as_admin=True, owner_id=-line.group, post_id=post, count=PAGE, offset=offset,
            need_likes=1, extended=1, fields="screen_name", comment_id=root or None,
            thread_items_count=None if root else 10,
        )  # fmt: skip
        found, names = dicts_of(page.get("items")), dicts_of(page.get("profiles"))
        if not found:
            return
        more = {"post_id": post, "post_owner_id": -line.group}
        yield tuple(
            _as_event("wall_reply_new", f"comment/{number_of(one.get('id'))}", {**one, **more}, names)
            for one in found
        )
        offset += len(found)
        for one in found:
            thread = dict_of(one.get("thread"))
            if not root and number_of(thread.get("count")) > len(dicts_of(thread.get("items"))):
                yield from _comments(line, post, number_of(one.get("id")))


def _as_event(kind: str, key: str, told: dict[str, Any], names: list[Any]) -> Raw:
    return raw_of({"type": kind, "event_id": f"before/{key}", "object": told}, now(), names)
