"""What checks before sending leave behind, as a letter keeps it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from veche.mailing.terms.checking import Finding, Severity

MOST_LINKS_ASKED = 60


@dataclass(frozen=True, slots=True)
class Looked:
    """How far the asking of the outside is: of which version, when, how many of how many, what was found."""

    version: int = 0
    at: int = 0
    done: int = 0
    whole: int = 0
    is_over: bool = False
    findings: Sequence[Finding] = field(default_factory=tuple)

    def written(self) -> dict[str, Any]:
        """Answer it as a letter keeps it."""
        return {
            "version": self.version, "at": self.at, "done": self.done, "whole": self.whole,
            "is_over": self.is_over,
            "findings": [[one.severity, one.text, one.place, dict(one.values)] for one in self.findings],
        }  # fmt: skip


def read_looked(kept: Mapping[str, Any]) -> Looked | None:
    """Answer what a letter keeps of its checks, or nothing where there was none."""
    if not kept:
        return None
    findings = [Finding(Severity(severity), *rest) for severity, *rest in kept.get("findings", [])]
    numbers = {name: int(kept.get(name, 0)) for name in ("version", "at", "done", "whole")}
    return Looked(**numbers, is_over=bool(kept.get("is_over")), findings=findings)
