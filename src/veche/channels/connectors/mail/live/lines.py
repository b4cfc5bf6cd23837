"""Lines: to a mailbox (IMAP, RFC 9051) and to a server that takes letters (SMTP, RFC 5321).

Both go out through the one guarded door; a password goes to another machine only encrypted.
"""

import imaplib
import smtplib
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from veche.channels.terms.live import PATIENCE, Access
from veche.kit.terms import N_, Reason, Refusal, Trouble

if TYPE_CHECKING:
    from imap_tools import BaseMailBox

    from veche.kit.web import Web

# What a server may send at once: a letter's beginning is the longest we ask for.
LARGEST_LITERAL = 4 * 1024**2
TLS, STARTTLS, NONE = "tls", "starttls", "none"
PORTS = {"imap": {TLS: 993, STARTTLS: 143, NONE: 143}, "smtp": {TLS: 465, STARTTLS: 587, NONE: 25}}
_OWN_MACHINE = frozenset(("localhost", "127.0.0.1", "::1"))
WRONG_PORT = N_("A port is a number from 1 to 65535.")
NO_HOST = N_("Say which server it is.")
UNSAFE = N_("A password goes to another machine only encrypted: choose TLS or STARTTLS.")
NO_LOGIN = N_("The mailbox does not let us in: the login or the password is wrong, or IMAP is off.")
NO_SENDING = N_("The sending server does not let us in: the login or the password is wrong.")
NO_STARTTLS = N_("The server {host} offers no encryption (STARTTLS).")


def login_of(access: Access) -> str:
    """Answer the name to log in with: the address unless another was told."""
    return access.settings.get("login", "").strip() or access.settings.get("address", "").strip()


def place_in(access: Access, protocol: str) -> tuple[str, int, str]:
    """Answer the server, port and encryption of a protocol; refuses what cannot be right."""
    told = access.settings
    host = told.get(f"{protocol}_host", "").strip()
    security = told.get(f"{protocol}_security", "") or TLS
    port = told.get(f"{protocol}_port", "").strip() or str(PORTS[protocol].get(security, 0))
    reasons = []
    if not host:
        reasons.append(Reason(NO_HOST, field=f"{protocol}_host"))
    if not port.isascii() or not port.isdigit() or not 0 < int(port[:6]) < 65536:
        reasons.append(Reason(WRONG_PORT, field=f"{protocol}_port"))
    if security not in (TLS, STARTTLS) and host not in _OWN_MACHINE:
        reasons.append(Reason(UNSAFE, field=f"{protocol}_security"))
    if reasons:
        raise Refusal(*reasons)
    return host, int(port), security


def web_of(access: Access) -> "Web":
    """Answer the door through which everything goes out."""
    if access.web is None:
        raise Trouble("there is no way out")
    return access.web


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
    def __init__(self, web: "Web", host: str, port: int) -> None:
        self.web = web
        super().__init__(host, port, PATIENCE)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        return self.web.connect(self.host, self.port, timeout or PATIENCE)


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
def mailbox(access: Access) -> Iterator["BaseMailBox"]:
    """Answer the mailbox, logged in; `Refusal` where it does not let us in, `Trouble` where it is away."""
    from imap_tools.errors import ImapToolsError

    box = None
    try:
        box = _opened(access)
        yield box
    except (OSError, imaplib.IMAP4.error, ImapToolsError, EOFError) as error:
        raise Trouble(f"the mailbox: {said_by(error)}") from error
    finally:
        if box is not None:
            with suppress(Exception):
                box.client.shutdown() if box.client.state == "LOGOUT" else box.client.logout()


def _opened(access: Access) -> "BaseMailBox":
    from imap_tools import BaseMailBox
    from imap_tools.errors import MailboxLoginError

    host, port, security = place_in(access, "imap")
    web, kind = web_of(access), _Sealed if security == TLS else _Plain

    class Box(BaseMailBox):
        def _get_mailbox_client(self) -> imaplib.IMAP4:
            return kind(web, host, port)

    box = Box()
    try:
        if security == STARTTLS:
            if "STARTTLS" not in box.client.capabilities:
                raise Refusal(Reason(NO_STARTTLS, field="imap_security", values={"host": host}))
            box.client.starttls(web.certificates)
        _log_in(box, access)
    except BaseException as error:
        with suppress(OSError):
            box.client.shutdown()
        if isinstance(error, MailboxLoginError) or type(error) is imaplib.IMAP4.error:
            if _is_for_now(said_by(error)):
                raise Trouble(f"the mailbox: {said_by(error)}") from error
            raise Refusal(Reason(NO_LOGIN, field="password")) from error
        raise
    return box


def _log_in(box: "BaseMailBox", access: Access) -> None:
    name, password = login_of(access), access.settings.get("password", "")
    if (name + password).isascii():
        box.login(name, password, initial_folder=None)
    else:
        box.login_utf8(name, password, initial_folder=None)
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


class _Letters(smtplib.SMTP):
    """A line that letters are handed over by; through the guarded door."""

    def __init__(self, web: "Web", host: str, port: int, name: str, *, is_sealed: bool) -> None:
        self.web, self.is_sealed = web, is_sealed
        super().__init__(host, port, local_hostname=name, timeout=PATIENCE)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        line = self.web.connect(host, port, timeout)
        return sealed(self.web, line, host) if self.is_sealed else line


@contextmanager
def postbox(access: Access) -> Iterator[smtplib.SMTP]:
    """Answer the sending server, logged in; `Refusal` where it does not let us in, `Trouble` if away."""
    host, port, security = place_in(access, "smtp")
    name = access.settings.get("address", "").rpartition("@")[2] or "localhost"
    server = None
    try:
        web = web_of(access)
        server = _Letters(web, host, port, name if name.isascii() else "localhost",
                          is_sealed=security == TLS)  # fmt: skip
        server.ehlo()
        if security == STARTTLS:
            if not server.has_extn("starttls"):
                raise Refusal(Reason(NO_STARTTLS, field="smtp_security", values={"host": host}))
            server.starttls(context=web.certificates)
            server.ehlo()
        if server.has_extn("auth") and access.settings.get("password"):
            server.login(login_of(access), access.settings["password"])
        yield server
    except smtplib.SMTPAuthenticationError as error:
        if 400 <= error.smtp_code < 500:
            raise Trouble(f"the sending server: {error.smtp_code}") from error
        raise Refusal(Reason(NO_SENDING, field="password")) from error
    except (OSError, smtplib.SMTPException) as error:
        raise Trouble(f"the sending server: {said_by(error)}") from error
    finally:
        if server is not None:
            with suppress(Exception):
                server.quit()
            server.close()
