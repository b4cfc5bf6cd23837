"""Jobs of the inbox: shells that load and call."""

from veche.core.models import Community
from veche.core.terms import SYSTEM
from veche.inbox import actions
from veche.inbox.models import ModerationRule
from veche.inbox.queries import (
    communities_running_late,
    communities_to_tend,
    communities_with_old_cards,
    digests_due,
)
from veche.inbox.queries.learning import span_of_replies
from veche.kit.jobs import job, tell_progress
from veche.kit.terms import N_

STEP = 5_000


@job(N_("Wake snoozed conversations and close stale ones"), bound=300)
def tend() -> None:
    """Bring back what was snoozed until now, and close what has waited for them long enough."""
    for community in communities_to_tend():
        actions.wake_conversations(in_=community, by=SYSTEM)
        actions.close_stale(in_=community, by=SYSTEM)
        actions.forget_watching(in_=community, by=SYSTEM)
    for community in communities_running_late():
        actions.note_late(in_=community, by=SYSTEM)
    for community in communities_with_old_cards():
        actions.forget_cards(in_=community, by=SYSTEM)


@job(N_("Look at pages that members mention"), bound=600, attempts=3, lane="long")
def fetch_cards(community_id: int, interactions: list[int]) -> None:
    """Look at the first link of each message, where the community wants that."""
    found = Community.objects.select_related("organisation").filter(pk=community_id, closed_at=None).first()
    if found:
        actions.fetch_cards(interactions, in_=found, by=SYSTEM)


@job(N_("Write letters of what waits"), bound=300)
def send_digests() -> None:
    """Write the letters whose hour has come; each day's once."""
    for digest in digests_due():
        actions.send_digest(digest, by=SYSTEM)


@job(N_("Work out by when answers are due"), bound=900)
def count_due(community_id: int) -> None:
    """Follow changed hours, holidays and promises in every open conversation."""
    found = Community.objects.select_related("organisation").filter(pk=community_id).first()
    if found:
        actions.count_due(in_=found, by=SYSTEM)


@job(N_("Lay what became of promises beside the figures"), bound=600)
def lay_promises(community_id: int) -> None:
    """Have figures count promises as they were kept until now."""
    found = Community.objects.select_related("organisation").filter(pk=community_id).first()
    if found:
        actions.lay_promises(in_=found, by=SYSTEM)


@job(N_("Judge anew which promises were kept"), bound=3 * 3600, lane="long")
def judge_anew() -> None:
    """Look at every conversation and mark of all communities, and have figures know of them."""
    for community in Community.objects.select_related("organisation").order_by("pk"):
        actions.judge_anew(in_=community, by=SYSTEM)


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


@job(N_("Try a rule of moderation on the last days"), bound=1800)
def try_moderation_rule(pk: int) -> None:
    """Try a rule on the last 30 days, so that it may be switched on."""
    found = ModerationRule.objects.select_related("community__organisation").filter(pk=pk).first()
    if found:
        actions.try_moderation_rule(found, by=SYSTEM)
