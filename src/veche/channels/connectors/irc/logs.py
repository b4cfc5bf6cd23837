"""Logs: what the beginning of a file and its name say of a log: whether it is one, of which room and day."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from random import Random

from veche.channels.connectors.irc.deeds import Deed, What, is_telling, read_deed
from veche.channels.connectors.irc.stamps import Stamp, day_in_name, is_header, read_day, read_stamp
from veche.channels.connectors.irc.texts import LONGEST_LINE, Text
from veche.channels.terms import Understanding
from veche.kit.files import Member, Source
from veche.kit.text import clean_name

LINES_TRIED, MEMBERS_TRIED = 400, 60
LEAST_SHARE = 0.6
LONGEST_ROOM = 60
_ROOM_IN_NAME = re.compile(r"[#&][^\s/\\:,\x07]{1,80}")
_ROOM_IN_HEADER = re.compile(
    r"(?:Session Ident|Now talking (?:in|on)|Log (?:of|for)|Topic for|mode/)[: ]*([#&][^\s,:\[\]()]{1,60})",
    re.I,
)
# What tells WeeChat's columns from any table with a date, a name and a text.
_COLUMN_SIGN = re.compile(r"\t *(?:-->|<--|--|\*|=!=|[@+%&~!][^\s\t]+) *\t")
_TAIL = re.compile(
    r"(?:[-_.]?(?:(?:19|20)\d\d[-_.]?[01]\d[-_.]?[0-3]\d|[0-3]\d[-_.][01]\d[-_.](?:19|20)\d\d))"
    r"|\.(?:log|txt|weechatlog|irclog|raw|gz|old|zip|\d{1,3})$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line, understood: its clock, the day it says, or the deed it tells."""

    stamp: Stamp | None
    deed: Deed
    day: tuple[date, str] | None = None


@dataclass(frozen=True, slots=True)
class Log:
    """What is known of a log before it is read."""

    is_log: bool
    room: str = ""  # with its sign, as it is written
    day: date | None = None
    lacks_day: bool = False
    lacks_zone: bool = False
    first: Stamp | None = None


def read_line(text: str) -> Line:
    """Answer what one line of a log says."""
    stamped = read_stamp(text)
    if stamped is None:
        found = read_day(text)
        if found or (is_header(text) and not text.startswith(("*** ", "=== "))):
            return Line(None, Deed(What.NOTE), found)
        return Line(None, read_deed(text))
    stamp, rest, has_tab = stamped
    if not stamp.year and rest.startswith("--- ") and (found := read_day(rest)):
        return Line(stamp, Deed(What.NOTE), found)
    return Line(stamp, read_deed(rest, has_tab=has_tab))


def look_at(name: str, sample: Sequence[str]) -> Log:
    """Answer what a file is by its first lines and its name."""
    lines = [read_line(line[:LONGEST_LINE]) for line in sample if line.strip()][:LINES_TRIED]
    if not _is_log(lines) or _is_table(name, sample, lines):
        return Log(False)
    stamps = [line.stamp for line in lines if line.stamp]
    dated = next((n for n, line in enumerate(lines) if line.day), len(lines))
    bare = next((n for n, line in enumerate(lines) if line.stamp and _is_bare(line.stamp)), len(lines))
    day = day_in_name(name)
    return Log(
        is_log=True,
        room=_room(name, sample, lines),
        day=day,
        lacks_day=day is None and bare < dated,
        lacks_zone=any(stamp.offset is None and not stamp.unix for stamp in stamps) or not stamps,
        first=stamps[0] if stamps else None,
    )


def _is_bare(stamp: Stamp) -> bool:
    return not stamp.year and not stamp.unix


def _is_log(lines: list[Line]) -> bool:
    """Tell a log by what most of its lines are: deeds with a clock, or under a day."""
    known = sum(line.deed.what is not What.UNKNOWN for line in lines)
    telling = sum(is_telling(line.deed) and (line.stamp is not None or _is_sentence(line)) for line in lines)
    has_clock = any(line.stamp or line.day for line in lines)
    typical = any(_is_typical(line.deed) for line in lines if line.stamp or line.day is None)
    return bool(telling and has_clock and typical and known >= LEAST_SHARE * len(lines))


def _is_table(name: str, sample: Sequence[str], lines: list[Line]) -> bool:
    """Tell a table with a date, a name and a text from WeeChat's columns, which have signs of their own."""
    if any(_is_typical(line.deed) and line.deed.what is not What.SAID for line in lines) or room_in_name(
        name
    ):
        return False
    columns = [line for line in sample[:LINES_TRIED] if line.count("\t") >= 2]
    return len(columns) * 2 > len(lines) and not any(map(_COLUMN_SIGN.search, columns))


def _is_sentence(line: Line) -> bool:
    return line.deed.what not in (What.SAID, What.ACTED, What.NOTICED)


def _is_typical(deed: Deed) -> bool:
    return deed.what not in (What.UNKNOWN, What.NOTE, What.ACTED, What.NOTICED)


def _room(name: str, sample: Sequence[str], lines: list[Line]) -> str:
    """Answer the channel of a log: what most of its lines name, else what the file is called."""
    rooms = Counter(line.deed.room for line in lines if line.deed.room and line.deed.room[0] in "#&")
    for line in sample[:LINES_TRIED]:
        if found := _ROOM_IN_HEADER.search(line[:300]):
            rooms[found[1]] += 3
    if rooms:
        return clean_name(max(rooms, key=lambda room: rooms[room]), LONGEST_ROOM).rstrip(".")
    return room_in_name(name)


def room_in_name(name: str) -> str:
    """Answer the channel in the name of a file or of its folders.

    As in «#chan_20121017.log», «irc.libera.#chan.weechatlog», «libera/#chan/2012-10-17.log».
    """
    for part in reversed(PurePosixPath(name.replace("\\", "/")).parts):
        if found := _ROOM_IN_NAME.search(part):
            return clean_name(without_tail(found[0]), LONGEST_ROOM)
    return ""


def without_tail(name: str) -> str:
    """Answer a file's name without its day and its ending."""
    shorter = _TAIL.sub("", name)
    while shorter != name and shorter.strip("#&"):
        name, shorter = shorter, _TAIL.sub("", shorter)
    return name.rstrip("-_. ")


def recognise(source: Source) -> Understanding:
    """Tell logs by their lines; of an archive most files have to be some."""
    looks = [log.is_log for _, log in looked_into(source)]
    if sum(looks) * 2 > len(looks):
        return Understanding.YES
    return Understanding.MAYBE if any(looks) else Understanding.NO


def looked_into(source: Source) -> Iterator[tuple[Member, Log]]:
    """Look into the members of an upload; of very many into some, drawn the same way each time.

    Drawn, not every second or third: logs and what stands beside them often take turns.
    """
    members = list(source.members)
    if len(members) > MEMBERS_TRIED:
        places = sorted(Random(len(members)).sample(range(len(members)), MEMBERS_TRIED))  # noqa: S311
        members = [members[place] for place in places]
    for member, file in source.each(members):
        if member.size:
            yield member, look_at(member.name, Text(file).sample())
