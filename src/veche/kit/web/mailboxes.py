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


def _is_for_now(said: str) -> bool:
    """Tell a server that is busy from one that does not know the password (RFC 5530)."""
    return any(word in said.upper() for word in ("[UNAVAILABLE]", "[INUSE]", "[LIMIT]", "[SERVERBUG]"))


def said_by(error: BaseException) -> str:
    """Answer what the other side said, short and without our password in it."""
    result = getattr(error, "command_result", None)
    return " ".join(str(result[1] if result else error).split())[:300]
