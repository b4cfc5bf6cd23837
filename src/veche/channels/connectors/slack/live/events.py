"""Events: an envelope of Slack as records, under the same ids as the export's messages.

Formats: <https://docs.slack.dev/reference/events>; pages of history are those of the web API.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

import orjson

from veche.channels.connectors.slack.emoji import sign_of
from veche.channels.connectors.slack.lines import Line
from veche.channels.connectors.slack.messages import NOBODY
from veche.channels.connectors.slack.notices import CHANGED, PROGRAM, REPEATED
from veche.channels.connectors.slack.people import People, listed
from veche.channels.connectors.slack.reading import NO_STAMP, record_of
from veche.channels.connectors.slack.rooms import Room, Rooms
from veche.channels.connectors.slack.stamps import moment_of, stamp_of
from veche.channels.terms import Record
from veche.channels.terms.live import Known, Raw
from veche.kit.terms import N_
from veche.kit.text import clean_name
from veche.ledger.terms import Kind, Removal, Sighting

NO_ROOM = N_("It does not say which channel it is of.")
TAKEN_BACK = N_("It takes a reaction back.")
NOT_A_MESSAGE = N_("It is about a file, not about a message.")
NO_MEMBER = N_("It is about a bot or a closed account, or does not say since when.")
WORKSPACE = N_("It says how the workspace was changed: nothing that a person did to another.")
UNKNOWN = N_("It is an event of a kind we do not know yet.")
_LONGEST_PART = 60
_DIRECT = frozenset(("im", "mpim"))
_SKIPPED = {
    TAKEN_BACK: ("reaction_removed",),
    CHANGED: (
        "channel_archive", "channel_created", "channel_deleted", "channel_history_changed", "channel_left",
        "channel_id_changed", "channel_rename", "channel_shared", "channel_unarchive", "channel_unshared",
        "group_archive", "group_close", "group_deleted", "group_history_changed", "group_left", "group_open",
        "group_rename", "group_unarchive", "im_close", "im_created", "im_history_changed", "im_open",
        "pin_removed",
    ),
    PROGRAM: (
        "app_home_opened", "app_rate_limited", "app_requested", "app_uninstalled", "resources_added",
        "resources_removed", "scope_denied", "scope_granted", "team_access_granted", "team_access_revoked",
        "tokens_revoked", "user_resource_denied", "user_resource_granted", "user_resource_removed",
        "workflow_deleted", "workflow_published", "workflow_step_deleted", "workflow_step_execute",
        "workflow_unpublished", "assistant_thread_started", "assistant_thread_context_changed",
        "function_executed", "goodbye", "link_shared",
    ),
    WORKSPACE: (
        "call_rejected", "dnd_updated", "dnd_updated_user", "email_domain_changed", "emoji_changed",
        "file_change", "file_created", "file_deleted", "file_public", "file_shared", "file_unshared",
        "grid_migration_finished", "grid_migration_started", "invite_requested", "star_added",
        "star_removed", "subteam_created", "subteam_members_changed", "subteam_self_added",
        "subteam_self_removed", "subteam_updated", "team_domain_change", "team_rename",
        "user_huddle_changed", "user_profile_changed", "user_status_changed",
    ),
}  # fmt: skip
_REASONS = {kind: reason for reason, kinds in _SKIPPED.items() for kind in kinds}


class _Told(NamedTuple):
    """An event with what is known around it."""

    event: dict[str, Any]
    rooms: Rooms
    people: People
    known: Known


def read(raw: Raw, known: Known) -> Iterator[Record]:
    """Answer what an envelope says: an event, a page of history, a page of members."""
    told = orjson.loads(raw.payload)
    if raw.kind == "members":
        yield from listed(told["members"], known.language)
        return
    rooms, people = Rooms(known.language), People()
    rooms.note(known.facts.get("rooms", ()), "")
    rooms.note([told.get("room")], "")
    people.note(told.get("members", ()))
    if raw.kind == "history":
        yield from _history(told, rooms, people)
        return
    event = told["event"]
    kind = str(event["type"])
    translate = _ACTIONS.get(kind)
    if translate is None:
        reason = _REASONS.get(kind, UNKNOWN)
        yield Record(clean_name(kind, 60) or "#", (), reason)
        return
    yield from translate(_Told(event, rooms, people, known))


def _history(told: dict[str, Any], rooms: Rooms, people: People) -> Iterator[Record]:
    room = _room_of(rooms, told["room"]["id"])
    for message in told["messages"]:
        yield _message(room, people, message)


def _room_of(rooms: Rooms, number: Any, form: Any = "") -> Room | None:
    """Answer the room of this number; one that nobody has listed yet is called by its number."""
    if type(number) is not str or not number:
        return None
    if form in _DIRECT or ("*", number) not in rooms.known:
        is_direct = form in _DIRECT or number[0] == "D"
        rooms.note([{"id": number, "name": "", "is_im": is_direct}], "")
    return rooms.room(number)


def _message(room: Room | None, people: People, message: dict[str, Any]) -> Record:
    if room is None:
        return Record("message", (), NO_ROOM)
    stamp = stamp_of(message.get("ts"))
    at = moment_of(stamp)
    where = f"{room.key}/{stamp}"
    if at is None:
        return Record(where, (), NO_STAMP)
    # Slack's own samples and some programs write an empty text where there is no subtype.
    plain = {k: v for k, v in message.items() if k != "subtype" or v}
    return record_of(Line(room, people, plain, stamp, at, where))


def _said(told: _Told) -> Iterator[Record]:
    event = told.event
    room = _room_of(told.rooms, event.get("channel"), event.get("channel_type"))
    subtype = event.get("subtype")
    inner = event.get("message") if subtype == "message_changed" else event
    if subtype == "message_deleted":
        yield _deleted(room, event, event.get("deleted_ts"))
    elif type(inner) is not dict or subtype == "message_replied":
        yield Record(_where(room, event), (), REPEATED)
    elif subtype == "message_changed" and inner.get("subtype") == "tombstone":
        # What others have answered in a thread leaves its place behind.
        yield _deleted(room, event, inner.get("ts"))
    else:
        # A mention of the app comes as an event of its own and as the message it stands in: one fact.
        yield _message(room, told.people, {**inner, "type": "message"})


def _deleted(room: Room | None, event: dict[str, Any], stamp: Any) -> Record:
    """Answer that a message is gone; Slack does not say who took it away."""
    where, gone = _where(room, event), stamp_of(stamp)
    if room is None or not gone:
        return Record(where, (), NO_STAMP if room else NO_ROOM)
    at = moment_of(event.get("event_ts")) or moment_of(event.get("ts"))
    return Record(where, removals=(Removal(room.place, room.id_of(gone), at),))


def _reacted(told: _Told) -> Iterator[Record]:
    item = told.event["item"]
    room = _room_of(told.rooms, item.get("channel"))
    stamp, at = stamp_of(item.get("ts")), moment_of(told.event.get("event_ts"))
    who, name = told.people.find(told.event.get("user")), told.event.get("reaction")
    where = f"{_where(room, item)}/reaction"
    if item.get("type") != "message" or room is None or not stamp:
        yield Record(where, (), NOT_A_MESSAGE if room or not item.get("channel") else NO_ROOM)
    elif who is None or type(name) is not str or not name:
        yield Record(where, (), NOBODY)
    elif at is None:
        yield Record(where, (), NO_STAMP)
    else:
        parent = room.id_of(stamp)
        key = f"{parent}/reaction/{who.value}/{clean_name(name, _LONGEST_PART)}"
        yield Record(
            where,
            (Sighting(room.place, who, Kind.REACTED, at, key, thread=room.thread, reply_to=parent,
                      extra={"emoji": sign_of(name)}),),
        )  # fmt: skip


def _pinned(told: _Told) -> Iterator[Record]:
    item = told.event["item"]
    room = _room_of(told.rooms, told.event.get("channel_id") or item.get("channel"))
    message = item.get("message")
    stamp = stamp_of(message.get("ts")) if type(message) is dict else ""
    who, at = told.people.find(told.event.get("user")), moment_of(told.event.get("event_ts"))
    where = f"{_where(room, told.event)}/pinned"
    if room is None or not stamp:
        yield Record(where, (), NOT_A_MESSAGE if room else NO_ROOM)
    elif who is None or at is None:
        yield Record(where, (), NOBODY if at else NO_STAMP)
    else:
        parent = room.id_of(stamp)
        seen = Sighting(room.place, who, Kind.PINNED, at, f"{parent}/pinned", thread=room.thread)
        yield Record(where, (seen._replace(reply_to=parent),))


def _came_or_left(told: _Told) -> Iterator[Record]:
    """Answer who came or left where Slack shows no note of it in the channel.

    Where it does, the note is the fact: exports hold it too, under the same stamp. The event says the
    same at a stamp that is a little different.
    """
    event = told.event
    room = _room_of(told.rooms, event.get("channel"))
    who, at = told.people.find(event.get("user")), moment_of(event.get("event_ts"))
    where = f"{_where(room, event)}/{event.get('user')}"
    if told.known.facts.get("joins") != "hidden":
        yield Record(where, (), REPEATED)
    elif room is None:
        yield Record(where, (), NO_ROOM)
    elif who is None:
        yield Record(where, (), NOBODY)
    elif at is None:
        yield Record(where, (), NO_STAMP)
    else:
        kind = Kind.JOINED if event["type"] == "member_joined_channel" else Kind.LEFT
        yield Record(where, _with_inviter(told, Sighting(
            room.place, who, kind, at, room.id_of(stamp_of(event["event_ts"])), thread=room.thread,
        )))  # fmt: skip


def _with_inviter(told: _Told, seen: Sighting) -> tuple[Sighting, ...]:
    inviter = told.people.find(told.event.get("inviter"))
    if inviter is None or inviter.value == seen.handle.value:
        return (seen,)
    part = f"{seen.external_id}/invited"
    return seen, seen._replace(kind=Kind.INVITED, handle=inviter, external_id=part, target=seen.handle)


def _member(told: _Told) -> Iterator[Record]:
    """A new account and a changed one: who it is now, as a list of members says it."""
    user = told.event["user"]
    found = tuple(listed([user], told.known.language))
    if not found:
        number = user.get("id") if type(user) is dict else ""
        yield Record(clean_name(str(number), 60) or "#", (), NO_MEMBER)
    yield from found


def _where(room: Room | None, event: dict[str, Any]) -> str:
    stamp = stamp_of(event.get("ts")) or stamp_of(event.get("event_ts"))
    return f"{room.key if room else '#'}/{stamp}"


_ACTIONS: dict[str, Callable[[_Told], Iterable[Record]]] = {
    "message": _said,
    "app_mention": _said,
    "reaction_added": _reacted,
    "pin_added": _pinned,
    "member_joined_channel": _came_or_left,
    "member_left_channel": _came_or_left,
    "team_join": _member,
    "user_change": _member,
}
