"""Layouts: which members of an upload are lists of people, lists of rooms, and days of talk."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from veche.channels.connectors.slack.stamps import is_stamp
from veche.channels.rules.beginnings import beginning_of
from veche.channels.terms import Understanding
from veche.kit.files import SAMPLE, Member, Source

MOST_LOOKED_INTO = 2_000
_TRIED = 20
_DAY = re.compile(r".+/[0-9]{4}-[0-9]{2}-[0-9]{2}\.json", re.IGNORECASE | re.DOTALL)
_ACCOUNT = re.compile(r"[UW][A-Z0-9]{2,}")
_ROOM = re.compile(r"[CGD][A-Z0-9]{2,}")


class Role(StrEnum):
    """What a file of an export is for."""

    NONE = ""
    PEOPLE = "people"
    ROOMS = "rooms"
    DAY = "day"  # an array of messages
    HISTORY = "history"  # an answer of the web API, or a dump of one room


_LISTS = {
    "users.json": Role.PEOPLE, "org_users.json": Role.PEOPLE, "channels.json": Role.ROOMS,
    "groups.json": Role.ROOMS, "dms.json": Role.ROOMS, "mpims.json": Role.ROOMS,
}  # fmt: skip


@dataclass(slots=True)
class Layout:
    """The members of an upload by what they are for; `others` hold no messages."""

    people: list[Member] = field(default_factory=list)
    rooms: list[Member] = field(default_factory=list)
    talks: list[tuple[Member, Role]] = field(default_factory=list)
    others: list[Member] = field(default_factory=list)


def recognise(source: Source) -> Understanding:
    """Tell whether there is anything of Slack in the upload: messages, or its list of people or rooms."""
    pages = _pages(source)
    lists = [member for member in pages if _file_name(member) in _LISTS][:_TRIED]
    for _, sample in _samples(source, [*lists, *pages[:_TRIED]]):
        if role_of(sample):
            return Understanding.YES
    return Understanding.NO


def layout_of(source: Source) -> Layout:
    """Answer what each JSON file of the upload is for; days are told by name, the rest by content."""
    layout = Layout()
    unsure: list[Member] = []
    for member in _pages(source):
        if source.form == "zip" and _DAY.fullmatch(path_of(member)):
            layout.talks.append((member, Role.DAY))
        else:
            unsure.append(member)
    for member, sample in _samples(source, unsure[:MOST_LOOKED_INTO]):
        role = role_of(sample) or _LISTS.get(_file_name(member), Role.NONE)
        if role is Role.PEOPLE:
            layout.people.append(member)
        elif role is Role.ROOMS:
            layout.rooms.append(member)
        elif role:
            layout.talks.append((member, role))
        else:
            layout.others.append(member)
    layout.others += unsure[MOST_LOOKED_INTO:]
    return layout


def role_of(sample: bytes) -> Role:
    """Answer what a file is for by how it begins."""
    start = beginning_of(sample)
    if isinstance(start, list):
        return _role_of_list(start)
    if not isinstance(start, dict):
        return Role.NONE
    for key, role in (("members", Role.PEOPLE), ("channels", Role.ROOMS)):
        if _role_of_list(_list(start.get(key))) is role:
            return role
    messages = start.get("messages")
    if isinstance(messages, list) and (
        _role_of_list(messages) is Role.DAY or (not messages and _is_empty_answer(start))
    ):
        return Role.HISTORY
    return Role.NONE


def path_of(member: Member) -> str:
    """Answer where a member lies; some archivers write Windows' strokes."""
    return member.name.replace("\\", "/")


def _is_empty_answer(start: dict[str, Any]) -> bool:
    return start.get("ok") is True and "has_more" in start


def _role_of_list(items: list[Any]) -> Role:
    first = next((item for item in items if isinstance(item, dict)), {})
    if first.get("type") == "message" and is_stamp(first.get("ts")):
        return Role.DAY
    number = first.get("id")
    if not isinstance(number, str):
        return Role.NONE
    if _ACCOUNT.fullmatch(number) and ("profile" in first or "team_id" in first):
        return Role.PEOPLE
    if _ROOM.fullmatch(number) and ("created" in first or "members" in first or "is_channel" in first):
        return Role.ROOMS
    return Role.NONE


def _pages(source: Source) -> list[Member]:
    if source.form != "zip":
        return list(source.members)
    named = [member for member in source.members if member.name.lower().endswith(".json")]
    return named or list(source.members[:_TRIED])


def _samples(source: Source, members: Iterable[Member]) -> Iterator[tuple[Member, bytes]]:
    for member, file in source.each(members):
        yield member, file.read(SAMPLE)


def _file_name(member: Member) -> str:
    return path_of(member).rpartition("/")[2].lower()


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
