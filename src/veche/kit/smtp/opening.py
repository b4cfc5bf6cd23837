"""Opening a line to a mail server: greeting, encryption and signing in, by the standard library."""

import smtplib
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from veche.kit.smtp.carrying import Carrying, Offer
from veche.kit.smtp.replies import Reply
from veche.kit.smtp.waiting import Patience
from veche.kit.terms import N_, Reason, Refusal, Trouble
from veche.kit.web import Web

TLS, STARTTLS, NONE = "tls", "starttls", "none"
PORTS = {TLS: 465, STARTTLS: 587, NONE: 25}
OWN_MACHINE = frozenset(("localhost", "127.0.0.1", "::1"))
NO_STARTTLS = N_("The server {host} offers no encryption (STARTTLS).")
NO_ENTRY = N_("The mail server does not let us in: the login or the password is wrong.")
NO_AUTH = N_("The mail server offers no way to sign in over this line.")
UNSAFE = N_("A password goes to another machine only encrypted: choose TLS or STARTTLS.")


class Place(NamedTuple):
    """A mail server and how to get in. `name` is what we call ourselves."""

    host: str
    port: int = 0
    security: str = STARTTLS
    login: str = ""
    password: str = ""
    name: str = ""


class _Greeting(smtplib.SMTP):
    """The library's client over a line of the door."""

    def __init__(self, web: Web, place: Place, patience: float) -> None:
        self.web, self.place = web, place
        name = place.name if place.name.isascii() and place.name else "localhost"
        super().__init__(
            place.host, place.port or PORTS.get(place.security, 25), local_hostname=name, timeout=patience
        )

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        line = self.web.connect(host, port, timeout)
        if self.place.security != TLS:
            return line
        try:
            return self.web.certificates.wrap_socket(line, server_hostname=host)
        except BaseException:
            line.close()
            raise


@contextmanager
def opened(web: Web, place: Place, patience: Patience = Patience()) -> Iterator[Carrying]:  # noqa: B008
    """Answer a line that letters can be carried over; it is left politely at the end.

    `Refusal` where the server does not let us in, offers no encryption or must not be reached; `Trouble`
    where it is away or busy.
    """
    greeting = _greeted(web, place, patience.opening)
    line, greeting.sock, greeting.file = greeting.sock, None, None
    if line is None:
        raise Trouble("the mail server hung up")
    offers = {name.lower(): value for name, value in greeting.esmtp_features.items()}
    size = str(offers.get("size", "")).strip()
    offer = Offer(
        pipelining="pipelining" in offers, eight_bit="8bitmime" in offers, utf8="smtputf8" in offers,
        largest=int(size) if size.isdigit() else 0,
    )  # fmt: skip
    carrying = Carrying(line, offer, patience)
    try:
        yield carrying
    finally:
        carrying.close()


def _greeted(web: Web, place: Place, patience: float) -> smtplib.SMTP:
    greeting = None
    try:
        greeting = _Greeting(web, place, patience)
        greeting.ehlo_or_helo_if_needed()
        if place.security == STARTTLS:
            _encrypt(greeting, web, place)
        if place.login:
            _sign_in(greeting, place)
    except BaseException as error:
        if greeting is not None:
            greeting.close()
        if isinstance(error, smtplib.SMTPResponseException) and 500 <= error.smtp_code < 600:
            raise Refusal(Reason("{said}", values={"said": str(_reply_of(error))})) from error
        if isinstance(error, (OSError, smtplib.SMTPException, UnicodeError)):
            raise Trouble(f"the mail server: {_said_by(error)}") from error
        raise
    return greeting


def _encrypt(greeting: smtplib.SMTP, web: Web, place: Place) -> None:
    if not greeting.has_extn("starttls"):
        raise Refusal(Reason(NO_STARTTLS, field="security", values={"host": place.host}))
    greeting.starttls(context=web.certificates)
    greeting.ehlo()


def _sign_in(greeting: smtplib.SMTP, place: Place) -> None:
    if place.security not in (TLS, STARTTLS) and place.host not in OWN_MACHINE:
        raise Refusal(Reason(UNSAFE, field="security"))
    if not greeting.has_extn("auth"):
        raise Refusal(Reason(NO_AUTH, field="login"))
    try:
        greeting.login(place.login, place.password)
    except smtplib.SMTPAuthenticationError as error:
        if error.smtp_code < 500:
            raise Trouble(f"the mail server: {_reply_of(error)}") from error
        raise Refusal(Reason(NO_ENTRY, field="password")) from error


def _reply_of(error: smtplib.SMTPResponseException) -> Reply:
    said = error.smtp_error
    return Reply(error.smtp_code, said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said))


def _said_by(error: BaseException) -> str:
    said = _reply_of(error) if isinstance(error, smtplib.SMTPResponseException) else error
    return " ".join(str(said).split())[:300] or type(error).__name__
