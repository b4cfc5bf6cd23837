"""Sending: an answer or a letter, handed to the server that takes our letters (RFC 5321, RFC 5322).

Its Message-ID is made of our own key: whoever gets a letter twice sees one. The server has a letter
from the moment it answers to the last dot: a line that breaks in between leaves a doubt.
"""

import hashlib
import smtplib
from collections.abc import Sequence
from email.errors import MessageError
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr

from veche.channels.connectors.mail.headers import kept_id
from veche.channels.connectors.mail.live.lines import postbox
from veche.channels.connectors.mail.live.originals import Original, original_of
from veche.channels.connectors.mail.live.reading import mailbox_place
from veche.channels.rules.marking import html_of
from veche.channels.terms.live import Access, Doubtful, Message, Sent
from veche.kit.terms import N_, Reason, Refusal, Trouble
from veche.kit.text import clean, clean_name
from veche.kit.time import Moment, as_datetime, now
from veche.kit.web.mailboxes import said_by

NO_RECIPIENT = N_("Say whom the letter is for: the letter it answers is not in the mailbox any more.")
NO_ADDRESS = N_("A letter needs an e-mail address to go to.")
BAD_ADDRESS = N_("«{address}» is no e-mail address that a letter can go to.")
AUTOMATIC = N_("A machine wrote that letter: answering it could go on for ever.")
NOT_TAKEN = N_("The server did not take the letter: {said}")
NOT_ITS_RECIPIENT = N_("The server does not take letters for {address}: {said}")
_NO_SUBJECT = "…"


def send(access: Access, message: Message) -> Sent:
    """Hand a letter over; `Doubtful` where the line broke after the last dot."""
    found = original_of(access, message)
    if found is not None and found.is_automatic:
        raise Refusal(AUTOMATIC)
    to = _recipient(message, found)
    sender, at = access.settings.get("address", "").strip(), now()
    letter = composed(message, sender=sender, name=access.settings.get("name", ""), to=to, at=at, found=found)
    with postbox(access) as server:
        _hand_over(server, sender, to, letter)
    own = kept_id(letter["Message-ID"].strip("<>"))
    return Sent(
        own, at, message.place or mailbox_place(sender).key, message.thread or message.reply_to or own
    )


def message_id(key: str, sender: str) -> str:
    """Answer the id of a letter, the same at each try and telling nothing."""
    digest = hashlib.blake2b(key.encode(), digest_size=16).hexdigest()
    return f"<{digest}@{_ascii_host(sender.rpartition('@')[2]) or 'localhost'}>"


def composed(
    message: Message, *, sender: str, name: str, to: str, at: Moment, found: Original | None
) -> EmailMessage:
    """Answer the letter as it goes over the line; refuses what no letter can hold."""
    letter = EmailMessage(policy=SMTP)
    try:
        letter["From"] = formataddr((clean_name(name), _spelled(sender)))
        letter["To"] = _spelled(to)
        letter["Subject"] = _subject(message, found)
        letter["Date"] = format_datetime(as_datetime(at))
        letter["Message-ID"] = message_id(message.key, sender)
        if found is not None and found.message_id:
            letter["In-Reply-To"] = found.message_id
            letter["References"] = " ".join((*found.references, found.message_id))
        text = clean(message.text)
        letter.set_content(text, cte="quoted-printable")
        letter.add_alternative(f"<!doctype html><html><body>{html_of(text)}</body></html>", "html",
                               cte="quoted-printable")  # fmt: skip
        for file in message.attachments:
            kind, _, rest = file.media_type.partition("/")
            is_kind = (
                (kind + rest).replace("-", "").replace("+", "").replace(".", "").isalnum() and kind and rest
            )
            if not is_kind or kind in ("multipart", "message"):
                kind, rest = "application", "octet-stream"
            letter.add_attachment(file.content, kind, rest, filename=clean_name(file.name) or "file")
    except (MessageError, ValueError, UnicodeError) as error:
        raise Refusal(Reason(NOT_TAKEN, values={"said": str(error)[:200]})) from error
    return letter


def _subject(message: Message, found: Original | None) -> str:
    told = clean_name(message.subject)
    if told or found is None:
        return told or _NO_SUBJECT
    return found.subject if found.subject.lower().startswith("re:") else f"Re: {found.subject}".strip()


def _recipient(message: Message, found: Original | None) -> str:
    if message.to is None:
        if found is None or not found.answer_to:
            raise Refusal(NO_RECIPIENT)
        return found.answer_to
    if message.to.kind != "email":
        raise Refusal(NO_ADDRESS)
    return message.to.value


def _spelled(address: str) -> str:
    """Answer an address as every server reads it: the host in Punycode."""
    local, at, host = address.strip().rpartition("@")
    host = _ascii_host(host)
    if not at or not local or not host or not local.isascii() or any(sign in local for sign in ' <>"\r\n,;'):
        raise Refusal(Reason(BAD_ADDRESS, values={"address": clean_name(address, 100)}))
    return f"{local}@{host}"


def _ascii_host(host: str) -> str:
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return ""


def _hand_over(server: smtplib.SMTP, sender: str, to: str, letter: EmailMessage) -> None:
    """Say who writes to whom, then the letter; each «no» for now is a trouble, for good a refusal."""
    options: Sequence[str] = ()
    data = letter.as_bytes()
    if server.has_extn("size"):
        options = (f"SIZE={len(data)}",)
    _expect(server.mail(_spelled(sender), options), NOT_TAKEN)
    _expect(server.rcpt(_spelled(to)), NOT_ITS_RECIPIENT, address=to)
    _expect(server.docmd("DATA"), NOT_TAKEN, good=(354,))
    server.send(_stuffed(data) + b".\r\n")
    try:
        answer = server.getreply()
    except (OSError, smtplib.SMTPException) as error:
        raise Doubtful(f"the line broke after the last dot: {said_by(error)}") from error
    _expect(answer, NOT_TAKEN)


def accepts(server: smtplib.SMTP, sender: str) -> None:
    """Try whether the server takes letters from an address, without sending one."""
    _expect(server.mail(_spelled(sender)), NOT_TAKEN)
    _expect(server.rcpt(_spelled(sender)), NOT_ITS_RECIPIENT, address=sender)
    server.rset()


def _stuffed(data: bytes) -> bytes:
    """Double the dots that begin a line, so that none of them ends the letter (RFC 5321, 4.5.2)."""
    lines = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").removesuffix(b"\n").split(b"\n")
    return b"".join((b"." if line.startswith(b".") else b"") + line + b"\r\n" for line in lines)


def _expect(
    answer: tuple[int, bytes], text: str, *, good: tuple[int, ...] = (250, 251, 252), **values: str
) -> None:
    code, said = answer
    if code in good:
        return
    words = f"{code} {said.decode('utf-8', 'replace')}"[:300]
    if 500 <= code < 600:
        raise Refusal(Reason(text, values={"said": words, **values}))
    raise Trouble(f"the sending server: {words}")
