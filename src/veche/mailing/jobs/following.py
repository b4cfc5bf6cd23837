"""What people did with letters, told to the ledger some minutes later."""

from veche.core.models import Community
from veche.core.terms import SYSTEM
from veche.kit.jobs import job
from veche.kit.terms import N_
from veche.mailing import actions
from veche.mailing.queries.following import communities_to_tell


@job(N_("Tell the ledger of letters that left, of opens and of clicks"), bound=600)
def tell_hits() -> None:
    """Tell the ledger of every letter, open and click it has not heard of."""
    for community in Community.objects.select_related("organisation").filter(pk__in=communities_to_tell()):
        while actions.tell_sent(in_=community, by=SYSTEM):
            pass
        while actions.tell_hits(in_=community, by=SYSTEM):
            pass
