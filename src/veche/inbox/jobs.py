"""Jobs of the inbox: shells that load and call."""

from veche.core.models import Community
from veche.core.terms import SYSTEM
from veche.inbox import actions
from veche.inbox.queries import communities_to_tend
from veche.kit.jobs import job
from veche.kit.terms import N_


@job(N_("Wake snoozed conversations and close stale ones"), bound=300)
def tend() -> None:
    """Bring back what was snoozed until now, and close what has waited for them long enough."""
    for community in communities_to_tend():
        actions.wake_conversations(in_=community, by=SYSTEM)
        actions.close_stale(in_=community, by=SYSTEM)
        actions.forget_watching(in_=community, by=SYSTEM)


@job(N_("Work out by when answers are due"), bound=900)
def count_due(community_id: int) -> None:
    """Follow changed hours, holidays and promises in every open conversation."""
    found = Community.objects.select_related("organisation").filter(pk=community_id).first()
    if found:
        actions.count_due(in_=found, by=SYSTEM)
