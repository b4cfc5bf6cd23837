"""Reading: a letter that came back, read by its fields for machines first, then by its words."""

from __future__ import annotations

from collections.abc import Iterator

from veche.mailing.rules.reports.addresses import address_in
from veche.mailing.rules.reports.automatic import is_away, is_receipt, is_report
from veche.mailing.rules.reports.machine import Said, complaints_in, returned_from, said_by
from veche.mailing.rules.reports.mails import Fields, Mail, read_mail, words_of
from veche.mailing.rules.reports.notices import noticed_in
from veche.mailing.rules.reports.originals import marks_in, message_id_of, original_of, tokens_in
from veche.mailing.rules.reports.wording import LONGEST_JUDGED, read_words, said_in, words_about
from veche.mailing.terms.returning import Report, Returned, Trust, What

_ENVELOPE = ("delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "x-rcpt-to", "to")


def read_report(raw: bytes) -> Report:
    """Answer what a letter says that came to a return address: of each recipient, and of which letter.

    Reads at most a megabyte, forty parts and five levels; answers `NOT_A_REPORT` for what it does not
    understand; never raises.
    """
    mail = read_mail(raw)
    original = original_of(mail)
    return Report(
        returned=tuple(_returned(mail, original)),
        message_id=message_id_of(original),
        marks=_marks(mail, original),
        tokens=tokens_in(*original.many("list-unsubscribe"), *(part.text for part in mail.parts)),
        subject=words_of(mail.fields.get("subject"))[:300],
        sender=words_of(mail.fields.get("from"))[:300],
    )


def _returned(mail: Mail, original: Fields) -> list[Returned]:
    if complaints := complaints_in(mail, original):
        return complaints
    if noticed := noticed_in(mail):
        return noticed
    said = said_in(mail)
    if fields := said_by(mail):
        return [returned_from(one, words) for one, words in zip(fields, _words(said, fields), strict=True)]
    arrived = is_receipt(mail, said)
    if not arrived and is_report(mail, said):
        return read_words(mail, said, original)
    if mail.fields.get("x-apple-unsubscribe"):
        return [Returned(What.UNSUBSCRIBED, address_in(mail.fields.get("from")), trust=Trust.WORDS)]
    what = What.AUTO_REPLY if arrived or is_away(mail) else What.NOT_A_REPORT
    return [Returned(what, trust=Trust.WORDS)]


def _words(said: str, fields: list[Said]) -> Iterator[str]:
    """Yield what a text says of each recipient; of very many, of the first."""
    left = LONGEST_JUDGED
    for one in fields:
        words = words_about(said, one.address) if left > 0 else ""
        left -= len(words) + len(one.diagnostic)
        yield words


def _marks(mail: Mail, original: Fields) -> tuple[str, ...]:
    """Where it was sent to says most; the headers it gives back come next."""
    envelope = [value for name in _ENVELOPE for value in mail.fields.many(name)]
    given_back = [value for name in ("return-path", "sender", "errors-to") for value in original.many(name)]
    return marks_in(*envelope, *given_back, *(part.text for part in mail.parts))
