"""What an approval is of, and who may give it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from typing import Any

from veche.kit.terms import N_, Reason

OWN_WORDS = N_(
    "Whoever wrote in a letter or chose whom it goes to cannot approve it: ask somebody who did neither."
)
NOT_A_PERSON = N_("Only a person can approve a letter.")


def digest_of(facts: Mapping[str, Any]) -> str:
    """Answer the digest of all that an approval is of: another as soon as any of it is another."""
    return hashlib.sha256(json.dumps(facts, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def needs_approval(size: int, above: int, *, is_notice: bool = False) -> bool:
    """Tell whether a letter to so many people needs a second person; one that asks no consent always does."""
    return is_notice or size > above


def reaches_more(size: int, approved: int | None) -> bool:
    """Tell whether a letter would reach more than it was approved for, by over a tenth: people subscribe."""
    return approved is not None and size * 10 > approved * 11


def faults_of_approver(user: int | None, writers: Collection[int | None]) -> list[Reason]:
    """Answer why somebody may not approve a letter that these wrote in."""
    if user is None:
        return [Reason(NOT_A_PERSON)]
    return [Reason(OWN_WORDS)] if user in writers else []
