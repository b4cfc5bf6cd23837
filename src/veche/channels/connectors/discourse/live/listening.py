"""Listening: the forum's newest posts and accounts, asked every so often where it cannot reach us.

Edits and likes are told by webhooks only: the lists name them nowhere.
"""

import time
from collections.abc import Iterator
from typing import Any

import orjson

from veche.channels.connectors.discourse.live.calling import Discourse
from veche.channels.terms.live import Access, Cursor, Heard, Raw
from veche.kit.terms import Refusal

PAUSE = 20.0
MOST_PAGES = 200
_PUBLIC, _PRIVATE, _USERS = "/posts.json", "/private-posts.json", "/admin/users/list/new.json"
_LISTS = {_PUBLIC: "latest_posts", _PRIVATE: "private_posts"}


def listen(access: Access, cursor: Cursor) -> Iterator[Heard]:
    """Yield new posts and accounts; first the latest page of each."""
    forum, cursor = Discourse(access), dict(cursor)
    while True:
        before = dict(cursor)
        for path in _LISTS:
            found = _newer(forum, path, int(cursor.get(path) or 0))
            if found:
                cursor |= {path: max(post["id"] for post in found)}
                yield Heard(tuple(_sealed_post(post, path) for post in found), dict(cursor))
        users = _new_users(forum, int(cursor.get(_USERS) or 0))
        if users:
            cursor |= {_USERS: max(user["id"] for user in users)}
            yield Heard(tuple(_sealed_user(user) for user in users), dict(cursor))
        if cursor == before:
            yield Heard((), dict(cursor))
            time.sleep(PAUSE)


def backfill(access: Access, cursor: Cursor) -> Iterator[Heard]:
    """Yield all posts from the newest down, then the private ones; the cursor says below which number."""
    forum, done = Discourse(access), list(cursor.get("done", ()))
    for path in _LISTS:
        if path in done:
            continue
        below = int(cursor.get("below") or 0) if cursor.get("path") == path else 0
        while posts := _page(forum, path, below):
            below = min(post["id"] for post in posts) - 1
            told = {"done": list(done), "path": path, "below": below}
            yield Heard(tuple(_sealed_post(post, path) for post in posts), told)
            if below < 1:
                break
        done.append(path)
        yield Heard((), {"done": list(done)})


def _newer(forum: Discourse, path: str, since: int) -> list[dict[str, Any]]:
    """Answer the posts after a number, the oldest first; without a number, the latest page."""
    found: list[dict[str, Any]] = []
    below = 0
    for _ in range(MOST_PAGES):
        posts = _page(forum, path, below)
        found += [post for post in posts if post["id"] > since]
        below = min((post["id"] for post in posts), default=0) - 1
        if not since or below <= since:
            break
    return sorted(found, key=lambda post: int(post["id"]))


def _page(forum: Discourse, path: str, below: int) -> list[dict[str, Any]]:
    try:
        told = forum.ask(path, before=below)
    except Refusal:
        if path == _PUBLIC:
            raise
        return []  # the key's user is no administrator: private messages stay private
    posts = told.get(_LISTS[path]) if type(told) is dict else None
    found = [one for one in posts if type(one) is dict and type(one.get("id")) is int] if posts else []
    return [one for one in found if not below or one["id"] <= below]


def _new_users(forum: Discourse, since: int) -> list[dict[str, Any]]:
    try:
        told = forum.ask(_USERS)
    except Refusal:
        return []
    users = told if type(told) is list else []
    found = [one for one in users if type(one) is dict and type(one.get("id")) is int and one["id"] > since]
    return sorted(found, key=lambda user: int(user["id"]))


def _sealed_post(post: dict[str, Any], path: str) -> Raw:
    told = {**post, "is_private": path == _PRIVATE}
    key = f"post/{post['id']}/{post.get('version', 1)}"
    return Raw(key, orjson.dumps({"event": "page", "posts": [told]}), "page")


def _sealed_user(user: dict[str, Any]) -> Raw:
    return Raw(f"user/{user['id']}", orjson.dumps({"event": "page", "users": [user]}), "page")
