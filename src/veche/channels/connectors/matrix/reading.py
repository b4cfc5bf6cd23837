"""Reading: an event of a room as what somebody did.

Messages, edits, replies, threads, reactions: <https://spec.matrix.org/latest/client-server-api/#mroommessage>.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from veche.channels.terms import Record
from veche.channels.terms.live import Known, Raw
from veche.kit.terms import N_
from veche.kit.text import clean, clean_name
from veche.kit.time import Moment, is_plausible
from veche.ledger.terms import (
    LONGEST_ID,
    LONGEST_WORDS,
    Handle,
    Kind,
    Mark,
    Nature,
    Place,
    Removal,
    Sighting,
)

ENCRYPTED = N_("It is encrypted: only the members of the room can read it.")
NOT_THEIRS = N_("It claims to change a message that somebody else wrote.")
UNREACTED = N_("A reaction was taken back.")
UNKNOWN = N_("It is of a kind that says nothing about people.")
ONLY_PROFILE = N_("Somebody changed their name or picture.")
REMOVED = N_("It was deleted before it came here.")
NO_TIME = N_("It does not say when.")
_FILES = frozenset(("m.image", "m.file", "m.video", "m.audio"))
_FALLBACK = re.compile(r"\A(?:> [^\n]*\n)+\n")


class _Event(NamedTuple):
    """An event with what was read of it already."""

    told: Mapping[str, Any]
    content: Mapping[str, Any]
    place: Place
    handle: Handle
    at: Moment
    number: str
    own: str  # our bot's account


def read(raw: Raw, known: Known) -> Iterator[Record]:
    """Answer what an event says, or why nothing is taken from it."""
    told = json.loads(raw.payload)
    found, where = _read(told, known), raw.key or "?"
    if isinstance(found, str):
        yield Record(where, (), found)
    elif isinstance(found, Sighting):
        yield Record(where, (found,))
    else:
        yield found


def _read(told: Mapping[str, Any], known: Known) -> Sighting | Record | str:
    event, own = told["event"], str(known.facts.get("user", ""))
    at, content = event.get("origin_server_ts"), event.get("content")
    if type(at) is not int or not is_plausible(at):
        return NO_TIME
    place = Place("matrix", str(told["room"]), str(told["title"]), "private" if told["is_direct"] else "chat")
    handle = _handle(str(event.get("sender", "")), str(told.get("name", "")), event, own)
    opened = _Event(event, content if type(content) is dict else {}, place, handle, Moment(at),
                    str(event.get("event_id", ""))[:LONGEST_ID], own)  # fmt: skip
    kind = event.get("type")
    if kind in ("m.room.message", "m.sticker"):
        return _message(opened, told)
    if kind == "m.room.redaction":
        return _redaction(opened, told)
    readers = {"m.reaction": _reaction, "m.room.member": _membership}
    reader = readers.get(str(kind))
    return reader(opened) if reader else ENCRYPTED if kind == "m.room.encrypted" else UNKNOWN


def _handle(user: str, name: str, event: Mapping[str, Any], own: str) -> Handle:
    content = event.get("content")
    is_notice = type(content) is dict and content.get("msgtype") == "m.notice"
    nature = Nature.BOT if is_notice or user == own else Nature.PERSON
    return Handle("matrix", user, name or user[1:].partition(":")[0], nature)


def _message(event: _Event, told: Mapping[str, Any]) -> Sighting | str:
    if not event.content:
        return REMOVED
    relates = _dict(event.content, "m.relates_to")
    content, number, at, edited = event.content, event.number, event.at, None
    if relates.get("rel_type") == "m.replace":
        target = _dict(told, "target")
        if target.get("sender") != event.told.get("sender"):
            return NOT_THEIRS
        content, number = _dict(event.content, "m.new_content"), str(relates.get("event_id", ""))[:LONGEST_ID]
        first = target.get("origin_server_ts")
        at, edited = Moment(first) if type(first) is int and is_plausible(first) else at, event.at
    thread, parent = _relations(relates)
    marks = (
        int(Mark.MEDIA) if content.get("msgtype") in _FILES or event.told.get("type") == "m.sticker" else 0
    )
    return Sighting(
        event.place, event.handle, Kind.MESSAGED, at, number, _words(content, is_answer=bool(parent)), edited,
        thread=thread, reply_to=parent, marks=marks,
    )  # fmt: skip


def _relations(relates: Mapping[str, Any]) -> tuple[str, str]:
    """Answer the thread an event belongs to and the event it answers."""
    parent = _text(_dict(relates, "m.in_reply_to"), "event_id")[:LONGEST_ID]
    if relates.get("rel_type") != "m.thread":
        return "", parent
    root = _text(relates, "event_id")[:LONGEST_ID]
    # Programs that know no threads show the latest event as answered; nobody answered it.
    return root, root if relates.get("is_falling_back") or not parent else parent


def _words(content: Mapping[str, Any], *, is_answer: bool) -> str:
    body = clean(_text(content, "body"), LONGEST_WORDS)
    if content.get("msgtype") in _FILES:
        named = _text(content, "filename")
        return body if named and named != body else ""
    if is_answer:
        body = _FALLBACK.sub("", body)
    return body.strip()


def _reaction(event: _Event) -> Sighting | str:
    relates = _dict(event.content, "m.relates_to")
    target, sign = _text(relates, "event_id")[:LONGEST_ID], clean_name(_text(relates, "key"), 40)
    if not target:
        return REMOVED
    return Sighting(event.place, event.handle, Kind.REACTED, event.at, event.number, reply_to=target,
                    extra={"emoji": sign} if sign else None)  # fmt: skip


def _redaction(event: _Event, told: Mapping[str, Any]) -> Record | str:
    """Answer that a message was taken away, with the message as a fact without words: it may be news.

    What the homeserver shows no more may have been a message too.
    """
    target = _dict(told, "target")
    kind = target.get("type")
    if kind == "m.reaction":
        return UNREACTED
    if kind not in (None, "m.room.message", "m.sticker", "m.room.encrypted"):
        return UNKNOWN
    # Since version 11 of rooms it stands in the content.
    number = _text(target, "event_id") or _text(event.told, "redacts") or _text(event.content, "redacts")
    if not number:
        return UNKNOWN
    gone = Removal(event.place, number[:LONGEST_ID], event.at)
    at = target.get("origin_server_ts")
    if kind is None or type(at) is not int or not is_plausible(at):
        return Record(event.number, removals=(gone,))
    handle = _handle(_text(target, "sender"), _text(told, "target_name"), target, event.own)
    said = Sighting(event.place, handle, Kind.MESSAGED, Moment(at), gone.external_id, edited_at=event.at)
    return Record(event.number, (said,), removals=(gone,))


def _membership(event: _Event) -> Sighting | str:
    now, before = event.content.get("membership"), _dict(_dict(event.told, "unsigned"), "prev_content")
    who = _text(event.told, "state_key")
    was = before.get("membership", "leave")
    name = clean_name(_text(event.content, "displayname") or _text(before, "displayname"))
    is_self = who == event.handle.value
    handle = event.handle if is_self else Handle("matrix", who, name or who[1:].partition(":")[0])
    if now == was:
        return ONLY_PROFILE
    if now == "invite":
        return Sighting(event.place, event.handle, Kind.INVITED, event.at, event.number, target=handle)
    kinds = {"join": Kind.JOINED, "leave": Kind.LEFT, "ban": Kind.LEFT, "knock": Kind.APPLIED}
    kind = kinds.get(str(now))
    if (
        kind is None
        or (kind is Kind.LEFT and was not in ("join", "ban", "leave"))
        or (now == "leave" and was == "ban")
    ):
        return UNKNOWN
    extra = None if is_self else {"removed": True}
    return Sighting(event.place, handle, kind, event.at, event.number, extra=extra)


def _dict(told: Mapping[str, Any], name: str) -> dict[str, Any]:
    found = told.get(name)
    return found if type(found) is dict else {}


def _text(told: Mapping[str, Any], name: str) -> str:
    found = told.get(name)
    return found if type(found) is str else ""
