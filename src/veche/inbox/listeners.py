"""What the inbox hears from below: shells that load and call."""

from collections.abc import Sequence

from veche.core.models import Organisation
from veche.core.terms import SYSTEM
from veche.inbox import actions
from veche.kit.jobs import job
from veche.kit.terms import N_
from veche.ledger.models import Origin


@job(N_("Open conversations that want an answer"), bound=600)
def gather(origin: int, **span: int) -> None:
    """Put a batch of facts into conversations; `span` is what `ledger.terms.RECORDED` tells."""
    found = Origin.objects.select_related("community__organisation").filter(pk=origin).first()
    if found and span["first"] and found.withdrawn_at is None:
        actions.gather_batch(found.community, origin, (span["first"], span["last"]), by=SYSTEM)


@job(N_("Let go of conversations of a withdrawn import"), bound=600)
def drop_withdrawn(origin: int) -> None:
    """Take out of conversations what is gone with an import."""
    found = Origin.objects.select_related("community__organisation").filter(pk=origin).first()
    if found:
        actions.drop_withdrawn(found.community, by=SYSTEM)


@job(N_("Forget a person in conversations"), bound=600)
def forget_traces(organisation: int, person: int, identities: Sequence[int]) -> None:  # noqa: ARG001 - what is told
    """Take away what colleagues wrote about somebody who was forgotten."""
    found = Organisation.objects.filter(pk=organisation).first()
    if found:
        actions.forget_traces(found, identities, by=SYSTEM)
