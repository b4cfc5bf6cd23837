"""The columnar copy of the ledger: derived, rebuilt at any time, read by every process at once.

Immutable Parquet segments under `settings.COLUMNS`, listed in `ledger.models.Segment`. New facts
come as *fresh* segments that hold any months; tidying moves them to segments of one month each.
Heavy libraries are imported where they are used: an idle process does not pay for them.
"""

from collections.abc import Callable, Sequence


def append(community_id: int) -> None:
    """Copy what is new in the community; makes all of it anew where zone or shapes changed."""
    from veche.ledger.columns.appending import append_new

    append_new(community_id)


def rebuild(community_id: int, tell: Callable[[int, int], None] | None = None) -> None:
    """Make the community's copy anew; `tell` hears of months done and months in all."""
    from veche.ledger.columns.rebuilding import rebuild_community

    rebuild_community(community_id, tell)


def rebuild_month(community_id: int, month: int) -> None:
    """Make one month anew; months are counted from January 1970 in the community's zone."""
    from veche.ledger.columns.rebuilding import rebuild_months

    rebuild_months(community_id, [month])


def erase_words(community_id: int, identities: Sequence[int]) -> None:
    """Take what was read out of the words of these identities out of every file of the copy, at once."""
    from veche.ledger.columns import rewording

    rewording.erase_words(community_id, identities)


def compact() -> None:
    """Join small segments of every community and remove files that nobody can still read."""
    from veche.ledger.models import ColumnarCopy

    if not ColumnarCopy.objects.exists():
        return
    from veche.ledger.columns.compacting import compact_all

    compact_all()


def compact_one(community_id: int) -> None:
    """Join small segments of a community."""
    from veche.ledger.columns.compacting import compact_community

    compact_community(community_id)
