"""What a check before sending says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from veche.kit.terms import N_


class Severity(IntEnum):
    """How much a finding matters."""

    NOTE = 1
    WARNING = 2
    FAULT = 3  # such a letter must not leave


SEVERITY_TITLES: Mapping[Severity, str] = {
    Severity.NOTE: N_("worth a look"), Severity.WARNING: N_("better mended"),
    Severity.FAULT: N_("must be mended"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a check found: a gettext text with {named} places, and where it is."""

    severity: Severity
    text: str
    place: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
