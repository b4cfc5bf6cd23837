"""Knocks: what providers tell of letters they sent for us, each verified in its provider's own way.

A module a provider: `told_by(call)`, and of those that sign `is_genuine(call)`; both refuse nothing and
raise nothing but `ValueError` for what is no call of theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from veche.mailing.rules.knocks import (
    amazon,
    brevo,
    mailersend,
    mailgun,
    mailjet,
    passwords,
    postmark,
    resend,
    sendgrid,
    sparkpost,
    unisender,
)
from veche.mailing.terms.returning import Call, Told

LARGEST_CALL = 4 * 1024**2


class Knocking(NamedTuple):
    """How a provider's calls are verified and read."""

    title: str
    told_by: Callable[[Call], Sequence[Told]]
    # Nothing where it needs the outside to be verified: see `amazon`.
    is_genuine: Callable[[Call], bool] | None
    needs_key: bool
    # What names a call where its signature does not cover the rest: of that only the first is kept.
    once: Callable[[Call], str] | None = None


KNOCKS: Mapping[str, Knocking] = {
    "ses": Knocking("Amazon SES", amazon.told_by, None, needs_key=False),
    "unisender_go": Knocking("Unisender Go", unisender.told_by, unisender.is_genuine, needs_key=True),
    "mailgun": Knocking("Mailgun", mailgun.told_by, mailgun.is_genuine, needs_key=True, once=mailgun.once),
    "postmark": Knocking("Postmark", postmark.told_by, passwords.is_genuine, needs_key=False),
    "sendgrid": Knocking("SendGrid", sendgrid.told_by, sendgrid.is_genuine, needs_key=False),
    "brevo": Knocking("Brevo", brevo.told_by, passwords.is_genuine, needs_key=False),
    "mailjet": Knocking("Mailjet", mailjet.told_by, passwords.is_genuine, needs_key=False),
    "resend": Knocking("Resend", resend.told_by, resend.is_genuine, needs_key=True),
    "sparkpost": Knocking("SparkPost", sparkpost.told_by, passwords.is_genuine, needs_key=False),
    "mailersend": Knocking("MailerSend", mailersend.told_by, mailersend.is_genuine, needs_key=True),
}
