"""Reading: every message of every room of an export as a record, then the members of the workspace."""

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

from veche.channels.connectors.slack.layouts import Layout, Role, layout_of, path_of
from veche.channels.connectors.slack.lines import Line
from veche.channels.connectors.slack.messages import read_message
from veche.channels.connectors.slack.notices import SAID, read_notice
from veche.channels.connectors.slack.people import People, listed
from veche.channels.connectors.slack.rooms import Room, Rooms
from veche.channels.connectors.slack.stamps import moment_of, stamp_of
from veche.channels.terms import Answers, Question, Record, Surroundings
from veche.kit.files import Member, Source
from veche.kit.json_arrays import JsonArray, read_arrays
from veche.kit.terms import N_, Refusal
from veche.kit.text import clean_name

BROKEN = N_("It is not built as a message of Slack is.")
NO_STAMP = N_("It has no time.")
NO_MESSAGES = N_("This file of the export holds no messages.")
_ROOM = N_("Which channel is it from?")
_ROOM_HELP = N_("The file does not say it. Messages of the same channel belong under the same name.")
# Where lists of accounts and of rooms stand in answers of the web API.
_LISTS = ("members", "users", "channels")
_DUMPED_REPLIES = "slackdump_thread_replies"


def questions(source: Source, surroundings: Surroundings) -> tuple[Question, ...]:
    """Ask for the channel of a file that stands alone and does not name it."""
    layout = layout_of(source)
    if not any(_asks(source, member, role) for member, role in layout.talks):
        return ()
    guess = clean_name(surroundings.file_name or source.name).rpartition("/")[2].partition(".")[0]
    return (Question("room", _ROOM, guess=guess or "slack", help=_ROOM_HELP),)


def read(source: Source, answers: Answers, surroundings: Surroundings) -> Iterator[Record]:
    """Answer every message of the upload, then its members; refuses damaged files with the place."""
    layout = layout_of(source)
    reader = _Reader(source, layout, answers.get("room", ""), surroundings.language)
    for member in layout.others:
        yield Record(clean_name(member.name) or "#", (), NO_MESSAGES)
    roles = dict(layout.talks)
    for member, file in source.each(roles):
        with _placed(member, source):
            yield from reader.records(member, file, roles[member])
    for member, file in source.each(layout.people):
        with _placed(member, source):
            for array in read_arrays(file, *_LISTS):
                yield from listed(array.elements, surroundings.language)


def _people_of(source: Source, layout: Layout) -> People:
    people = People()
    for member, file in source.each(layout.people):
        with _placed(member, source):
            for array in read_arrays(file, *_LISTS):
                people.note(array.elements)
    return people


def _rooms_of(source: Source, layout: Layout, language: str) -> Rooms:
    rooms = Rooms(language)
    for member, file in source.each(layout.rooms):
        with _placed(member, source):
            for array in read_arrays(file, *_LISTS):
                rooms.note(array.elements, path_of(member))
    return rooms


@contextmanager
def _placed(member: Member, source: Source) -> Iterator[None]:
    """Name the member beside the byte in what is said of a damaged file."""
    try:
        yield
    except Refusal as refusal:
        if source.form != "zip":
            raise
        name = clean_name(member.name)
        found = [
            r if name in r.place else dataclasses.replace(r, place=f"{name}: {r.place}".rstrip(": "))
            for r in refusal.reasons
        ]
        raise Refusal(*found) from refusal


def _asks(source: Source, member: Member, role: Role) -> bool:
    """Tell whether nothing says which room a file is of: no folder of days, no head around the messages."""
    if role is Role.DAY:
        return "/" not in path_of(member)
    with source.open(member) as file:
        for array in read_arrays(file, "messages"):
            return not _named(array.context)
    return True


def _named(context: dict[str, Any]) -> str:
    names = (context.get("channel_id"), context.get("channel"), context.get("name"))
    return next((clean_name(name) for name in names if type(name) is str and name.strip()), "")


class _Reader:
    """Reads the files with messages, one after another, into records."""

    def __init__(self, source: Source, layout: Layout, answer: str, language: str) -> None:
        self.source, self.answer = source, answer
        self.people = _people_of(source, layout)
        self.rooms = _rooms_of(source, layout, language)

    def records(self, member: Member, file: BinaryIO, role: Role) -> Iterator[Record]:
        """Answer every message of one file."""
        found = False
        for array in read_arrays(file, "messages"):
            if role is Role.DAY and array.key:
                continue
            found = True
            room = self._room(array, member, role)
            prefix = f"{room.key}/" if self.source.form == "zip" else ""
            for place, message in enumerate(array.elements, 1):
                yield self._record(room, message, f"{prefix}#{place}", prefix)
                if type(message) is dict and type(replies := message.get(_DUMPED_REPLIES)) is list:
                    for number, reply in enumerate(replies, 1):
                        yield self._record(room, reply, f"{prefix}#{place}/{number}", prefix)
        if not found:
            yield Record(clean_name(member.name) or "#", (), NO_MESSAGES)

    def _room(self, array: JsonArray, member: Member, role: Role) -> Room:
        root, _, folder = path_of(member).rpartition("/")[0].rpartition("/")
        if role is Role.DAY:
            return self.rooms.room(folder or self.answer or "slack", root)
        name, number = array.context.get("name"), array.context.get("channel_id")
        if type(name) is str and type(number) is str:
            self.rooms.note([{"id": number, "name": name}], "")
        return self.rooms.room(_named(array.context) or self.answer or folder or "slack")

    def _record(self, room: Room, message: Any, place: str, prefix: str) -> Record:
        if type(message) is not dict:
            return Record(place, (), BROKEN)
        if message.get("subtype") == "message_changed" and type(message.get("message")) is dict:
            message = message["message"]
        stamp = stamp_of(message.get("ts"))
        at = moment_of(stamp)
        if at is None:
            return Record(place, (), NO_STAMP)
        line = Line(room, self.people, message, stamp, at, f"{prefix}{stamp}")
        try:
            return record_of(line)
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
            return Record(line.where, (), BROKEN)


def record_of(line: Line) -> Record:
    """Answer what one message says; raises where it is not built as one."""
    if line.message.get("type", "message") != "message":
        return Record(line.where, (), BROKEN)
    subtype = line.message.get("subtype")
    if subtype is None or (type(subtype) is str and subtype in SAID):
        return read_message(line)
    return read_notice(line)
