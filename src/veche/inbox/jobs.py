"""Jobs of the inbox: shells that load and call."""

from veche.core.terms import SYSTEM
from veche.inbox import actions
from veche.inbox.models import ModerationRule
from veche.kit.jobs import job
from veche.kit.terms import N_


@job(N_("Try a rule of moderation on the last days"), bound=1800)
def try_moderation_rule(pk: int) -> None:
    """Try a rule on the last 30 days, so that it may be switched on."""
    found = ModerationRule.objects.select_related("community__organisation").filter(pk=pk).first()
    if found:
        actions.try_moderation_rule(found, by=SYSTEM)
