"""Jobs of events: shells that load and call."""

from veche.core.models import Community
from veche.core.terms import SYSTEM
from veche.events import actions, queries
from veche.kit.jobs import job
from veche.kit.terms import N_


@job(N_("Record what guests did"), bound=300)
def record_changes(community_id: int) -> None:
    """Tell the ledger of every change of guests that it has not heard of."""
    community = Community.objects.select_related("organisation").filter(pk=community_id).first()
    while community and actions.record_changes(in_=community, by=SYSTEM):
        pass


@job(N_("Note who did not come to events that are over"), bound=300, lane="long")
def mark_missed() -> None:
    """Note who missed events that ended some hours ago, where anybody was let in at a door at all."""
    for event in queries.events_to_close():
        actions.mark_missed(event, by=SYSTEM)
