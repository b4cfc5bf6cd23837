"""Jobs of the portal: shells that load and call."""

from veche.core.models import Community
from veche.core.terms import SYSTEM
from veche.kit.jobs import job, tell_progress
from veche.kit.terms import N_
from veche.portal import actions


@job(N_("Fill the demo"), bound=1800, lane="long")
def fill_demo(community_id: int) -> None:
    """Fill a demo community, and show which file of how many is being taken in."""
    community = Community.objects.select_related("organisation").get(pk=community_id)
    actions.fill_demo(community, by=SYSTEM, tell=lambda _, done, whole: tell_progress(done, whole))
