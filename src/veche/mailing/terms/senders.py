"""Ways out for letters."""

from collections.abc import Mapping
from enum import StrEnum

from veche.kit.terms import N_


class SenderKind(StrEnum):
    """What takes our letters."""

    OUTBOX = "outbox"  # nothing leaves: letters are kept on a page, to try things out
    SMTP = "smtp"
    PROVIDER = "provider"  # over HTTP, by its own interface


class SenderState(StrEnum):
    """Whether letters leave through it."""

    OPEN = "open"
    HELD = "held"  # stopped by a person
    BROKEN = "broken"  # stopped itself; `trouble` says why


SENDER_TITLES: Mapping[SenderState, str] = {
    SenderState.OPEN: N_("letters leave"), SenderState.HELD: N_("held by hand"),
    SenderState.BROKEN: N_("stopped by itself"),
}  # fmt: skip
# Those that take letters by an interface of their own; every other one has an SMTP server (Amazon SES too).
PROVIDERS: Mapping[str, str] = {
    "unisender_go": "Unisender Go", "mailgun": "Mailgun", "postmark": "Postmark", "brevo": "Brevo",
    "sendgrid": "SendGrid", "mailjet": "Mailjet", "resend": "Resend", "sparkpost": "SparkPost",
    "mailersend": "MailerSend",
}  # fmt: skip
# Whose accounts live at addresses of their own, and who asks for a second key beside the first.
PLACED_PROVIDERS = frozenset({"unisender_go"})
TWO_KEYED_PROVIDERS = frozenset({"mailjet"})
