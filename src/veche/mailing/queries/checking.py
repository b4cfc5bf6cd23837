"""What checks find in a letter as it stands: without asking anybody outside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from veche.kit.terms import Refusal
from veche.mailing.queries.rendering import material_of
from veche.mailing.rules.checking import check_letter
from veche.mailing.terms.checking import Finding, Severity
from veche.mailing.terms.checks import Looked, read_looked
from veche.people.queries import fields_of

if TYPE_CHECKING:
    from veche.mailing.models import Letter


def findings_in(letter: Letter) -> list[Finding]:
    """Answer what is found in a letter now, the gravest first; source that cannot be read is a finding."""
    fields = [line.key for line in fields_of(letter.community) if not line.purpose]
    try:
        material = material_of(letter)
        rendered = material.rendered()
    except Refusal as refusal:
        return [Finding(Severity.FAULT, one.text, one.place, one.values) for one in refusal.reasons]
    return check_letter(material.draft, rendered, material.theme, material.lent, fields=fields)


def looked_at(letter: Letter) -> Looked | None:
    """Answer what the asking of the outside found last, of this version or an older one."""
    return read_looked(letter.checks)
