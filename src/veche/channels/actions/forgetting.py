"""Forgetting: what imports and acts of moderation keep of a person who was erased by law."""

from __future__ import annotations

from collections.abc import Sequence

from veche.channels.models import Import, Intervention
from veche.core.actions import require
from veche.core.models import Organisation
from veche.core.terms import Actor
from veche.ledger.terms import REDACT_IDENTITY


def drop_previews(organisation: Organisation, *, by: Actor) -> int:
    """Drop the lines that dry runs show of their files; answers of how many imports. May be repeated.

    A line has a name and words as the file has them: whose they are is not known any more.
    """
    require(by, REDACT_IDENTITY, in_=organisation)
    found = Import.objects.filter(community__organisation=organisation, survey__preview__isnull=False)
    dropped = 0
    for upload in found.only("pk", "survey"):
        upload.survey = {**(upload.survey or {}), "preview": []}
        upload.save(update_fields=["survey"])
        dropped += 1
    return dropped


def forget_interventions(organisation: Organisation, identities: Sequence[int], *, by: Actor) -> int:
    """Empty why somebody who was forgotten was muted, banned or had words deleted; that it was done stays."""
    require(by, REDACT_IDENTITY, in_=organisation)
    found = Intervention.objects.filter(identity__in=identities, community__organisation=organisation)
    return found.update(reason="", appeal="", error="")
