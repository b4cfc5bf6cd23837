"""Forgetting: what is kept of a speaker who was erased by law."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction

from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.events.models import Proposal, Speaker
from veche.events.terms import KEEP_EVENTS

if TYPE_CHECKING:
    from veche.core.models import Organisation


def forget_speakers(organisation: Organisation, identities: Sequence[int], *, by: Actor) -> None:
    """Erase names, bios and ways to reach of these handles' speakers and proposals. May be repeated."""
    require(by, KEEP_EVENTS, in_=organisation)
    nobody = {"name": "–", "bio": "", "email": "", "contact": ""}
    with transaction.atomic():
        speakers = Speaker.objects.filter(community__organisation=organisation, identity__in=identities)
        count = speakers.update(folded="", **nobody)
        proposals = Proposal.objects.filter(
            event__community__organisation=organisation, identity__in=identities
        )
        count += proposals.update(letter="", needs="", **nobody)
        if count:
            audit(by, "events.forget_speakers", in_=organisation, count=count)
