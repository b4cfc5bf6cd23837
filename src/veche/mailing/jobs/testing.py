"""Sending a letter to try it: by the way it would take, with the name and signature of its sender."""

from __future__ import annotations

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate, make_msgid

from django.utils import translation
from django.utils.translation import gettext

from veche.kit.jobs import job
from veche.kit.smtp import Fate, Outcome, Parcel, Patience, address_of
from veche.kit.terms import N_, Trouble
from veche.mailing.actions.testing import SUBJECT
from veche.mailing.jobs.ways import open_way, signer_for
from veche.mailing.models import Letter, Sender
from veche.mailing.queries.rendering import rendered_letter, values_for, variant_of
from veche.mailing.queries.sending.drawing import frame_of
from veche.mailing.rules.rendering import shown_letter
from veche.mailing.terms import SenderState

NOT_TAKEN = N_("The letter to {to} was not taken: {said}")
QUICK = Patience(10, 20, 20, 30)


class _Nothing:
    """A test needs no notes: nothing of it is counted."""

    def answered(self, outcome: Outcome) -> None:
        """Forget it."""

    def said(self, key: int) -> None:
        """Forget it."""


@job(N_("Send a letter to try it"), bound=120, attempts=2)
def try_letter(letter: int, sender: int, to: str, person: int = 0, variant: int = 0) -> None:
    """Send a letter to one of the team as a person of its audience would get it; fails with what was said."""
    found = Letter.objects.select_related("community__organisation", "newsletter__theme", "theme")
    row = found.filter(pk=letter, removed_at=None).first()
    way_out = Sender.objects.filter(pk=sender, removed_at=None, state=SenderState.OPEN).first()
    if row is None or way_out is None:
        return
    way = open_way(way_out, QUICK)
    try:
        written = _written(row, way_out, to, person, variant)
        parcel = Parcel(0, address_of(way_out.address), address_of(to), written)
        outcome = next(iter(way.carry([parcel], _Nothing())))
    finally:
        way.close()
    if outcome.fate != Fate.SENT:
        raise Trouble(NOT_TAKEN.format(to=to, said=str(outcome.reply)[:300]))


def _written(letter: Letter, sender: Sender, to: str, person: int, variant: int) -> bytes:
    other = variant_of(letter, variant)
    rendered = rendered_letter(letter, variant=other)
    subject, html, plain = shown_letter(rendered, values_for(letter, person or None, email=to))
    frame = frame_of(letter, sender, eight_bit=False)
    with translation.override(letter.community.language):
        subject = gettext(SUBJECT).format(subject=subject)
    made = EmailMessage(policy=SMTP.clone(max_line_length=76))
    made["Subject"], made["From"], made["To"] = (
        subject,
        Address(frame.from_name, addr_spec=sender.address),
        to,
    )
    if frame.reply_to:
        made["Reply-To"] = frame.reply_to
    made["Date"], made["Message-ID"] = formatdate(), make_msgid(domain=frame.message_domain)
    made.set_content(plain, cte="quoted-printable")
    made.add_alternative(html, subtype="html", cte="quoted-printable")
    data, signer = made.as_bytes(), signer_for(sender)
    return signer.signed(data) if signer else data
