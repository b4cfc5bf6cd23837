"""Veche's own letters: written with the change they tell of, then sent by a job, or caught on a page.

Newsletters are another matter and another room's; here are only letters to those who work in Veche.
"""

import smtplib
import ssl
from collections.abc import Mapping, Sequence
from email.utils import formatdate, make_msgid
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from veche.kit.jobs import enqueue, job
from veche.kit.models import Letter
from veche.kit.terms import N_, Trouble
from veche.kit.time import DAY, now

KEPT = 14 * DAY
PATIENCE = 30.0
# What a letter may say beside its text: by which link one gets no more of them (RFC 2369, RFC 8058).
HEADERS = frozenset({"List-Unsubscribe", "List-Unsubscribe-Post"})
# Begins the type of a file that does something in a calendar (RFC 5546).
INVITATION = "text/calendar; method="
OWN_MACHINE = {"localhost", "127.0.0.1", "::1"}


class File(NamedTuple):
    """A file to go with a letter."""

    name: str
    media_type: str
    content: bytes


def write_letter(
    to: str, subject: str, body: str, *, organisation: int | None = None, files: Sequence[File] = (),
    headers: Mapping[str, str] | None = None, html: str = "",
) -> Letter:  # fmt: skip
    """Keep a letter in the running transaction and ask for its sending, if a mail server is set.

    `html` is the same letter for who reads it with a look; it is sent as it is given.

    Of `headers` only those in `HEADERS` may be set; a line break in a value is no new header.
    """
    letter = Letter(
        to=to[:320], subject=" ".join(subject.split())[:400], body=body, html=html,
        organisation_id=organisation,
        state=Letter.WAITING if settings.MAIL_URL else Letter.CAUGHT, made_at=now(),
        message_id=make_msgid(domain=urlsplit(settings.ADDRESS).hostname),
        headers={name: " ".join(value.split()) for name, value in (headers or {}).items() if name in HEADERS},
    )  # fmt: skip
    with transaction.atomic():
        letter.save(force_insert=True)
        for file in files:
            letter.enclosures.create(name=file.name[:200], media_type=file.media_type, content=file.content)
        if settings.MAIL_URL:
            enqueue(send_letter, letter=letter.pk)
    return letter


@job(N_("Send a letter"), bound=120)
def send_letter(letter: int) -> None:
    """Send one letter; a letter that was sent is not sent again."""
    found = Letter.objects.filter(pk=letter, state=Letter.WAITING).first()
    if found is None:
        return
    try:
        _hand_over(found)
    except (OSError, smtplib.SMTPException) as error:
        Letter.objects.filter(pk=letter).update(error=str(error)[:1000])
        raise Trouble(f"The mail server did not take the letter: {error}") from error
    Letter.objects.filter(pk=letter).update(state=Letter.SENT, sent_at=now(), error="")


@job(N_("Forget old letters"))
def forget_letters() -> None:
    """Delete letters of two weeks ago and older: the links in them lead nowhere by then."""
    Letter.objects.filter(made_at__lt=now() - KEPT).exclude(state=Letter.WAITING).delete()


class CatchingBackend(BaseEmailBackend):
    """Where Django's own `send_mail` ends: every letter is kept first, however it was made."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Keep a letter for each recipient."""
        for message in email_messages:
            for to in message.recipients():
                write_letter(to, str(message.subject), str(message.body))
        return len(email_messages)


def _hand_over(letter: Letter) -> None:
    """Give a letter to the server of VECHE_MAIL, encrypted wherever the server can."""
    place = urlsplit(settings.MAIL_URL)
    message = EmailMultiAlternatives(
        letter.subject, letter.body, settings.DEFAULT_FROM_EMAIL, [letter.to],
        headers={
            "Message-ID": letter.message_id, "Date": formatdate(localtime=False),
            "Auto-Submitted": "auto-generated", **letter.headers,
        },
    )  # fmt: skip
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    for file in letter.enclosures.all():
        media_type = file.media_type
        if media_type.startswith(INVITATION):
            # Mail programs answer and move what stands beside the text (RFC 6047); others are given the file.
            message.attach_alternative(bytes(file.content).decode(), media_type)
            media_type = "application/ics"
        message.attach(file.name, bytes(file.content), media_type)
    with _connected(place.scheme, place.hostname or "localhost", place.port) as server:
        if place.username:
            server.login(unquote(place.username), unquote(place.password or ""))
        server.send_message(message.message(), settings.DEFAULT_FROM_EMAIL, [letter.to])


def _connected(scheme: str, host: str, port: int | None) -> Any:
    """Answer a connection; a password never goes to another machine unencrypted."""
    context = ssl.create_default_context()
    if scheme == "smtps":
        return smtplib.SMTP_SSL(host, port or 465, timeout=PATIENCE, context=context)
    server = smtplib.SMTP(host, port or 587, timeout=PATIENCE)
    server.ehlo()
    if server.has_extn("starttls"):
        server.starttls(context=context)
        server.ehlo()
    elif host not in OWN_MACHINE:
        server.close()
        raise smtplib.SMTPNotSupportedError("the server offers no encryption (STARTTLS)")
    return server
