"""Rebuilding: months read from the ledger again, one by one, and put in place at one moment."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from veche.kit import sql
from veche.kit.terms import Trouble
from veche.kit.time import DAY, HOUR
from veche.ledger.columns import calendar, manifest, reading, shapes, writing
from veche.ledger.columns.alone import alone
from veche.ledger.columns.gathering import Gathered
from veche.ledger.columns.reading import Horizon
from veche.ledger.columns.writing import Piece
from veche.ledger.models import Channel, ColumnarCopy, Segment

AROUND = 3 * HOUR
Tell = Callable[[int, int], None]


def rebuild_community(community_id: int, tell: Tell | None = None) -> None:
    """Make the whole copy of a community anew; the old one is read until the new one is whole."""
    with alone(community_id):
        make_anew(manifest.copy_of(community_id), tell)


def rebuild_months(community_id: int, months: Sequence[int]) -> None:
    """Make some months anew, as far as the copy has come. Safe to repeat and to cut off."""
    with alone(community_id):
        copy = manifest.copy_of(community_id)
        if not copy.version:
            return  # nothing was copied yet: the first time brings it all
        with writing.writer() as engine:
            gathered, channels = Gathered(engine, community_id), _channels_of(community_id)
            pieces, upto = [], Horizon(copy.appended_to, copy.tallied_to, copy.worded_to)
            for month in months:
                pieces += _month_pieces(gathered, channels, month, upto)
            live = manifest.live_segments(community_id, *shapes.FACTS)
            drop = [s for s in live if s.month is None or s.month in months or s.month == shapes.EVERY]
            pieces += _fresh_without(gathered, [s for s in live if s.month is None], months)
            stay = [s for s in live if s not in drop]
            paths = [p.path for p in pieces if p.table == "months"]
            pieces += gathered.write_entries([*paths, *(s.path for s in stay if s.table == "months")])
        _commit(copy, pieces, drop)


def make_anew(copy: ColumnarCopy, tell: Tell | None = None) -> None:
    """Make everything anew while the caller holds the copy alone."""
    horizon = reading.settle_horizon()
    pieces: list[Piece] = []
    with writing.writer() as engine:
        gathered, channels = Gathered(engine, copy.community_id), _channels_of(copy.community_id)
        months = _months_of(channels, gathered.zone)
        for number, month in enumerate(months, start=1):
            pieces += _month_pieces(gathered, channels, month, horizon)
            if tell:
                tell(number, len(months))
        pieces += gathered.write_entries([piece.path for piece in pieces if piece.table == "months"])
    old = manifest.live_segments(copy.community_id, *shapes.FACTS)
    made_by = {"time_zone": gathered.zone, "shapes": shapes.VERSION}
    upto = {"appended_to": horizon.fact, "tallied_to": horizon.tally, "worded_to": horizon.wording}
    _commit(copy, pieces, old, **upto, **made_by)


def _commit(copy: ColumnarCopy, pieces: list[Piece], drop: list[Segment], **changes: object) -> None:
    if not manifest.commit(copy, pieces, drop=drop, **changes):
        raise Trouble("the columnar copy was changed meanwhile", retry_after=1)


def _month_pieces(gathered: Gathered, channels: list[int], month: int, upto: Horizon) -> list[Piece]:
    start, end = calendar.month_bounds(month, gathered.zone)
    # A clock put back at midnight has the last day's end after the first day's start.
    bounds = (max(0, start - AROUND), end + AROUND)
    for rows in reading.facts_within(channels, *bounds, upto.fact):
        gathered.add_facts(rows)
    for rows in reading.links_within(channels, *bounds, upto.fact):
        gathered.add_links(rows)
    for rows in reading.tallies_within(channels, *bounds, upto):
        gathered.add_tallies(rows)
    return gathered.write(month)


def _fresh_without(gathered: Gathered, fresh: list[Segment], months: Sequence[int]) -> list[Piece]:
    """Write the fresh segments anew without the months and without entries."""
    pieces = []
    for table in shapes.FACTS:
        paths = [segment.path for segment in fresh if segment.table == table]
        if paths and "month" in shapes.TABLES[table]:
            among = ", ".join(map(str, map(int, months)))
            rest = f"(SELECT * FROM {writing.read_files(paths, table)} WHERE month NOT IN ({among}))"
            select = shapes.JOINED[table].format(source=rest)
            piece = writing.write_piece(gathered.engine, gathered.community_id, table, None, select)
            pieces += [piece] if piece else []
    return pieces


def _channels_of(community_id: int) -> list[int]:
    return list(Channel.objects.filter(community=community_id).order_by("pk").values_list("pk", flat=True))


def _months_of(channels: list[int], zone: str) -> list[int]:
    """Answer every month in which something happened in the channels, and those between."""
    statement = "SELECT min(occurred_at), max(occurred_at) FROM ledger_interaction WHERE channel_id = %s"
    bounds = [
        found for channel in channels for found in sql.fetch(statement, (channel,)) if found[0] is not None
    ]
    if not bounds:
        return []
    first, last = min(start for start, _ in bounds), max(end for _, end in bounds)
    ends = calendar.local_times([max(0, first - DAY), last + DAY], zone).month
    return list(range(int(ends[0]), int(ends[1]) + 1))
