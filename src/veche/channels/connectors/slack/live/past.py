"""Past: what was said before the app was connected, and while nobody listened.

Methods: `users.list`, `conversations.list`, `conversations.history`, `conversations.replies`.
"""

import hashlib
import time
from collections.abc import Iterator, Mapping
from typing import Any

import orjson

from veche.channels.connectors.slack.live.calling import Slack
from veche.channels.connectors.slack.live.rooms import joined, rooms_of
from veche.channels.connectors.slack.stamps import stamp_of
from veche.channels.terms.live import Access, Cursor, Heard, Raw
from veche.kit.terms import Refusal, Trouble

LONGEST_WAIT = 15.0


def backfill(access: Access, cursor: Cursor) -> Iterator[Heard]:
    """Yield the members, then every conversation from its newest message down, each thread with its page.

    The cursor names the conversations that are done and the page to go on with.
    """
    slack = Slack(access)
    done: list[str] = list(cursor.get("done", ()))
    if not cursor.get("has_members"):
        yield from _members(slack, str(cursor.get("page") or ""))
        cursor = {"has_members": True}
    for room in joined(rooms_of(slack)):
        if room["id"] in done:
            continue
        page = str(cursor.get("page") or "") if cursor.get("room") == room["id"] else ""
        for raws, following in _pages(slack, room, page):
            where = {"room": room["id"], "page": following} if following else {}
            done += [] if following else [room["id"]]
            yield Heard(raws, {"has_members": True, "done": list(done), **where})


def missed(slack: Slack, since: str) -> Iterator[tuple[Raw, ...]]:
    """Yield what was said in the app's conversations since a stamp, without replies to older threads.

    Where Slack asks to wait it is waited here: a line that broke off would begin at the first room again.
    """
    for room in joined(rooms_of(slack)):
        while True:
            try:
                for raws, _ in _pages(slack, room, "", oldest=since):
                    yield raws
                break
            except Trouble as trouble:
                if trouble.retry_after is None:
                    raise
                yield ()
                time.sleep(min(trouble.retry_after, LONGEST_WAIT))


def page_of(room: Mapping[str, Any], messages: list[Any]) -> Raw:
    """Answer the envelope of some messages: the same ones are no news."""
    return sealed({"room": {k: room[k] for k in ("id", "name", "is_im")}, "messages": messages}, "history")


def sealed(told: Mapping[str, Any], kind: str) -> Raw:
    """Answer an envelope that has no number of its own under the digest of what it says."""
    payload = orjson.dumps(told, option=orjson.OPT_SORT_KEYS)
    return Raw(f"{kind}/{hashlib.sha256(payload).hexdigest()[:40]}", payload, kind)


def _members(slack: Slack, page: str) -> Iterator[Heard]:
    for members, following in slack.pages("users.list", "members", page):
        raws = (sealed({"members": members}, "members"),) if members else ()
        yield Heard(raws, {"page": following} if following else {"has_members": True})


def _pages(
    slack: Slack, room: Mapping[str, Any], page: str, **bounds: str
) -> Iterator[tuple[tuple[Raw, ...], str]]:
    pages = slack.pages("conversations.history", "messages", page, channel=room["id"], **bounds)
    try:
        for messages, following in pages:
            threads = [
                page_of(room, replies)
                for root in _roots(messages)
                for replies, _ in slack.pages(
                    "conversations.replies", "messages", channel=room["id"], ts=root
                )
            ]
            raws = (page_of(room, messages),) if messages else ()
            yield (*raws, *threads), following
    except Refusal:
        # Out of a conversation the app may have been sent meanwhile; the others are still to be read.
        yield (), ""


def _roots(messages: list[Any]) -> Iterator[str]:
    for message in messages:
        if type(message) is dict and type(count := message.get("reply_count")) is int and count > 0:
            yield stamp_of(message.get("thread_ts"))
