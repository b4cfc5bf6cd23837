"""Addresses that a person types for answers to go to."""

from __future__ import annotations

import re

from veche.kit.terms import N_, Reason

NO_ADDRESS = N_("This is no e-mail address: {told}.")
_ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]\\]{1,64}@[^\s@<>,;:\"()\[\]\\.]+(\.[^\s@<>,;:\"()\[\]\\.]+)+")
LONGEST = 254


def is_address(told: str) -> bool:
    """Tell whether a text is one e-mail address, without names and comments (RFC 5321, no quoted parts)."""
    return len(told) <= LONGEST and told.isprintable() and _ADDRESS.fullmatch(told) is not None


def faults_of_address(told: str, field: str) -> list[Reason]:
    """Answer why a text that is not empty is no address."""
    return [] if not told or is_address(told) else [Reason(NO_ADDRESS, field, values={"told": told[:100]})]
