"""Jobs of events: shells that load and call."""

from veche.core.models import Community
from veche.core.terms import SYSTEM
from veche.events import actions, queries
from veche.events.terms.pairing import PATIENCE_DAYS
from veche.kit.jobs import job
from veche.kit.terms import N_, Refusal
from veche.kit.time import DAY, Moment, now


@job(N_("Record what guests did"), bound=300)
def record_changes(community_id: int) -> None:
    """Tell the ledger of every change of guests that it has not heard of."""
    community = Community.objects.select_related("organisation").filter(pk=community_id).first()
    while community and actions.record_changes(in_=community, by=SYSTEM):
        pass


@job(N_("Go on with introductions"), bound=900)
def tend_introductions() -> None:
    """Make the rounds whose time has come and ask their people; wait for nobody longer than a week."""
    for found in queries.due_rounds():
        try:
            made = actions.repeat_round(found, by=SYSTEM)
        except Refusal:
            continue  # nobody to put together this time; the page shows the round as it is
        if made:
            actions.ask_round(made, by=SYSTEM)
    before = Moment(now() - PATIENCE_DAYS * DAY)
    for table in queries.late_introductions(before):
        actions.end_waiting(table, before, by=SYSTEM)
