"""Examining a sender: the server answers, lets us in, takes a letter; the DNS knows its domain."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate, make_msgid

from django.utils import translation
from django.utils.translation import gettext

from veche.core.terms import SYSTEM
from veche.kit.dkim import record_of, signer_of
from veche.kit.jobs import job
from veche.kit.sealing import unseal
from veche.kit.smtp import Fate, Outcome, Parcel, Patience, address_of
from veche.kit.terms import N_, Reason, Refusal, Trouble
from veche.kit.web.records import texts_at
from veche.mailing import actions
from veche.mailing.jobs.ways import OutboxWay, open_way
from veche.mailing.models import Sender
from veche.mailing.queries.ways import box_of
from veche.mailing.rules.records import AWAY, Found, judge_dkim, judge_dmarc, judge_spf
from veche.mailing.terms import SenderKind

ANSWERS = N_("The server answers and lets us in.")
LETS_NOT_IN = N_("It did not work: {said}")
LEFT = N_("A letter to {to} has left. Look whether it came, and not among spam.")
NOT_TAKEN = N_("The letter to {to} was not taken: {said}")
ODD_ADDRESS = N_("«{to}» has other letters before the @ than those of ASCII.")
UNHEARD = N_("What comes back is not heard: set a mailbox for it, or the address where the provider tells.")
KEPT = N_("Letters are kept on this machine: nothing leaves.")
SUBJECT = N_("This way out works")
BODY = N_("If you read this, letters of {community} can leave by “{title}”.")
QUICK = Patience(10, 20, 20, 30)


class _Nothing:
    """A check needs no notes."""

    def answered(self, outcome: Outcome) -> None:
        """Forget it."""

    def said(self, key: int) -> None:
        """Forget it."""


@job(N_("Try a way out for letters"), bound=120, attempts=2)
def check_sender(sender: int, to: str = "") -> None:
    """Try a sender out and keep what was found, in words."""
    found = Sender.objects.select_related("community").filter(pk=sender, removed_at=None).first()
    if found is None:
        return
    findings = [*_tried(found, to)]
    if found.kind != SenderKind.OUTBOX:
        findings += domain_findings(found)
        if found.knock_digest is None and box_of(found) is None:
            findings.append(Found(UNHEARD, {}, is_good=False))
    actions.keep_findings(found, findings, in_=found.community, by=SYSTEM)


def domain_findings(sender: Sender) -> list[Found]:
    """Answer what the DNS says of a sender's domain."""
    domain = sender.address.rpartition("@")[2]
    try:
        found = [judge_spf(domain, texts_at(domain))]
        if sender.dkim_key:
            name = f"{sender.dkim_selector}._domainkey.{domain}"
            found.append(judge_dkim(name, texts_at(name), record_of(unseal(sender.dkim_key))))
        above = domain.split(".", 1)[-1]
        records = texts_at(f"_dmarc.{domain}")
        records = records or (texts_at(f"_dmarc.{above}") if "." in above else [])
        found.append(judge_dmarc(domain, records))
    except Trouble:
        return [Found(AWAY, {}, is_good=False)]
    return found


def _tried(sender: Sender, to: str) -> Iterator[Found]:
    try:
        way = open_way(sender, QUICK)
    except (Refusal, Trouble) as error:
        yield Found(LETS_NOT_IN, {"said": str(error)[:300]}, is_good=False)
        return
    try:
        if isinstance(way, OutboxWay):
            yield Found(KEPT, {}, is_good=True)
            return
        yield Found(ANSWERS, {}, is_good=True)
        if to:
            try:
                letter = _letter(sender, to)
            except Refusal as refusal:
                yield Found(NOT_TAKEN, {"to": to, "said": str(refusal)[:300]}, is_good=False)
                return
            outcome = next(iter(way.carry([letter], _Nothing())))
            is_good = outcome.fate == Fate.SENT
            values = {"to": to, "said": str(outcome.reply)[:300]}
            yield Found(LEFT if is_good else NOT_TAKEN, values, is_good=is_good)
    finally:
        way.close()


def _letter(sender: Sender, to: str) -> Parcel:
    letter = EmailMessage(policy=SMTP.clone(max_line_length=76))
    with translation.override(sender.community.language):
        letter["Subject"] = gettext(SUBJECT)
        text = gettext(BODY).format(community=sender.community.name, title=sender.title)
    back, recipient = address_of(sender.address), address_of(to)
    if not recipient.isascii():  # a letter like this one has no headers in such letters
        raise Refusal(Reason(ODD_ADDRESS, values={"to": to}))
    letter["From"], letter["To"] = back.decode(), recipient.decode()
    letter["Date"], letter["Message-ID"] = formatdate(), make_msgid(domain=sender.address.rpartition("@")[2])
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(text, cte="quoted-printable")
    data = letter.as_bytes()
    if sender.dkim_key and sender.dkim_selector:
        domain = sender.address.rpartition("@")[2]
        data = signer_of(domain, sender.dkim_selector, unseal(sender.dkim_key)).signed(data)
    return Parcel(0, back, recipient, data)
