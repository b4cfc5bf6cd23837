"""Jobs of the inbox: shells that load and call."""

from veche.core.models import Community
from veche.core.terms import SYSTEM
from veche.inbox import actions
from veche.inbox.queries.learning import span_of_replies
from veche.kit.jobs import job, tell_progress
from veche.kit.terms import N_

STEP = 5_000


@job(N_("Learn from all that was answered"), bound=3 * 3600, lane="long")
def relearn_answers(community_id: int = 0) -> None:
    """Look anew at every answered question, of one community or of all."""
    found = Community.objects.select_related("organisation").order_by("pk")
    for community in found.filter(pk=community_id) if community_id else found:
        first, last = span_of_replies()
        for start in range(first, last + 1, STEP):
            actions.learn_batch(start, min(last, start + STEP - 1), in_=community, by=SYSTEM)
            tell_progress(start - first, last - first + 1)


@job(N_("Make articles findable anew"), bound=1800, lane="long")
def reindex_articles() -> None:
    """Put every article into the index of its words again."""
    for community in Community.objects.select_related("organisation").order_by("pk"):
        actions.index_articles(in_=community, by=SYSTEM)
