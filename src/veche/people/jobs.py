"""Jobs of people: shells that load and call."""

from veche.core.models import Community, Organisation
from veche.core.terms import SYSTEM
from veche.kit.jobs import enqueue, job
from veche.kit.terms import N_
from veche.people import actions
from veche.people.actions import indexing
from veche.people.models import Segment


@job(N_("See how near people are"), bound=1800)
def stand(community_id: int) -> None:
    """Look anew at everybody in a community who did something or was merged."""
    if community := _community(community_id):
        while actions.stand_step(community, by=SYSTEM):
            pass


@job(N_("Lay people beside the figures"), bound=900)
def lay_snapshots(community_id: int) -> None:
    """Have figures count the people as they are now."""
    if community := _community(community_id):
        actions.lay_snapshots(community, by=SYSTEM)


@job(N_("Lay what is known of people beside the figures"), bound=600)
def lay_belongings(community_id: int) -> None:
    """Have segments find people by what was just written of them."""
    if community := _community(community_id):
        actions.lay_belongings(community, by=SYSTEM)


@job(N_("See who is in a segment"), bound=600)
def follow_segment(segment: int) -> None:
    """Note who entered a segment and who left it."""
    found = Segment.objects.select_related("community__organisation").filter(pk=segment).first()
    if found:
        actions.follow_segment(found.pk, in_=found.community, by=SYSTEM)


@job(N_("See who is in the segments"), bound=600)
def follow_segments() -> None:
    """Have every segment looked at."""
    for pk, community in Segment.objects.filter(removed_at=None).values_list("pk", "community_id"):
        enqueue(follow_segment, key=str(pk), community=community, segment=pk)


@job(N_("Look for duplicates among people"), bound=3 * 3600, lane="long")
def propose(organisation_id: int) -> None:
    """Compare persons that are new or changed with those they share a trace with."""
    if organisation := Organisation.objects.filter(pk=organisation_id).first():
        while actions.propose_step(organisation, by=SYSTEM):
            pass


@job(N_("See whom time has moved on"), bound=1800)
def review() -> None:
    """Have those looked at whose stage only time has changed."""
    for community in Community.objects.select_related("organisation").filter(closed_at=None):
        actions.review_standings(community, by=SYSTEM)


@job(N_("Recognise everybody anew"), bound=3 * 3600, lane="long")
def recognise_all() -> None:
    """Make everything that is derived about people again, from the ledger and what humans decided."""
    for community in Community.objects.select_related("organisation"):
        actions.recognise_all(community, by=SYSTEM)


@job(N_("Make the index of names anew"), bound=3 * 3600, lane="long")
def rebuild_names() -> None:
    """Make the index by which people are found anew."""
    indexing.rebuild_names()


@job(N_("Overwrite erased names in the index"), bound=3600, lane="long")
def purge_names() -> None:
    """Overwrite what was erased by law in the index of names, a part at a time."""
    indexing.purge_names()


def _community(pk: int) -> Community | None:
    return Community.objects.select_related("organisation").filter(pk=pk).first()
