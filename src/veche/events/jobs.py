"""Jobs of events: shells that load and call."""

from veche.core.models import Community
from veche.core.terms import SYSTEM
from veche.events import actions
from veche.kit.jobs import job
from veche.kit.terms import N_


@job(N_("Record what guests did"), bound=300)
def record_changes(community_id: int) -> None:
    """Tell the ledger of every change of guests that it has not heard of."""
    community = Community.objects.select_related("organisation").filter(pk=community_id).first()
    while community and actions.record_changes(in_=community, by=SYSTEM):
        pass


@job(N_("Record who spoke and who proposed talks"), bound=300)
def record_talks(community_id: int) -> None:
    """Tell the ledger of talks that were given and proposed, where it has not heard of them."""
    community = Community.objects.select_related("organisation").filter(pk=community_id).first()
    while community and (
        actions.record_proposals(in_=community, by=SYSTEM) or actions.record_talks(in_=community, by=SYSTEM)
    ):
        pass


@job(N_("Tell what was decided on a proposed talk"), bound=120)
def tell_decision(proposal: int) -> None:
    """Write the letter of a decision that was not taken back."""
    actions.tell_decision(proposal, by=SYSTEM)
