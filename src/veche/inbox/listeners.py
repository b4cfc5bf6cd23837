"""What the inbox hears from below: shells that load and call."""

from collections.abc import Sequence

from veche.core.models import Community
from veche.core.terms import SYSTEM
from veche.inbox import actions
from veche.kit.jobs import job
from veche.kit.terms import N_
from veche.ledger.models import Origin


@job(N_("Learn from what was answered"), bound=900)
def learn_answers(origin: int, first: int, last: int, **_: int) -> None:
    """Look at the questions that a batch of facts asks or answers."""
    found = Origin.objects.select_related("community__organisation").filter(pk=origin).first()
    if found and last >= first:
        actions.learn_batch(first, last, in_=found.community, by=SYSTEM)


@job(N_("Unlearn the answers of a withdrawn import"), bound=900)
def unlearn_withdrawn(origin: int, **_: object) -> None:
    """Take out what a withdrawn origin had brought."""
    found = Origin.objects.select_related("community__organisation").filter(pk=origin).first()
    if found:
        actions.drop_withdrawn(in_=found.community, by=SYSTEM)


@job(N_("Unlearn what a forgotten person said"), bound=900)
def unlearn_forgotten(organisation: int, identities: Sequence[int], **_: object) -> None:
    """Take out what a person who was forgotten by law had asked and answered."""
    for community in Community.objects.select_related("organisation").filter(organisation=organisation):
        actions.forget_answers(identities, in_=community, by=SYSTEM)
