"""Hearing: letters as they come into a mailbox, by IDLE (RFC 2177) or by looking again and again.

A letter is known by its folder's UIDVALIDITY and its UID (RFC 9051, 2.3.1.1), which only grow. Where a
server numbers a folder anew, what came since two days before the last letter is heard once more.
"""

import imaplib
import re
import select
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from veche.channels.connectors.mail.boxes import MOST_KEPT
from veche.channels.connectors.mail.live.lines import mailbox
from veche.channels.terms.live import LONGEST_SILENCE, Access, Cursor, Heard, Raw
from veche.kit.terms import N_, Reason, Refusal, Trouble

if TYPE_CHECKING:
    from imap_tools import BaseMailBox

AT_ONCE = 20
MOST_BYTES = 8 * 1024**2
# How long one IDLE waits, and how often a folder without it is looked at, in seconds.
WAIT, LOOK = LONGEST_SILENCE - 5, 2.0
NO_FOLDER = N_("There is no folder {folder} in the mailbox.")
_DAY = "%Y-%m-%d"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_ARRIVED = re.compile(rb'\bINTERNALDATE "([^"]{10,40})"')


class Mark(NamedTuple):
    """How far a folder was heard: the numbering, the last number in it, the day of the last letter."""

    validity: int = 0
    uid: int = 0
    day: str = ""


class Folder(NamedTuple):
    """A folder as the server tells of it when it is opened."""

    name: str
    validity: int
    next_uid: int


def folders_of(access: Access) -> tuple[str, ...]:
    """Answer the folders to listen to: where letters come in, and where the sent ones lie."""
    told = (access.settings.get("folder", "") or "INBOX", access.settings.get("sent_folder", ""))
    return tuple(dict.fromkeys(name.strip() for name in told if name.strip()))


def open_folder(box: "BaseMailBox", name: str) -> Folder:
    """Open a folder without changing anything in it; refuses one that is not there."""
    from imap_tools.errors import MailboxFolderSelectError

    try:
        box.folder.set(name, readonly=True)
    except MailboxFolderSelectError as error:
        raise Refusal(Reason(NO_FOLDER, field="folder", values={"folder": name})) from error
    _told(box, "EXISTS")  # what is told from now on is news
    return Folder(name, _told(box, "UIDVALIDITY"), _told(box, "UIDNEXT"))


def _told(box: "BaseMailBox", what: str) -> int:
    found = box.client.response(what)[1]
    return int(found[-1]) if found and found[-1] else 0


def listen(access: Access, cursor: Cursor) -> Iterator[Heard]:
    """Tell of letters as they come; a mailbox heard for the first time begins with the next letter."""
    marks = marks_in(cursor)
    folders = folders_of(access)
    with mailbox(access) as box:
        while True:
            for name in reversed(folders):  # the one that letters come into last: IDLE stays in it
                folder = open_folder(box, name)
                for raws, mark in _news(box, folder, marks.get(name)):
                    marks[name] = mark
                    if raws:
                        yield Heard(raws, _cursor(marks))
            yield Heard((), _cursor(marks))
            _wait(box)


def _wait(box: "BaseMailBox") -> None:
    """Wait until something happens in the open folder, or for a while."""
    until = time.monotonic() + WAIT
    if "IDLE" not in box.client.capabilities:
        while time.monotonic() < until and not _has_news(box):
            time.sleep(LOOK)
            box.client.noop()
        return
    client: Any = box.client
    tag = client._command("IDLE")
    # What came between our last look and now is told before or with the server's «go on».
    while client._get_response() is not None:
        if client.tagged_commands.get(tag):
            raise Trouble("the mailbox refuses to wait (IDLE)")
    patience = client.sock.gettimeout()
    while (left := until - time.monotonic()) > 0 and not _has_news(box):
        if _comes(client, left):
            client.sock.settimeout(patience)
            client._get_response()
    client.sock.settimeout(patience)
    client.send(b"DONE\r\n")
    box.consume_until_tagged_response(tag)


def _has_news(box: "BaseMailBox") -> bool:
    """Tell whether the server has said of letters since the folder was opened."""
    return bool(box.client.untagged_responses.get("EXISTS"))


def _comes(client: Any, seconds: float) -> bool:
    """Tell whether a line has come, or the line's end, within so many seconds."""
    client.sock.settimeout(0)
    if _is_there(client):
        return True  # taken off the wire already, with what came before it
    waiting = select.poll()
    waiting.register(client.sock.fileno(), select.POLLIN)
    return bool(waiting.poll(seconds * 1000)) and _is_there(client, or_end=True)


def _is_there(client: Any, *, or_end: bool = False) -> bool:
    try:
        return bool(client.file.peek(1)) or or_end
    except OSError:
        return False  # so TLS says «not yet»


def _news(box: "BaseMailBox", folder: Folder, mark: Mark | None) -> Iterator[tuple[tuple[Raw, ...], Mark]]:
    """Answer what came into an open folder since, in small heaps, each with how far it was heard."""
    if mark is None:
        yield (), Mark(folder.validity, max(0, folder.next_uid - 1), _today())
        return
    if mark.validity == folder.validity:
        uids = _uids(box, f"UID {mark.uid + 1}:*", above=mark.uid)
    else:
        day = datetime.strptime(mark.day or _today(), _DAY).replace(tzinfo=UTC) - timedelta(days=2)
        uids = _uids(box, f"SINCE {day.day}-{_MONTHS[day.month - 1]}-{day.year}")
        mark = Mark(folder.validity, 0 if uids else max(0, folder.next_uid - 1), mark.day)
    for raws, uid, day_of_last in _heaps(box, folder, uids):
        mark = Mark(folder.validity, uid, max(mark.day, day_of_last))
        yield raws, mark
    yield (), mark


def _heaps(box: "BaseMailBox", folder: Folder, uids: list[int]) -> Iterator[tuple[tuple[Raw, ...], int, str]]:
    """Answer letters in heaps of bounded size, with the last number of each heap and its day."""
    heap: list[Raw] = []
    size, last, day = 0, 0, ""
    for uid in uids:
        letter = _fetched(box, uid)
        last = uid
        if letter is not None:
            arrived, payload = letter
            heap.append(Raw(f"{folder.name}/{folder.validity}/{uid}"[-240:], payload, "letter"))
            size, day = size + len(payload), max(day, arrived)
        if len(heap) >= AT_ONCE or size > MOST_BYTES:
            yield tuple(heap), last, day
            heap, size = [], 0
    if heap:
        yield tuple(heap), last, day


def _fetched(box: "BaseMailBox", uid: int) -> tuple[str, bytes] | None:
    """Answer a letter's day and its beginning, as long as words can be; None where it is gone by now."""
    kind, answers = box.client.uid("FETCH", str(uid), f"(UID INTERNALDATE BODY.PEEK[]<0.{MOST_KEPT}>)")
    if kind != "OK":
        raise Trouble(f"the mailbox does not give letter {uid}")
    for answer in answers:
        if isinstance(answer, tuple) and len(answer) > 1 and isinstance(answer[1], bytes):
            found = _ARRIVED.search(answer[0])
            return _day_of(found[1] if found else b""), answer[1]
    return None


def _day_of(told: bytes) -> str:
    try:
        return datetime.strptime(told.decode("ascii").strip()[:11].strip(), "%d-%b-%Y").strftime(_DAY)  # noqa: DTZ007
    except ValueError:
        return ""


def _uids(box: "BaseMailBox", criteria: str, above: int = 0) -> list[int]:
    """Answer the numbers that fit, growing. «5:*» names the last letter even where its number is 3."""
    kind, answers = box.client.uid("SEARCH", *criteria.split(" "))
    if kind != "OK":
        raise imaplib.IMAP4.error("the mailbox cannot be searched")
    found = b" ".join(answer for answer in answers if isinstance(answer, bytes)).split()
    return sorted({int(uid) for uid in found if uid.isdigit() and int(uid) > above})


def newest_uids(box: "BaseMailBox", most: int) -> list[int]:
    """Answer the numbers of the newest letters in the open folder, the newest first."""
    return _uids(box, "ALL")[: -most - 1 : -1]


def backfill(access: Access, cursor: Cursor) -> Iterator[Heard]:
    """Tell of the letters that lie in the folders, the newest first, until there are none."""
    with mailbox(access) as box:
        at = dict(cursor)
        for name in folders_of(access):
            folder = open_folder(box, name)
            told = at.get(name)
            before = told.get("uid") if isinstance(told, Mapping) else None
            if not isinstance(told, Mapping) or told.get("validity") != folder.validity:
                before = None
            uids = [uid for uid in _uids(box, "ALL") if before is None or uid < before]
            for raws, last, _ in _heaps(box, folder, uids[::-1]):
                at[name] = {"validity": folder.validity, "uid": last}
                yield Heard(raws, dict(at))


def marks_in(cursor: Cursor) -> dict[str, Mark]:
    """Answer how far each folder was heard, of what was kept."""
    return {
        name: Mark(int(told.get("validity", 0)), int(told.get("uid", 0)), str(told.get("day", "")))
        for name, told in cursor.items()
        if isinstance(told, Mapping)
    }


def _cursor(marks: Mapping[str, Mark]) -> Cursor:
    return {name: mark._asdict() for name, mark in marks.items()}


def _today() -> str:
    return datetime.now(UTC).strftime(_DAY)
