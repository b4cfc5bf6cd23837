"""Jobs of the ledger: shells that load and call."""

from veche.core.models import Community
from veche.core.terms import SYSTEM
from veche.kit.jobs import job, tell_progress
from veche.kit.terms import N_, Trouble
from veche.ledger import columns
from veche.ledger.actions import indexing
from veche.ledger.actions.withdrawing import take_back_step
from veche.ledger.models import Origin
from veche.ledger.queries import WORDS, erased_identities, span_of_origin


@job(N_("Make new words findable"))
def index_words(origin: int, first: int, last: int) -> None:
    """Put the latest words of a batch into the search index."""
    indexing.index_wordings(origin, first, last)


@job(N_("Make the search index anew"), bound=3600, lane="long")
def rebuild_search() -> None:
    """Make the search index anew from all words."""
    indexing.rebuild_search()


@job(N_("Bring the figures up to date"), bound=900)
def append_columns(community_id: int) -> None:
    """Copy what is new in the community into the columnar copy."""
    columns.append(community_id)


@job(N_("Make a month of figures anew"), bound=900)
def rebuild_month(community_id: int, month: int) -> None:
    """Make the columnar copy of one month again from the ledger."""
    columns.rebuild_month(community_id, month)


@job(N_("Take an import back"), bound=3600, lane="long")
def take_back(origin: int) -> None:
    """Take out all facts of a withdrawn origin, step by step."""
    found = Origin.objects.select_related("community__organisation").get(pk=origin)
    first, last = span_of_origin(found)
    at = 0
    while at := take_back_step(found, by=SYSTEM, after=at):
        tell_progress(at - first + 1, last - first + 1, kept=True)


@job(N_("Tidy the columnar copy"), bound=1800, lane="long")
def compact_columns(community_id: int = 0) -> None:
    """Join small segments, of one community or of all, and remove files nobody reads any more."""
    if community_id:
        columns.compact_one(community_id)
    else:
        columns.compact()


@job(N_("Make all figures anew"), bound=3 * 3600, lane="long")
def rebuild_columns(community_id: int = 0) -> None:
    """Make the columnar copy anew, of one community or of all."""
    for community in [community_id] if community_id else Community.objects.values_list("pk", flat=True):
        columns.rebuild(community)


# It waits for whoever is at the copy, however long that takes: the law knows no «gave up».
@job(N_("Take erased words out of the figures"), bound=1800, attempts=100_000, lane="long")
def erase_from_columns(organisation: int) -> None:
    """Take what was read out of words that were erased by law out of the columnar copies."""
    communities = Community.objects.filter(organisation=organisation).order_by("pk")
    held = None
    # Those without a copy too: the first one may be on its way, with words in it.
    for community in communities.values_list("pk", flat=True):
        try:
            columns.erase_words(community, erased_identities(organisation))
        except Trouble as trouble:  # one that is held must not keep the others waiting
            held = trouble
    if held:
        raise held


@job(N_("Overwrite erased words in the index"), bound=3600, lane="long")
def purge_words() -> None:
    """Overwrite what was erased by law in the search index, a part at a time."""
    while WORDS.purge_step():
        pass
