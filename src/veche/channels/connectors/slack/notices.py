"""Notices: what Slack itself writes into a room: who came, went, pinned, called."""

from collections.abc import Callable, Iterator
from typing import Any

from veche.channels.connectors.slack.lines import Line
from veche.channels.connectors.slack.messages import NOBODY
from veche.channels.connectors.slack.people import People
from veche.channels.connectors.slack.stamps import stamp_of
from veche.channels.terms import Record
from veche.kit.terms import N_
from veche.kit.text import clean_name
from veche.ledger.terms import Handle, Kind, Sighting

CHANGED = N_("It says how the channel was changed: nothing that a person did to another.")
DELETED = N_("It was deleted in Slack.")
PROGRAM = N_("It says how a program was set up.")
REPEATED = N_("It says once more what another message says.")
MOST_CALLERS = 1_000
UNKNOWN = N_("It is a message of Slack of a kind we do not know yet.")
# What somebody said, whatever Slack calls it.
SAID = frozenset(
    ("bot_message", "me_message", "thread_broadcast", "file_share", "file_comment",
     "slackbot_response", "document_comment_root", "ai_app_message", "assistant_message"),
)  # fmt: skip
_ROOMS = ("channel", "group", "mpim", "im")
_CHANGES = (
    "topic", "purpose", "name", "archive", "unarchive", "convert_to_private", "convert_to_public",
    "posting_permissions", "retention", "canvas_updated", "created", "rename", "tabs_updated",
)  # fmt: skip
_SKIPPED = {
    CHANGED: (
        *(f"{room}_{change}" for room in _ROOMS for change in _CHANGES), "unpinned_item",
        "tabbed_canvas_updated", "canvas_updated", "list_updated", "sh_room_shared",
        "file_mention", "document_mention",
    ),
    DELETED: ("tombstone", "message_deleted", "ekm_access_denied", "file_tombstone"),
    PROGRAM: (
        "bot_add", "bot_remove", "bot_enable", "bot_disable", "app_conversation_join",
        "app_conversation_leave", "add_bot", "assistant_app_thread", "reminder_add",
        "reminder_delete", "unfurl", "app_installed",
    ),
    REPEATED: (
        "message_replied", "reply_broadcast", "welcome_party", "joiner_notification",
        "joiner_notification_for_inviter", "channel_join_summary",
    ),
}  # fmt: skip
_REASONS = {subtype: reason for reason, subtypes in _SKIPPED.items() for subtype in subtypes}
_Seen = Iterator[Sighting]


def read_notice(line: Line) -> Record:
    """Answer what a notice says, or the reason why nothing is kept of it."""
    message, room = line.message, line.room
    subtype = message.get("subtype")
    translate = _ACTIONS.get(subtype) if type(subtype) is str else None
    if translate is None:
        return _skipped(subtype, line.where)
    who = line.people.find(message.get("user"), message.get("user_profile"))
    if who is None:
        return Record(line.where, (), NOBODY)
    seen = Sighting(room.place, who, Kind.JOINED, line.at, room.id_of(line.stamp), thread=room.thread)
    return Record(line.where, tuple(translate(line.people, message, seen)))


def _skipped(subtype: Any, where: str) -> Record:
    reason = _REASONS.get(subtype, UNKNOWN) if type(subtype) is str else UNKNOWN
    named = f"{where} {clean_name(subtype, 40)}" if reason is UNKNOWN and type(subtype) is str else where
    return Record(named.strip(), (), reason)


def _came(people: People, message: dict[str, Any], seen: Sighting) -> _Seen:
    inviter: Handle | None = people.find(message.get("inviter"))
    yield seen
    if inviter is not None and inviter.value != seen.handle.value:
        part = f"{seen.external_id}/invited"
        yield seen._replace(kind=Kind.INVITED, handle=inviter, external_id=part, target=seen.handle)


def _left(_: People, __: dict[str, Any], seen: Sighting) -> _Seen:
    yield seen._replace(kind=Kind.LEFT)


def _pinned(_: People, message: dict[str, Any], seen: Sighting) -> _Seen:
    item = message.get("item")
    stamp = stamp_of(item.get("ts")) if type(item) is dict else ""
    root = seen.external_id.rpartition("/")[0]
    yield seen._replace(kind=Kind.PINNED, reply_to=f"{root}/{stamp}" if root and stamp else stamp)


def _called(people: People, message: dict[str, Any], seen: Sighting) -> _Seen:
    """Answer who opened a huddle or a call and who came, and how long it took where that is told."""
    call = message["room"] if type(message.get("room")) is dict else {}
    began, ended = call.get("date_start"), call.get("date_end")
    extra = None
    if type(began) is int and type(ended) is int and 0 < began < ended < 1 << 40:
        extra = {"seconds": ended - began}
    host = people.find(call.get("created_by")) or seen.handle
    yield seen._replace(kind=Kind.CALLED, handle=host, extra=extra)
    came = call.get("participant_history")
    for number in dict.fromkeys(came[:MOST_CALLERS] if type(came) is list else ()):
        guest = people.find(number)
        if guest is not None and guest.value != host.value:
            part = f"{seen.external_id}/called/{guest.value}"
            yield seen._replace(kind=Kind.CALLED, handle=guest, external_id=part)


_ACTIONS: dict[str, Callable[[People, dict[str, Any], Sighting], _Seen]] = {
    **{f"{room}_join": _came for room in _ROOMS},
    **{f"{room}_leave": _left for room in _ROOMS},
    "pinned_item": _pinned,
    "huddle_thread": _called,
    "sh_room_created": _called,
}
