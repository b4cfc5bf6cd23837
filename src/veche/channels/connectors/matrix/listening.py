"""Listening: news by /sync, from the place in the stream where we were; what was before by /messages."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from veche.channels.connectors.matrix.calling import Matrix, part
from veche.channels.connectors.matrix.rooms import Rooms
from veche.channels.terms.live import LONGEST_SILENCE, Access, Cursor, Heard, Raw
from veche.kit.terms import Refusal

WAIT = LONGEST_SILENCE - 7
AT_ONCE, MOST_PAGES = 100, 500
KINDS = ("m.room.message", "m.sticker", "m.reaction", "m.room.member", "m.room.redaction", "m.room.encrypted")
_STATE = {
    "lazy_load_members": True,
    "include_redundant_members": True,
    "types": ["m.room.member", "m.room.name"],
}
_NOTHING: dict[str, Any] = {"not_types": ["*"]}


def _filter(limit: int) -> str:
    timeline = {"types": [*KINDS, "m.room.name"], "limit": limit, "lazy_load_members": True}
    return json.dumps(
        {"presence": _NOTHING, "account_data": _NOTHING,
         "room": {"timeline": timeline, "state": _STATE, "ephemeral": _NOTHING, "account_data": _NOTHING}}
    )  # fmt: skip


def listen(access: Access, cursor: Cursor) -> Iterator[Heard]:
    """Tell of events as they come; an account heard for the first time begins with the next one."""
    matrix = Matrix(access)
    rooms, own = Rooms(matrix), str(access.facts.get("user", ""))
    since = str(cursor.get("since", ""))
    while True:
        query = {"filter": _filter(AT_ONCE if since else 1), "timeout": str(int(WAIT * 1000) if since else 0)}
        told = matrix.ask("GET", "/sync", query=query | ({"since": since} if since else {}), wait=WAIT)
        joined, invited = _rooms(told, "join"), _rooms(told, "invite")
        raws = tuple(_raws(matrix, rooms, joined, since)) if since else ()
        _accept(access, matrix, invited, own)
        since = str(told.get("next_batch") or since)
        yield Heard(raws, {"since": since})


def _rooms(told: Mapping[str, Any], how: str) -> dict[str, Any]:
    rooms = told.get("rooms")
    found = rooms.get(how) if type(rooms) is dict else None
    return found if type(found) is dict else {}


def _raws(matrix: Matrix, rooms: Rooms, joined: Mapping[str, Any], since: str) -> Iterator[Raw]:
    for key, told in joined.items():
        for event in _events(told, "state"):
            rooms.learn(key, event)
        timeline = told.get("timeline") or {}
        events = _events(told, "timeline")
        if timeline.get("limited") and timeline.get("prev_batch"):
            # More has happened than is told at once: the rest lies between there and where we were.
            events = [*_between(matrix, key, str(timeline["prev_batch"]), since), *events]
        for event in events:
            rooms.learn(key, event)
            if event.get("type") in KINDS:
                yield raw_of(matrix, rooms, key, event)


def _events(told: Any, name: str) -> list[dict[str, Any]]:
    part_of = told.get(name) if type(told) is dict else None
    found = part_of.get("events") if type(part_of) is dict else None
    return [event for event in found if type(event) is dict] if type(found) is list else []


def _between(matrix: Matrix, key: str, start: str, end: str) -> list[dict[str, Any]]:
    """Answer the events between two places of the stream, in their order; bounded."""
    found: list[dict[str, Any]] = []
    for _ in range(MOST_PAGES):
        events, following = _page(matrix, key, start, end)
        found += events
        if not following or following == start or not events:
            break
        start = following
    return found[::-1]


def _page(matrix: Matrix, key: str, start: str, end: str = "") -> tuple[list[dict[str, Any]], str]:
    """Answer a page of a room's events backwards, and where the next begins."""
    query = {"dir": "b", "limit": str(AT_ONCE), "filter": json.dumps({"types": list(KINDS)})}
    query |= ({"from": start} if start else {}) | ({"to": end} if end else {})
    told = matrix.ask("GET", f"/rooms/{part(key)}/messages", query=query)
    chunk = told.get("chunk")
    events = [event for event in chunk if type(event) is dict] if type(chunk) is list else []
    return events, str(told.get("end") or "")


def raw_of(matrix: Matrix, rooms: Rooms, key: str, event: Mapping[str, Any]) -> Raw:
    """Answer the envelope of an event, with what only the homeserver can add to it.

    An edit is somebody's own only where the server says that they wrote the first wording: anybody
    may claim to replace anything. What a redaction emptied is told with whose it was.
    """
    room, sender = rooms.room(key), str(event.get("sender", ""))
    kept: dict[str, Any] = {
        "room": key, "title": room.title, "is_direct": room.is_direct, "event": dict(event),
        "name": rooms.name(key, sender) if sender else "",
    }  # fmt: skip
    target = _replaced(event) or _redacted(event)
    if target:
        kept["target"] = _bare(matrix.find(f"/rooms/{part(key)}/event/{part(target)}"))
        owner = str(kept["target"].get("sender", ""))
        kept["target_name"] = rooms.name(key, owner) if owner else ""
    payload = json.dumps(kept, ensure_ascii=False).encode("utf-8", "replace")
    return Raw(str(event.get("event_id", ""))[:240], payload, str(event.get("type", ""))[:40])


def _bare(event: Mapping[str, Any]) -> dict[str, Any]:
    return {name: event[name] for name in ("sender", "type", "event_id", "origin_server_ts") if name in event}


def _replaced(event: Mapping[str, Any]) -> str:
    content = event.get("content")
    told = content.get("m.relates_to") if type(content) is dict else None
    is_edit = type(told) is dict and told.get("rel_type") == "m.replace"
    return str(told.get("event_id") or "") if is_edit and told else ""


def _redacted(event: Mapping[str, Any]) -> str:
    if event.get("type") != "m.room.redaction":
        return ""
    content = event.get("content")
    inner = content.get("redacts") if type(content) is dict else ""  # since version 11 of rooms
    return str(event.get("redacts") or inner or "")


def _accept(access: Access, matrix: Matrix, invited: Mapping[str, Any], own: str) -> None:
    """Go into the rooms that the bot is invited to, as far as that is wanted."""
    wanted = access.settings.get("invites") or "own"
    for key, told in list(invited.items())[:20]:
        states = _events(told, "invite_state")
        hosts = {str(one.get("sender", "")) for one in states if one.get("state_key") == own and own}
        is_own = bool(hosts) and all(host.partition(":")[2] == own.partition(":")[2] for host in hosts)
        if wanted == "all" or (wanted == "own" and is_own):
            try:
                matrix.ask("POST", f"/join/{part(key)}", {})
            except Refusal:
                continue  # taken back, or its server is gone: no reason to hear nothing else


def backfill(access: Access, cursor: Cursor) -> Iterator[Heard]:
    """Tell of what was said in the rooms before, page by page backwards, until there is no more."""
    matrix = Matrix(access)
    rooms, at = Rooms(matrix), {str(key): str(value) for key, value in cursor.items()}
    for key in joined_rooms(matrix):
        while at.get(key) != "end":
            events, following = _page(matrix, key, at.get(key, ""))
            raws = tuple(raw_of(matrix, rooms, key, event) for event in events if event.get("event_id"))
            at[key] = following if following and following != at.get(key) else "end"
            yield Heard(raws, dict(at))


def joined_rooms(matrix: Matrix) -> list[str]:
    """Answer the rooms that the account is in."""
    found = matrix.ask("GET", "/joined_rooms").get("joined_rooms")
    return sorted(key for key in found if type(key) is str) if type(found) is list else []
