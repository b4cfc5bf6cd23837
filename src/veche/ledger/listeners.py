"""What the ledger hears from below: shells that load and call."""

from veche.kit.jobs import job
from veche.kit.terms import N_
from veche.ledger import columns


@job(N_("Follow a community's new time zone"), bound=3 * 3600, lane="long")
def follow_zone(community_id: int, changed: list[str]) -> None:
    """Make the figures anew where their days changed."""
    if "time_zone" in changed:
        columns.append(community_id)
