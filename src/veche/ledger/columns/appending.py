"""Appending: what is new behind the horizon becomes fresh segments."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from veche.kit.jobs import enqueue
from veche.ledger.columns import manifest, reading, rewording, shapes, writing
from veche.ledger.columns.alone import alone
from veche.ledger.columns.gathering import Gathered, zone_of_community
from veche.ledger.columns.reading import Horizon
from veche.ledger.columns.rebuilding import make_anew
from veche.ledger.columns.writing import Piece
from veche.ledger.models import ColumnarCopy, Segment

log = logging.getLogger("veche.columns")
# A segment set holds about so many rows at the most: what fits the engine's memory well.
PORTION = 200_000
# So many fresh segments of a table, or rows in them, want tidying.
MANY_SEGMENTS, MANY_ROWS = 12, 500_000


def append_new(community_id: int) -> None:
    """Copy what came since the last time: facts, replies, stated numbers, words. May be cut off anywhere."""
    with alone(community_id):
        copy = manifest.copy_of(community_id)
        if is_outdated(copy):
            make_anew(copy)
            return
        horizon = reading.settle_horizon()
        if Horizon(copy.appended_to, copy.tallied_to, copy.worded_to) != horizon:
            with writing.writer() as engine:
                gathered = Gathered(engine, community_id)
                if not (_follow_edits(gathered, copy, horizon) and _copy_up_to(gathered, copy, horizon)):
                    log.warning("the columnar copy of %s was changed meanwhile", community_id)
    _ask_for_tidying(community_id)


def is_outdated(copy: ColumnarCopy) -> bool:
    """Tell whether the copy was made by other shapes or in another zone than the community's now."""
    if not copy.version or not copy.time_zone:
        return False
    return (copy.shapes, copy.time_zone) != (shapes.VERSION, zone_of_community(copy.community_id))


def _follow_edits(gathered: Gathered, copy: ColumnarCopy, horizon: Horizon) -> bool:
    """Read again, step by step, what is said now where words of what was copied were edited."""
    span = copy.worded_to, horizon.wording, copy.appended_to
    for rows, worded_to in reading.edited_between(copy.community_id, *span):
        gathered.add_words(rows)
        gone = rewording.without(gathered.engine, copy.community_id, "id", [row[0] for row in rows])
        if not _list(copy, gathered, Horizon(copy.appended_to, copy.tallied_to, worded_to), *gone):
            return False
    return True


def _copy_up_to(gathered: Gathered, copy: ColumnarCopy, horizon: Horizon) -> bool:
    """List what is new in portions; answers whether nobody else changed the copy meanwhile."""
    start = after = copy.appended_to
    while True:
        rows = reading.facts_between(copy.community_id, after, horizon.fact)
        gathered.add_facts(rows)
        is_last = len(rows) < reading.STEP
        after = horizon.fact if is_last else rows[-1][0]
        if is_last:
            for numbers in reading.tallies_between(copy.community_id, copy.tallied_to, horizon.tally):
                gathered.add_tallies(numbers)
        if is_last or gathered.facts >= PORTION:
            gathered.add_links(reading.links_between(copy.community_id, start, after))
            # The words of what is still to come are read as they are now: no edit up to here is missed.
            upto = horizon if is_last else Horizon(after, copy.tallied_to, horizon.wording)
            if not _list(copy, gathered, upto):
                return False
            start = after
        if is_last:
            return True


def _list(
    copy: ColumnarCopy,
    gathered: Gathered,
    upto: Horizon,
    pieces: Sequence[Piece] = (),
    drop: Sequence[Segment] = (),
) -> bool:
    """List what was gathered, and pieces in the place of segments that go."""
    done = {"appended_to": upto.fact, "tallied_to": upto.tally, "worded_to": upto.wording}
    changes: dict[str, Any] = done | {"time_zone": gathered.zone, "shapes": shapes.VERSION}
    return manifest.commit(copy, [*pieces, *gathered.write()], drop=drop, **changes)


def _ask_for_tidying(community_id: int) -> None:
    fresh = manifest.live_segments(community_id, "interactions", fresh=True)
    if len(fresh) >= MANY_SEGMENTS or sum(segment.rows for segment in fresh) >= MANY_ROWS:
        enqueue(
            "ledger.jobs.compact_columns",
            key=str(community_id),
            community=community_id,
            community_id=community_id,
        )
