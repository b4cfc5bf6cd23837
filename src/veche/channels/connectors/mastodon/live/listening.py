"""Listening: what is new since the last answer; the outside's numbers grow, so nothing is told twice."""

import time
from collections.abc import Iterator
from typing import Any

import orjson

from veche.channels.connectors.mastodon.live.calling import Instance
from veche.channels.terms.live import Access, Cursor, Heard, Raw

PAUSE = 15.0
PAGE = 40
NOTICES = "/api/v1/notifications"


def listen(access: Access, cursor: Cursor) -> Iterator[Heard]:
    """Yield notifications, our own posts and those under the tags we follow; first the latest page of each.

    Every source has a number of its own in the cursor, moved only by what was yielded.
    """
    mastodon, cursor = Instance(access), dict(cursor)
    sources = _sources(access)
    while True:
        is_news = False
        for source, kind in sources.items():
            since = str(cursor.get(source) or "")
            found = mastodon.listed(source, limit=PAGE, min_id=since)
            found.sort(key=_number)
            if found:
                cursor |= {source: max((str(one["id"]) for one in found), key=_as_number)}
                is_news = True
                yield Heard(tuple(sealed(one, kind) for one in found), dict(cursor))
        if not is_news:
            yield Heard((), dict(cursor))
            time.sleep(PAUSE)


def backfill(access: Access, cursor: Cursor) -> Iterator[Heard]:
    """Yield what there was, from the newest down; the cursor says which source and below which number."""
    mastodon, done = Instance(access), list(cursor.get("done", ()))
    for source, kind in _sources(access).items():
        if source in done:
            continue
        below = str(cursor.get("below") or "") if cursor.get("source") == source else ""
        while found := mastodon.listed(source, limit=PAGE, max_id=below):
            below = min((str(one["id"]) for one in found), key=_as_number)
            told = {"done": list(done), "source": source, "below": below}
            yield Heard(tuple(sealed(one, kind) for one in found), told)
        done.append(source)
        yield Heard((), {"done": list(done)})


def tags_of(access: Access) -> list[str]:
    """Answer the tags to follow, as they are written in the settings."""
    words = access.settings.get("tags", "").replace(",", " ").lower().split()
    return sorted({word.lstrip("#") for word in words if word.lstrip("#").isidentifier()})[:20]


def sealed(told: dict[str, Any], kind: str) -> Raw:
    """Answer an envelope; a post that was edited is another than it was before."""
    edited = told.get("edited_at")
    key = f"{kind}/{told['id']}" + (f"/{edited}" if edited else "")
    return Raw(key, orjson.dumps(told), kind)


def _sources(access: Access) -> dict[str, str]:
    sources = {NOTICES: "notification"}
    if own := access.facts.get("id"):
        sources[f"/api/v1/accounts/{own}/statuses"] = "status"
    return sources | {f"/api/v1/timelines/tag/{tag}": "status" for tag in tags_of(access)}


def _number(told: dict[str, Any]) -> tuple[int, str]:
    return _as_number(str(told["id"]))


def _as_number(number: str) -> tuple[int, str]:
    """Numbers are digits on Mastodon and words that sort elsewhere: longer is later."""
    return len(number), number
