"""Reading: an event of a community to records, under the ids that files of the same have.

Formats: <https://dev.vk.com/en/api/community-events/json-schema>.
"""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import orjson

from veche.channels.connectors.vk.chats import read_message
from veche.channels.connectors.vk.desk import DELETED, NOBODY, UNKNOWN, Desk
from veche.channels.connectors.vk.pages import NOWHERE, Page
from veche.channels.connectors.vk.people import People
from veche.channels.connectors.vk.values import dict_of, dicts_of, first_number, number_of, text_of
from veche.channels.connectors.vk.walls import read_comments, read_post
from veche.channels.connectors.vk.words import said_in
from veche.channels.terms import Record
from veche.channels.terms.live import Known, Raw
from veche.kit.terms import N_
from veche.kit.text import clean_name
from veche.kit.time import SECOND, Moment
from veche.ledger.terms import Kind, Sighting

TAKEN_BACK = N_("It takes a like back.")
NOT_LIKED = N_("It is a like of something that is not read: a photo, a video, a product.")
NOT_OURS = N_("It does not say which of our posts is passed on.")
SAID_ELSEWHERE = N_("It says how somebody uses the community, not something done in it.")
_PASSED = frozenset({
    "message_allow", "message_deny", "message_typing_state", "message_event", "message_read", "app_payload",
    "user_block", "user_unblock", "group_officers_edit", "group_change_settings", "group_change_photo",
})  # fmt: skip


class _News(NamedTuple):
    """One event on its way to records."""

    desk: Desk
    key: str
    kind: str
    told: dict[str, Any]
    at: Moment
    owner: int


def read(raw: Raw, known: Known) -> Iterator[Record]:
    """Answer what one event says; raises where it is not built as one."""
    whole = orjson.loads(raw.payload)
    event = whole["event"]
    kind, told = event["type"], event["object"]
    if type(kind) is not str or type(told) is not dict:
        raise TypeError(kind)
    owner = -(number_of(event.get("group_id")) or number_of(known.facts.get("group")))
    news = _News(_desk(whole, known, owner), raw.key, kind, told, Moment(int(whole["at"])), owner)
    if kind in _READERS:
        yield from _READERS[kind](news)
    elif kind.endswith("_delete"):
        yield Record(raw.key, (), DELETED)
    else:
        yield Record(raw.key, (), SAID_ELSEWHERE if kind in _PASSED else UNKNOWN)


def _desk(whole: dict[str, Any], known: Known, owner: int) -> Desk:
    desk = Desk(People(), known.language, sole=Page(owner))
    desk.people.learn_group({"id": -owner, "name": known.facts.get("name")})
    for profile in dicts_of(whole.get("profiles")):
        desk.people.learn_user(profile)
    for peer, title in dict_of(known.facts.get("chats")).items():
        desk.chats[number_of(peer)] = clean_name(text_of(title))
    return desk


def _post(news: _News) -> Iterator[Record]:
    yield read_post(news.desk, news.told, Page(news.owner), news.key)


def _reposted(news: _News) -> Iterator[Record]:
    """Somebody has passed a post of ours on: a fact of our wall, under the post."""
    origins = dicts_of(news.told.get("copy_history"))
    post = next((number_of(o.get("id")) for o in origins if number_of(o.get("owner_id")) == news.owner), 0)
    owner, number = first_number(news.told, "owner_id", "to_id"), number_of(news.told.get("id"))
    who = news.desk.people.handle(number_of(news.told.get("from_id")) or owner)
    if not post or who is None or not number:
        yield Record(news.key, (), NOT_OURS if who else NOBODY)
        return
    at = Moment(number_of(news.told.get("date")) * SECOND or news.at)
    yield Record(news.key, (Sighting(
        news.desk.wall(news.owner), who, Kind.REPOSTED, at, f"post/{post}/repost/{owner}_{number}",
        words=said_in(news.told).words, thread=f"post/{post}", reply_to=f"post/{post}",
    ),))  # fmt: skip


def _comment(news: _News) -> Iterator[Record]:
    owner = first_number(news.told, "post_owner_id", "topic_owner_id", "owner_id") or news.owner
    item = {**news.told, "owner_id": owner}
    for record in read_comments(news.desk, item, NOWHERE, news.key):
        if not news.kind.endswith("_edit"):
            yield record
            continue
        # The comment does not say when it was edited: it was just before we heard of it.
        seen = (one._replace(edited_at=max(news.at, one.at)) for one in record.sightings)
        yield record._replace(sightings=tuple(seen))


def _message(news: _News) -> Iterator[Record]:
    item = news.told["message"] if type(news.told.get("message")) is dict else news.told
    yield read_message(news.desk, item, NOWHERE, news.key)


def _liked(news: _News) -> Iterator[Record]:
    what, told = text_of(news.told.get("object_type")), news.told
    who, number = news.desk.people.handle(number_of(told.get("liker_id"))), number_of(told.get("object_id"))
    if who is None or what not in ("post", "comment") or not number:
        yield Record(news.key, (), NOT_LIKED if who else NOBODY)
        return
    liked = f"{what}/{number}"
    post = number_of(told.get("post_id"))
    thread = liked if what == "post" else f"post/{post}" if post else ""
    owner = number_of(told.get("object_owner_id")) or news.owner
    yield Record(news.key, (Sighting(
        news.desk.wall(owner), who, Kind.REACTED, news.at, f"{liked}/like/{who.value}", thread=thread,
        reply_to=liked, extra={"emoji": "❤"},
    ),))  # fmt: skip


def _unliked(news: _News) -> Iterator[Record]:
    yield Record(news.key, (), TAKEN_BACK)


def _moved(news: _News) -> Iterator[Record]:
    """Somebody came, left or asks to come."""
    who = news.desk.people.handle(number_of(news.told.get("user_id")))
    kind = Kind.LEFT if news.kind == "group_leave" else Kind.JOINED
    if news.told.get("join_type") == "request":
        kind = Kind.APPLIED
    if who is None:
        yield Record(news.key, (), NOBODY)
        return
    key = f"{kind.word}/{who.value}/{news.key}"
    yield Record(news.key, (Sighting(news.desk.members(news.owner), who, kind, news.at, key),))


_READERS: dict[str, Callable[[_News], Iterator[Record]]] = {
    "wall_post_new": _post, "wall_repost": _reposted,
    **dict.fromkeys(("wall_reply_new", "wall_reply_edit", "wall_reply_restore"), _comment),
    **dict.fromkeys(("board_post_new", "board_post_edit", "board_post_restore"), _comment),
    **dict.fromkeys(("message_new", "message_reply", "message_edit"), _message),
    "like_add": _liked, "like_remove": _unliked, "group_join": _moved, "group_leave": _moved,
}  # fmt: skip
