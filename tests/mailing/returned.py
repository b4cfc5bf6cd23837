"""Letters that left, and what servers write when they come back."""

from email.message import EmailMessage

from tests import make
from tests.mailing.readers import letter, newsletter, sender

from veche.core.models import Community
from veche.core.terms import SYSTEM
from veche.kit.time import now
from veche.mailing.actions import keep_returned, read_returns
from veche.mailing.actions.returns.keeping import Raw
from veche.mailing.models import Delivery, Letter, Returning, Sender
from veche.mailing.queries import return_key
from veche.mailing.rules.tokens import return_mark_of
from veche.mailing.terms import Stand


def delivery(of: Letter, email: str = "anna@example.org", *, state: Stand = Stand.SENT, **more) -> Delivery:
    """A letter that left for somebody just now."""
    moment = now()
    fields = {"due_at": moment, "sent_at": moment if state == Stand.SENT else None} | more
    return Delivery.objects.create(
        letter=of, email=email, domain=email.partition("@")[2], state=state, **fields
    )  # fmt: skip


def world(**more) -> tuple[Community, Sender, Letter]:
    """A community with a way out and a letter of a newsletter."""
    home = make.community(**more)
    return home, sender(home), letter(newsletter(home))


def mark_of(one: Delivery) -> str:
    """What stands before the @ of the return address of a delivery, after its «b-»."""
    return return_mark_of(return_key(), one.pk)


def report(to: str, *, mark: str = "", status: str = "5.1.1", said: str = "550 5.1.1 User unknown",
           action: str = "failed", text: str = "I'm sorry.") -> bytes:  # fmt: skip
    """A delivery report as Postfix writes it, to a return address with a mark."""
    return (
        f"Return-Path: <>\nDelivered-To: b-{mark or 'a' * 29}@returns.club.example\n"
        "From: MAILER-DAEMON@mx.example.org (Mail Delivery System)\n"
        "Subject: Undelivered Mail Returned to Sender\n"
        f"To: b-{mark or 'a' * 29}@returns.club.example\nMIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="x"\n\n'
        f"--x\nContent-Type: text/plain\n\n{text}\n\n--x\nContent-Type: message/delivery-status\n\n"
        f"Reporting-MTA: dns; mx.example.org\n\nFinal-Recipient: rfc822; {to}\nAction: {action}\n"
        f"Status: {status}\nDiagnostic-Code: smtp; {said}\n\n--x\nContent-Type: text/rfc822-headers\n\n"
        f"Message-ID: <1@club.example>\nTo: {to}\nSubject: Hello\n\n--x--\n"
    ).encode()


def complaint(to: str, mark: str = "") -> bytes:
    """A complaint as mailbox providers report it (RFC 5965)."""
    return (
        "From: fbl@mail.example.org\nTo: abuse@club.example\nSubject: complaint\nMIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=feedback-report; boundary="x"\n\n'
        "--x\nContent-Type: text/plain\n\nThis is spam.\n\n--x\nContent-Type: message/feedback-report\n\n"
        f"Feedback-Type: abuse\nUser-Agent: Mailer/1\nVersion: 1\nOriginal-Rcpt-To: {to}\n\n"
        f"--x\nContent-Type: message/rfc822\n\nReturn-Path: <b-{mark or 'a' * 29}@returns.club.example>\n"
        f"To: {to}\nMessage-ID: <1@club.example>\nSubject: Hello\n\nHello\n\n--x--\n"
    ).encode()


def answer(mark: str, text: str = "Спасибо, приду!", **headers: str) -> bytes:
    """A letter that a person or their machine writes to a return address."""
    made = EmailMessage()
    told = {"From": "Анна <anna@example.org>", "To": f"b-{mark}@returns.club.example",
            "Subject": "Re: Привет", "Message-ID": "<answer@example.org>",
            "Date": "Fri, 27 Nov 2026 10:00:00 +0300"} | headers  # fmt: skip
    for name, value in told.items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    return made.as_bytes()


def came_back(by_way_of: Sender, *raws: bytes) -> list[Returning]:
    """What becomes of letters that come into a sender's return mailbox."""
    before = Returning.objects.count()
    keep_returned(by_way_of, [Raw(f"INBOX/1/{before + n}", raw) for n, raw in enumerate(raws)], by=SYSTEM)
    read_returns(in_=by_way_of.community, by=SYSTEM)
    return list(Returning.objects.filter(community=by_way_of.community).order_by("pk"))[-len(raws) :]
