"""Machine: what reports say in fields for machines: of deliveries (RFC 3464, 6533), complaints (5965)."""

from __future__ import annotations

import re
from typing import NamedTuple

from veche.mailing.rules.reports.addresses import address_in
from veche.mailing.rules.reports.causes import Judged, is_telling, judged, status_in
from veche.mailing.rules.reports.evidence import UNSAID, coded, near, whole
from veche.mailing.rules.reports.mails import Fields, Mail, Part, fields_in
from veche.mailing.terms.returning import MEANING, Cause, Returned, What

STATUS_KINDS = frozenset({"message/delivery-status", "message/global-delivery-status"})
FEEDBACK = "message/feedback-report"
MOST_RECIPIENTS = 200
LONGEST_KEPT = 500
_RECIPIENT = ("original-recipient", "final-recipient", "x-actual-recipient")
# Hotmail's reports have no part for machines, but this in the letter that they give back.
_HOTMAIL = "x-hmxmroriginalrecipient"
_EMPTY_LINE = re.compile(r"\n[ \t]*\n")
_BEGINS = re.compile(r"(?im)^(?:reporting-mta|final-recipient|original-recipient):")
# Some forget the empty line between one recipient and the next.
_CROWDED = re.compile(
    r"(?im)(^(?:diagnostic-code|last-attempt-date|remote-mta):.*\n(?:[ \t].*\n)*)(?=final-recipient:)"
)
# Some note the last answer they heard, though it was no refusal.
_NO_REFUSAL = re.compile(r"(?i)\s*(?:smtp\s*;)?\s*2\d\d\b")
# Postfix and Exim tell people at which step a server said no, and keep it from their fields.
_STEP = re.compile(
    r"(?i)\(in reply to [^()]{1,40}\)|\bafter (?:pipelined )?(?:mail from|helo|ehlo|end of data|data)\b"
)
_SUCCESSES = {"delivered": What.DELIVERED, "relayed": What.DELIVERED, "expanded": What.DELIVERED}


class Said(NamedTuple):
    """What a report says of a recipient in its fields, before it is judged."""

    address: str
    action: str
    status: str
    diagnostic: str


def said_by(mail: Mail) -> list[Said]:
    """Answer what the fields of a delivery report say, a recipient each."""
    said: dict[str, Said] = {}
    for part in mail.parts:
        if part.kind in STATUS_KINDS or _holds_fields(part):
            for one in _recipients_in(part.text):
                said.setdefault(one.address, one)
    named = [one for one in said.values() if one.address]
    return (named or list(said.values()))[:MOST_RECIPIENTS]


def _holds_fields(part: Part) -> bool:
    """Tell whether a part says in words what the standard has a part of its own for: some do."""
    return part.kind in ("text/plain", "message/rfc822") and bool(
        re.search(r"(?im)^reporting-mta:", part.text) and re.search(r"(?im)^final-recipient:", part.text)
    )


def _recipients_in(text: str) -> list[Said]:
    begins = _BEGINS.search(text)
    if not begins:
        return []
    found = []
    blocks = _EMPTY_LINE.split(_CROWDED.sub(r"\1\n", text[begins.start() :]))
    for block in blocks[: MOST_RECIPIENTS + 20]:
        fields = fields_in(block.strip("\n"))
        names = {name for name, _ in fields.all}
        if "action" not in names and "status" not in names and "final-recipient" not in names:
            continue
        address = next(filter(None, (address_in(fields.get(name)) for name in _RECIPIENT)), "")
        if address or "action" in names:
            found.append(_said(fields, address))
    return found


def _said(fields: Fields, address: str) -> Said:
    """A sender's own notes stand beside the field of the standard, and say more."""
    told = [fields.get("diagnostic-code"), *fields.many("x-supplementary-info")]
    told += [value for name, value in fields.all if name in ("x-notes", "x-display-name", "x-diagnostic")]
    told = [value for value in told if not _NO_REFUSAL.match(value)]
    action = re.match(r"\w*", fields.get("action").lower().strip())
    diagnostic = "; ".join(value for value in told if value)
    return Said(address, action[0] if action else "", status_in(fields.get("status")), diagnostic)


def returned_from(said: Said, words: str) -> Returned:
    """Answer a recipient's part of a delivery report; `words` are what its text for people says of them."""
    judgement = _judged(said, words)
    diagnostic = " ".join((said.diagnostic or words)[:LONGEST_KEPT].split())
    what = judgement.what
    if said.action in _SUCCESSES and not said.status.startswith(("4", "5")):
        what, judgement = _SUCCESSES[said.action], judgement._replace(cause=Cause.NONE)
    return Returned(what, said.address, judgement.cause, judgement.status, judgement.code, diagnostic)


def _judged(said: Said, words: str) -> Judged:
    """Judge by the diagnostic, then by lines with codes, then by a telling status, then by the rest.

    A status that strikes off yields to words beside it that do not, where nobody gave a diagnostic.
    """
    gave_up = said.action != "delayed"

    def judge(text: str) -> Judged:
        return judged(f"{said.diagnostic[:LONGEST_KEPT]} {text}", said.status, gave_up=gave_up)

    step = _STEP.search(words) if said.diagnostic else None
    first = judged(f"{said.diagnostic} {step[0] if step else ''}", said.status, gave_up=gave_up)
    if (said.diagnostic and first.cause not in UNSAID) or not words:
        return first
    if (told := coded(words, judge)) is not None:
        return told
    if is_telling(said.status):
        beside = None if said.diagnostic else near(words, judge)
        return beside if beside and MEANING[beside.cause] is not What.HARD else first
    told = near(words, judge) or whole(words, judge)
    return told if told.cause is not Cause.NONE else first


def _addresses(values: list[str]) -> list[str]:
    """Answer the addresses in fields, each once; blotted out ones are none."""
    found = (address_in(value) for value in values)
    return list(dict.fromkeys(one for one in found if one and not one.startswith("redacted@")))


def complaints_in(mail: Mail, original: Fields) -> list[Returned]:
    """Answer the recipients that a complaint is about, or one without an address."""
    fields = next((fields_in(part.text) for part in mail.parts if part.kind == FEEDBACK), None)
    if fields is None and original.get(_HOTMAIL) and "complaint" in mail.fields.get("subject").lower():
        fields = Fields()
    if fields is None:
        return []
    kind = re.sub(r"[^a-z-]", "", fields.get("feedback-type").lower())[:20]
    what = {"opt-out": What.UNSUBSCRIBED, "opt-out-list": What.UNSUBSCRIBED, "auth-failure": What.BLOCKED,
            "not-spam": What.DELIVERED, "virus": What.BLOCKED, "dmarc": What.BLOCKED}  # fmt: skip
    told = [
        *fields.many("original-rcpt-to"),
        *fields.many("removal-recipient"),
        *fields.many("redacted-address"),
    ]
    named = (told, *(original.many(name) for name in (_HOTMAIL, "x-rcpt-to", "delivered-to", "to")))
    addresses = next(filter(None, (_addresses(values) for values in named)), [])
    meaning = what.get(kind, What.COMPLAINT)
    cause = {"auth-failure": Cause.SENDER, "dmarc": Cause.SENDER, "virus": Cause.CONTENT}.get(
        kind, Cause.NONE
    )
    said = " ".join(fields.get("user-agent").split())[:LONGEST_KEPT]
    return [
        Returned(meaning, address, cause, diagnostic=said, feedback=kind or "abuse")
        for address in addresses[:MOST_RECIPIENTS] or [""]
    ]
