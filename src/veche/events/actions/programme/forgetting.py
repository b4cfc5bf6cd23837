"""Forgetting: what is kept of a speaker who was erased by law."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction

from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.events.actions.programme.slides import drop_files
from veche.events.models import Asking, Proposal, Review, Slides, Speaker
from veche.events.terms import KEEP_EVENTS, ProposalState
from veche.kit.time import now

if TYPE_CHECKING:
    from veche.core.models import Organisation

NOBODY = "–"


def forget_speakers(organisation: Organisation, identities: Sequence[int], *, by: Actor) -> None:
    """Erase names, bios and ways to reach of these handles' speakers and proposals. May be repeated.

    A talk that was never taken is gone in words too, with what was thought of it; one that was stays in
    the programme without them. Their link leads nowhere any more, and their slides are deleted.
    """
    require(by, KEEP_EVENTS, in_=organisation)
    nobody = {"name": NOBODY, "bio": "", "email": "", "contact": ""}
    with transaction.atomic():
        speakers = Speaker.objects.filter(community__organisation=organisation, identity__in=identities)
        _forget_askings(list(speakers.values_list("pk", flat=True)))
        count = speakers.update(folded="", **nobody)
        proposals = Proposal.objects.filter(
            event__community__organisation=organisation, identity__in=identities
        )
        count += proposals.update(letter="", needs="", **nobody)
        untaken = proposals.exclude(state=ProposalState.ACCEPTED)
        Review.objects.filter(proposal__in=untaken.values("pk")).update(words="")
        untaken.update(title=NOBODY, abstract="")
        if count:
            audit(by, "events.forget_speakers", in_=organisation, count=count)


def _forget_askings(speakers: Sequence[int]) -> None:
    askings = Asking.objects.filter(speaking__speaker__in=speakers)
    slides = Slides.objects.filter(asking__in=askings)
    drop_files(list(slides.values_list("file", flat=True)))
    slides.delete()
    askings.filter(withdrawn_at=None).update(withdrawn_at=now())
    askings.update(
        email="", chat=None, channel=None, subject=NOBODY, text="", words="", need_words="", diets=[],
        diet_words="", diet_consent="", diet_ends_at=None,
    )  # fmt: skip
