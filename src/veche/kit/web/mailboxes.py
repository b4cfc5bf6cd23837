"""Mailboxes over the guarded door (IMAP, RFC 9051): bounded, and with the server's certificate checked."""

import imaplib
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from veche.kit.terms import N_, Reason, Refusal, Trouble

if TYPE_CHECKING:
    from imap_tools import BaseMailBox

    from veche.kit.web.door import Web

PATIENCE = 30.0
# What a server may send at once: a letter's beginning is the longest we ask for.
LARGEST_LITERAL = 4 * 1024**2
TLS, STARTTLS, NONE = "tls", "starttls", "none"
AT_ONCE = 50
NO_FOLDER = N_("There is no folder {folder} in the mailbox.")
NO_LOGIN = N_("The mailbox does not let us in: the login or the password is wrong, or IMAP is off.")
NO_STARTTLS = N_("The server {host} offers no encryption (STARTTLS).")


class Way(NamedTuple):
    """How a mailbox is reached."""

    host: str
    port: int
    security: str
    login: str
    password: str


class _Bounded:
    """What both kinds of lines to a mailbox share: the door they go out by, and how much they read."""

    web: "Web"
    file: Any

    def read(self, size: int) -> bytes:
        """Read what the server announced, unless it is more than was asked for."""
        if size > LARGEST_LITERAL:
            raise imaplib.IMAP4.abort("the server sends more than was asked for")
        return bytes(self.file.read(size))


class _Plain(_Bounded, imaplib.IMAP4):
    def __init__(self, web: "Web", host: str, port: int, patience: float) -> None:
        self.web, self.patience = web, patience
        super().__init__(host, port, patience)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        return self.web.connect(self.host, self.port, timeout or self.patience)


class _Sealed(_Plain):
    def _create_socket(self, timeout: float | None) -> socket.socket:
        return sealed(self.web, super()._create_socket(timeout), self.host)


def sealed(web: "Web", line: socket.socket, host: str) -> socket.socket:
    """Answer the line in TLS, with the server's certificate checked."""
    try:
        return web.certificates.wrap_socket(line, server_hostname=host)
    except BaseException:
        line.close()
        raise


@contextmanager
def open_mailbox(web: "Web", way: Way, *, patience: float = PATIENCE) -> Iterator["BaseMailBox"]:
    """Answer the mailbox, logged in; `Refusal` where it does not let us in, `Trouble` where it is away."""
    from imap_tools.errors import ImapToolsError

    box = None
    try:
        box = _opened(web, way, patience)
        yield box
    except (OSError, imaplib.IMAP4.error, ImapToolsError, EOFError) as error:
        raise Trouble(f"the mailbox: {said_by(error)}") from error
    finally:
        if box is not None:
            with suppress(Exception):
                box.client.shutdown() if box.client.state == "LOGOUT" else box.client.logout()


def _opened(web: "Web", way: Way, patience: float) -> "BaseMailBox":
    from imap_tools import BaseMailBox
    from imap_tools.errors import MailboxLoginError

    kind = _Sealed if way.security == TLS else _Plain

    class Box(BaseMailBox):
        def _get_mailbox_client(self) -> imaplib.IMAP4:
            return kind(web, way.host, way.port, patience)

    box = Box()
    try:
        if way.security == STARTTLS:
            if "STARTTLS" not in box.client.capabilities:
                raise Refusal(Reason(NO_STARTTLS, field="imap_security", values={"host": way.host}))
            box.client.starttls(web.certificates)
        _log_in(box, way)
    except BaseException as error:
        with suppress(OSError):
            box.client.shutdown()
        if isinstance(error, MailboxLoginError) or type(error) is imaplib.IMAP4.error:
            if _is_for_now(said_by(error)):
                raise Trouble(f"the mailbox: {said_by(error)}") from error
            raise Refusal(Reason(NO_LOGIN, field="password")) from error
        raise
    return box


def _log_in(box: "BaseMailBox", way: Way) -> None:
    if (way.login + way.password).isascii():
        box.login(way.login, way.password, initial_folder=None)
    else:
        box.login_utf8(way.login, way.password, initial_folder=None)
        box.client.state = "AUTH"
    # What the server can do is often told only after one is in.
    kind, told = box.client.capability()
    if kind == "OK" and told and told[-1]:
        box.client.capabilities = tuple(told[-1].decode("ascii", "replace").upper().split())


def enter_folder(box: "BaseMailBox", name: str) -> int:
    """Open a folder to read and mark letters in it, and answer its UIDVALIDITY; refuses one not there."""
    from imap_tools.errors import MailboxFolderSelectError

    try:
        box.folder.set(name)
    except MailboxFolderSelectError as error:
        raise Refusal(Reason(NO_FOLDER, field="folder", values={"folder": name})) from error
    told = box.client.response("UIDVALIDITY")[1]
    return int(told[-1]) if told and told[-1] else 0


def unread_letters(box: "BaseMailBox", *, most: int, largest: int) -> Iterator[list[tuple[int, bytes]]]:
    """Answer the unread letters of the open folder in heaps: their numbers, and so many bytes of each."""
    kind, answers = box.client.uid("SEARCH", "UNSEEN")
    if kind != "OK":
        raise imaplib.IMAP4.error("the mailbox cannot be searched")
    found = b" ".join(answer for answer in answers if isinstance(answer, bytes)).split()
    uids = sorted(int(uid) for uid in found if uid.isdigit())[:most]
    for begin in range(0, len(uids), AT_ONCE):
        read = ((uid, _beginning(box, uid, largest)) for uid in uids[begin : begin + AT_ONCE])
        if heap := [(uid, raw) for uid, raw in read if raw is not None]:
            yield heap


def mark_read(box: "BaseMailBox", uids: list[int], *, folder: str = "") -> None:
    """Mark letters as read, and put them into another folder where one is named and the server can."""
    named = ",".join(map(str, uids))
    box.client.uid("STORE", named, "+FLAGS.SILENT", "(\\Seen)")
    if folder and "MOVE" in box.client.capabilities:
        box.client.uid("MOVE", named, f'"{folder}"')


def _beginning(box: "BaseMailBox", uid: int, largest: int) -> bytes | None:
    """Answer the beginning of a letter, without marking it; nothing where it is gone by now."""
    kind, answers = box.client.uid("FETCH", str(uid), f"(UID BODY.PEEK[]<0.{largest}>)")
    if kind != "OK":
        raise Trouble(f"the mailbox does not give letter {uid}")
    pairs = (one for one in answers if isinstance(one, tuple) and len(one) > 1)
    return next((one[1] for one in pairs if isinstance(one[1], bytes)), None)


def _is_for_now(said: str) -> bool:
    """Tell a server that is busy from one that does not know the password (RFC 5530)."""
    return any(word in said.upper() for word in ("[UNAVAILABLE]", "[INUSE]", "[LIMIT]", "[SERVERBUG]"))


def said_by(error: BaseException) -> str:
    """Answer what the other side said, short and without our password in it."""
    result = getattr(error, "command_result", None)
    return " ".join(str(result[1] if result else error).split())[:300]
