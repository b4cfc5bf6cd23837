"""What the inbox hears from below: shells that load and call."""

from collections.abc import Sequence

from veche.core.models import Organisation
from veche.core.terms import SYSTEM
from veche.inbox import actions
from veche.kit.jobs import job
from veche.kit.terms import N_
from veche.ledger.models import Origin


@job(N_("Look for what the rules of moderation forbid"), bound=600)
def moderate(origin: int, **span: int) -> None:
    """Have the rules look at a batch of facts; `span` is what `ledger.terms.RECORDED` tells."""
    found = Origin.objects.select_related("community__organisation").filter(pk=origin).first()
    if found and span["first"] and found.withdrawn_at is None:
        actions.moderate_batch(found.community, origin, (span["first"], span["last"]), by=SYSTEM)


@job(N_("Let go of reports of a withdrawn import"), bound=600)
def drop_withdrawn_reports(origin: int) -> None:
    """Drop reports of what is gone with an import."""
    found = Origin.objects.select_related("community__organisation").filter(pk=origin).first()
    if found:
        actions.drop_withdrawn_reports(found.community, by=SYSTEM)


@job(N_("Forget a person in reports"), bound=600)
def forget_reports(organisation: int, person: int, identities: Sequence[int]) -> None:  # noqa: ARG001 - what is told
    """Empty what was written about somebody who was forgotten."""
    found = Organisation.objects.filter(pk=organisation).first()
    if found:
        actions.forget_reports(found, identities, by=SYSTEM)
