"""Jobs about what comes back."""

from veche.core.models import Community
from veche.core.terms import SYSTEM
from veche.kit.jobs import enqueue, job
from veche.kit.terms import N_, Refusal, Trouble
from veche.mailing import actions, queries
from veche.mailing.models import Sender


@job(N_("Read what came back of letters"), bound=300, attempts=20)
def read_returns(pk: int) -> None:
    """Read what waits in one community."""
    if found := Community.objects.select_related("organisation").filter(pk=pk, closed_at=None).first():
        actions.read_returns(in_=found, by=SYSTEM)


@job(N_("Look into the mailboxes that letters come back to"), bound=60)
def read_return_boxes() -> None:
    """Ask for a look into each; a slow one keeps no other waiting."""
    for pk in queries.senders_with_return_boxes():
        enqueue(read_return_box, key=str(pk), pk=pk)


@job(N_("Look into a mailbox that letters come back to"), bound=300, attempts=2)
def read_return_box(pk: int) -> None:
    """Keep the unread letters of a sender's return mailbox; what is wrong with it stands beside it."""
    sender = Sender.objects.select_related("community__organisation").filter(pk=pk, removed_at=None).first()
    if sender is None:
        return
    try:
        actions.collect_returns(sender, by=SYSTEM)
    except (Refusal, Trouble) as error:
        actions.note_return_box(sender, str(error), by=SYSTEM)
    else:
        actions.note_return_box(sender, "", by=SYSTEM)


@job(N_("Empty returned letters of last month"))
def tidy_returns() -> None:
    """Empty raw letters of long ago, and ask for what was left waiting: one that fails keeps no other."""
    for community in queries.communities_with_returns():
        actions.empty_returns(in_=community, by=SYSTEM)
        enqueue(read_returns, key=str(community.pk), community=community.pk, pk=community.pk)
