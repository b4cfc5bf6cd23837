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
