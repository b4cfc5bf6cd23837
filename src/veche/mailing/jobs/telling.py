"""Telling the ledger what came of letters."""

from veche.core.models import Community
from veche.core.terms import SYSTEM
from veche.kit.jobs import job
from veche.kit.terms import N_
from veche.mailing import actions


@job(N_("Tell the ledger what people said about newsletters"), bound=300)
def tell_subscriptions(community_id: int) -> None:
    """Tell the ledger of every word it has not heard of."""
    community = Community.objects.select_related("organisation").filter(pk=community_id).first()
    while community and actions.tell_subscriptions(in_=community, by=SYSTEM):
        pass
