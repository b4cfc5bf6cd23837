"""Holding a letter: who changes it, changes it alone."""

from __future__ import annotations

from veche.core.actions import require
from veche.core.terms import Actor
from veche.kit.terms import N_, Reason, Refusal
from veche.mailing.models import Letter
from veche.mailing.terms import SEE_LETTERS, WRITABLE

LEFT = N_("This letter has begun to leave: nothing in it can be changed any more.")


def hold_letter(letter: Letter, *, by: Actor) -> Letter:
    """Answer a letter read anew and held until the transaction ends."""
    require(by, SEE_LETTERS, in_=letter.community)
    found = Letter.objects.select_for_update(of=("self",))
    return found.select_related("newsletter", "theme", "segment", "community").get(pk=letter.pk)


def hold_writable(letter: Letter, *, by: Actor) -> Letter:
    """Answer a letter held until the transaction ends; refuses one that has begun to leave."""
    held = hold_letter(letter, by=by)
    if held.state not in WRITABLE:
        raise Refusal(Reason(LEFT))
    return held
