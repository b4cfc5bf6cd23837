"""Lines: to a mailbox (IMAP, RFC 9051) and to a server that takes letters (SMTP, RFC 5321).

Both go out through the one guarded door; a password goes to another machine only encrypted.
"""

import smtplib
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from veche.channels.terms.live import PATIENCE, Access
from veche.kit.terms import N_, Reason, Refusal, Trouble
from veche.kit.web.mailboxes import (
    NO_STARTTLS,
    NONE,
    STARTTLS,
    TLS,
    Way,
    open_mailbox,
    said_by,
    sealed,
)

if TYPE_CHECKING:
    from imap_tools import BaseMailBox

    from veche.kit.web import Web

PORTS = {"imap": {TLS: 993, STARTTLS: 143, NONE: 143}, "smtp": {TLS: 465, STARTTLS: 587, NONE: 25}}
_OWN_MACHINE = frozenset(("localhost", "127.0.0.1", "::1"))
WRONG_PORT = N_("A port is a number from 1 to 65535.")
NO_HOST = N_("Say which server it is.")
UNSAFE = N_("A password goes to another machine only encrypted: choose TLS or STARTTLS.")
NO_SENDING = N_("The sending server does not let us in: the login or the password is wrong.")


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


@contextmanager
def mailbox(access: Access) -> Iterator["BaseMailBox"]:
    """Answer the mailbox, logged in; `Refusal` where it does not let us in, `Trouble` where it is away."""
    host, port, security = place_in(access, "imap")
    way = Way(host, port, security, login_of(access), access.settings.get("password", ""))
    with open_mailbox(web_of(access), way, patience=PATIENCE) as box:
        yield box


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
