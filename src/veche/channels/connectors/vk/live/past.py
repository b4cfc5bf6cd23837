"""Past: what stands on the wall already, with the comments under it. Needs a key that may read walls."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

from veche.channels.connectors.vk.live.envelopes import raw_of
from veche.channels.connectors.vk.live.errors import is_closed
from veche.channels.connectors.vk.live.talking import Line, line_to
from veche.channels.connectors.vk.values import counted, dict_of, dicts_of, number_of
from veche.channels.terms.live import Access, Cursor, Heard, Raw
from veche.kit.terms import Refusal
from veche.kit.time import now

PAGE, THREAD = 100, 10
MOST_PAGES = 1_000
# A service key may ask three times in a second.
PACE = 0.34


def backfill(access: Access, cursor: Cursor) -> Iterator[Heard]:
    """Go over the wall page by page from the newest post on, then over the comments of each."""
    with line_to(access) as line:
        group = line.group(access.facts)
        offset, todo = number_of(cursor.get("offset")), [number_of(one) for one in cursor.get("todo", ())]
        whole = offset + 1
        while True:
            while todo:
                raws = tuple(_comments(line, group, todo[0]))
                todo = todo[1:]
                yield Heard(raws, {"offset": offset, "todo": todo})
            if offset >= whole:
                return
            page = _ask(line, "wall.get", owner_id=-group, offset=offset, count=PAGE)
            posts, whole = dicts_of(page.get("items")), number_of(page.get("count"))
            offset += PAGE
            todo = [number_of(post.get("id")) for post in posts if counted(post, "comments")]
            raws = tuple(_raw("wall_post_new", post, group, page) for post in posts)
            yield Heard(raws, {"offset": offset, "todo": todo})


def _comments(line: Line, group: int, post: int) -> Iterator[Raw]:
    """Answer the comments under a post, those in threads among them; none where they are closed."""
    asked = {"owner_id": -group, "post_id": post, "sort": "asc", "need_likes": 1}
    try:
        for page, comment in _items(line, **asked, thread_items_count=THREAD):
            thread = dict_of(comment.pop("thread", None))
            yield _comment(comment, group, post, page)
            inner = dicts_of(thread.get("items"))
            if number_of(thread.get("count")) > len(inner):
                for more, one in _items(line, **asked, comment_id=number_of(comment.get("id"))):
                    yield _comment(one, group, post, more)
            else:
                yield from (_comment(one, group, post, page) for one in inner)
    except Refusal as refusal:
        if not is_closed(refusal):
            raise


def _items(line: Line, **asked: Any) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    for number in range(MOST_PAGES):
        page = _ask(line, "wall.getComments", offset=number * PAGE, count=PAGE, **asked)
        items = dicts_of(page.get("items"))
        yield from ((page, item) for item in items)
        if len(items) < PAGE:
            return


def _ask(line: Line, method: str, **asked: Any) -> dict[str, Any]:
    time.sleep(PACE)
    return dict_of(line.ask(method, as_person=True, extended=1, **asked))


def _comment(comment: dict[str, Any], group: int, post: int, page: dict[str, Any]) -> Raw:
    return _raw("wall_reply_new", {"post_id": post, "owner_id": -group, **comment}, group, page)


def _raw(kind: str, item: dict[str, Any], group: int, page: dict[str, Any]) -> Raw:
    """Answer an item as the event it would have been, with the names that its page tells of its author."""
    event = {
        "type": kind, "object": item, "group_id": group,
        "event_id": f"past/{kind}/{number_of(item.get('id'))}",
    }  # fmt: skip
    wanted = {abs(number_of(item.get(key))) for key in ("from_id", "signer_id")}
    named = {
        key: [one for one in dicts_of(page.get(key)) if number_of(one.get("id")) in wanted]
        for key in ("profiles", "groups")
    }
    return raw_of(event, now(), **named)
