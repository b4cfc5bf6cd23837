"""What checks find in a letter as it stands: without asking anybody outside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from veche.kit.terms import Reason, Refusal
from veche.mailing.models import Sender
from veche.mailing.queries.happening import sequence_about, values_of_sample
from veche.mailing.queries.rendering import material_of
from veche.mailing.rules.checking import check_letter
from veche.mailing.terms import SenderState
from veche.mailing.terms.checking import Finding, Severity
from veche.mailing.terms.checks import Looked, read_looked
from veche.people.queries import fields_of

if TYPE_CHECKING:
    from veche.mailing.models import Letter, Variant


def findings_in(letter: Letter, variant: Variant | None = None) -> list[Finding]:
    """Answer what is found in a letter, or a variant of it, now, the gravest first.

    Source that cannot be read is a finding.
    """
    fields = [line.key for line in fields_of(letter.community) if not line.purpose]
    try:
        material = material_of(letter, variant=variant)
        rendered = material.rendered()
    except Refusal as refusal:
        return [Finding(Severity.FAULT, one.text, one.place, one.values) for one in refusal.reasons]
    event = values_of_sample(letter, None) if sequence_about(letter) else None
    found = check_letter(
        material.draft, rendered, material.theme, material.lent, fields=fields, event=event
    )  # fmt: skip
    return list({(one.text, str(one.values), one.place): one for one in found}.values())


def faults_in(letter: Letter) -> list[Reason]:
    """Answer why a letter and its variants must not leave as they are, each reason once."""
    found = [
        *findings_in(letter),
        *(one for kept in letter.variants.all() for one in findings_in(letter, kept)),
    ]
    reasons = {
        (one.text, str(one.values)): Reason(one.text, one.place, values=one.values)
        for one in found if one.severity is Severity.FAULT
    }  # fmt: skip
    return list(reasons.values())


def looked_at(letter: Letter) -> Looked | None:
    """Answer what the asking of the outside found last, of this version or an older one."""
    return read_looked(letter.checks)


def ways_out(letter: Letter) -> list[tuple[Sender, list[tuple[Reason, bool]]]]:
    """Answer the ways out a letter may take, each with what was found of its server and its domain.

    What was found: the reason, and whether it is good; nothing of one that was not looked at yet.
    """
    found = Sender.objects.filter(community=letter.community_id, removed_at=None, state=SenderState.OPEN)
    own = letter.sender_id or letter.newsletter.sender_id
    chosen = found.filter(pk=own) if own else found.order_by("pk")
    return [
        (one, [(Reason(text, values=values), is_good) for text, values, is_good in one.findings])
        for one in chosen
    ]
