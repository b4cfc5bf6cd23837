"""Reading: posts, likes and accounts as records.

A forum is one place, for topics move between its categories; a topic is a thread and a subject.
Private messages are another place, a thread each. A post is known by its topic and its number there.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import orjson

from veche.channels.rules.pages import text_of_page
from veche.channels.terms import Record
from veche.channels.terms.live import Known, Raw
from veche.kit.terms import N_
from veche.kit.text import clean_name
from veche.kit.time import Moment, moment
from veche.ledger.terms import About, Handle, Kind, Nature, Place, Removal, Sighting

DELETED = N_("It was deleted in the forum.")
CHANGED = N_("It says how a topic was changed: nothing that a person did to another.")
WHISPER = N_("Only the forum's staff sees it.")
REPEATED = N_("It says once more what another message says.")
ACCOUNT = N_("It says how an account was changed.")
UNKNOWN = N_("It is an event of a kind we do not know yet.")
_DIRECT = {"ru": "Discourse: личные сообщения"}
_REGULAR, _BY_MODERATOR, _SMALL, _WHISPER = 1, 2, 3, 4
_REASONS = {
    "topic_created": REPEATED,
    **dict.fromkeys(("topic_edited", "topic_closed_status_updated",
                     "topic_archived_status_updated", "topic_pinned_status_updated",
                     "topic_visible_status_updated"), CHANGED),
    **dict.fromkeys(("user_updated", "user_logged_in", "user_logged_out", "user_approved", "user_destroyed",
                     "user_confirmed_email", "user_added_to_group", "user_removed_from_group"), ACCOUNT),
}  # fmt: skip


def read(raw: Raw, known: Known) -> Iterator[Record]:
    """Answer what an envelope says: a webhook's event, or a page of posts or of accounts."""
    told = orjson.loads(raw.payload)
    event = str(told["event"])
    if event == "page":
        for post in told.get("posts", ()):
            yield _post(post, known, title=told.get("title"))
        for user in told.get("users", ()):
            yield _joined(user, known)
        return
    translate = _ACTIONS.get(event)
    if translate is None:
        yield Record(clean_name(event, 60) or "#", (), _REASONS.get(event, UNKNOWN))
        return
    yield translate(told, known)


def handle_of(user: dict[str, Any], known: Known) -> Handle:
    """Answer who an account is: its number in its forum; those below zero are the forum's own."""
    number = int(user["user_id"] if "user_id" in user else user["id"])
    shown = user.get("name") or user.get("display_username") or user.get("username")
    nature = Nature.BOT if number < 0 else Nature.PERSON
    return Handle("discourse", f"{known.facts['host']}/{number}", clean_name(str(shown or "")), nature)


def _post(post: dict[str, Any], known: Known, title: Any = None) -> Record:
    where = f"{int(post['topic_id'])}/{int(post['post_number'])}"
    form = post.get("post_type", _REGULAR)
    if form not in (_REGULAR, _BY_MODERATOR):
        return Record(where, (), WHISPER if form == _WHISPER else CHANGED)
    if post.get("deleted_at") or post.get("user_deleted") is True:
        return Record(where, (), DELETED)
    at = _at(post["created_at"])
    # Every post is touched by likes and links: only another version has other words.
    is_edited = type(version := post.get("version")) is int and version > 1 and post.get("updated_at")
    edited = _at(post["updated_at"]) if is_edited else None
    raw = post.get("raw")
    words = raw if type(raw) is str and raw else text_of_page(str(post.get("cooked") or ""))
    kind = Kind.PUBLISHED if int(post["post_number"]) == 1 else Kind.COMMENTED
    seen = _in_place(post, known, title)
    said = seen._replace(
        handle=handle_of(post, known), at=at, external_id=where, words=words, reply_to=_parent(post),
        kind=Kind.MESSAGED if seen.place.form == "private" else kind,
        edited_at=edited if edited and edited > at else None,
    )  # fmt: skip
    return Record(where, (said,))


def _in_place(post: dict[str, Any], known: Known, title: Any) -> Sighting:
    """Answer where a post stands, on a sighting that is still to be filled in."""
    topic = str(int(post["topic_id"]))
    nobody, host = Handle("discourse", "0"), known.facts["host"]
    if post.get("topic_archetype") == "private_message" or post.get("is_private") is True:
        direct = _DIRECT.get(known.language, "Discourse: private messages")
        private = Place("discourse", "private", direct, "private")
        return Sighting(private, nobody, Kind.MESSAGED, Moment(0), topic, thread=topic)
    name = clean_name(str(post.get("topic_title") or title or ""))
    return Sighting(
        forum_of(known), nobody, Kind.COMMENTED, Moment(0), topic, thread=topic,
        about=About("topic", f"discourse/{host}/{topic}", name) if name else None,
    )  # fmt: skip


def _parent(post: dict[str, Any]) -> str:
    """Answer what a post answers: another post, else the one the topic begins with."""
    number, parent = int(post["post_number"]), post.get("reply_to_post_number")
    if type(parent) is not int:
        parent = 1
    return f"{int(post['topic_id'])}/{parent}" if number > 1 else ""


def _said(told: dict[str, Any], known: Known) -> Record:
    return _post(told["post"], known)


def _gone(told: dict[str, Any], known: Known) -> Record:
    where, removal = _removal(told, known)
    return Record(where, removals=(removal,))


def _back(told: dict[str, Any], known: Known) -> Record:
    """Answer a post that is there again: what it says, and that it is no longer gone."""
    _, removal = _removal(told, known)
    said = _post(told["post"], known)
    return said._replace(removals=(removal._replace(is_back=True),)) if said.sightings else said


def _topic_gone(told: dict[str, Any], known: Known) -> Record:
    """Answer that the post is gone which a topic begins with; of the others the forum tells nothing."""
    where, removal = _removal({**told, "post": _first_of(told["topic"])}, known)
    return Record(where, removals=(removal,))


def _topic_back(told: dict[str, Any], known: Known) -> Record:
    where, removal = _removal({**told, "post": _first_of(told["topic"])}, known)
    return Record(where, removals=(removal._replace(is_back=True),))


def _first_of(topic: dict[str, Any]) -> dict[str, Any]:
    return {"topic_id": topic["id"], "post_number": 1, "topic_archetype": topic.get("archetype")}


def _removal(told: dict[str, Any], known: Known) -> tuple[str, Removal]:
    post = told["post"]
    where = f"{int(post['topic_id'])}/{int(post['post_number'])}"
    return where, Removal(_in_place(post, known, None).place, where, Moment(int(told["at"])))


def _liked(told: dict[str, Any], known: Known) -> Record:
    like = told["like"]
    who, seen = handle_of(like["user"], known), _in_place(like["post"], known, None)
    parent = f"{int(like['post']['topic_id'])}/{int(like['post']['post_number'])}"
    key = f"{parent}/like/{int(like['user']['id'])}"
    liked = seen._replace(
        handle=who, kind=Kind.REACTED, at=Moment(int(told["at"])), external_id=key, reply_to=parent,
        extra={"emoji": "❤"},
    )  # fmt: skip
    return Record(key, (liked,))


def _came(told: dict[str, Any], known: Known) -> Record:
    return _joined(told["user"], known)


def _joined(user: dict[str, Any], known: Known) -> Record:
    number = f"joined/{int(user['id'])}"
    at = _at(user["created_at"])
    return Record(number, (Sighting(forum_of(known), handle_of(user, known), Kind.JOINED, at, number),))


def forum_of(known: Known) -> Place:
    """Answer the forum as a place."""
    return Place("discourse", str(known.facts["host"]), str(known.facts.get("title") or ""), "group")


def _at(date: Any) -> Moment:
    return moment(datetime.fromisoformat(date))


_ACTIONS: dict[str, Callable[[dict[str, Any], Known], Record]] = {
    "post_created": _said,
    "post_edited": _said,
    "post_recovered": _back,
    "post_destroyed": _gone,
    "topic_destroyed": _topic_gone,
    "topic_recovered": _topic_back,
    "post_liked": _liked,
    "user_created": _came,
}
