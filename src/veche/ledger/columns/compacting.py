"""Tidying: fresh segments move to their months, small ones join, and files nobody reads go."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from veche.kit.jobs import enqueue
from veche.kit.terms import Trouble
from veche.kit.time import MINUTE, now
from veche.ledger.columns import manifest, shapes, writing
from veche.ledger.columns.alone import alone
from veche.ledger.columns.appending import is_outdated
from veche.ledger.columns.writing import Piece
from veche.ledger.models import ColumnarCopy, Segment

if TYPE_CHECKING:
    import duckdb

# No question takes nearly so long: whoever listed a file before it was dropped is done with it.
GRACE = 10 * MINUTE
# A file that is not listed by then belongs to a process that died.
LOST_AFTER = 3 * 3600.0
# A month is rewritten when so many segments lie in it, or when the new rows are worth it.
MOST_IN_MONTH, WORTH = 4, 0.05


def compact_all() -> None:
    """Tidy every community's copy and sweep; a copy made in another zone is asked for anew."""
    for copy in ColumnarCopy.objects.order_by("pk"):
        if is_outdated(copy):
            enqueue("ledger.jobs.append_columns", key=str(copy.pk), community=copy.pk, community_id=copy.pk)
        else:
            compact_community(copy.pk)
    sweep()


def compact_community(community_id: int) -> None:
    """Move a community's fresh segments to their months. Safe to repeat and to cut off."""
    with alone(community_id):
        copy = manifest.copy_of(community_id)
        pieces: list[Piece] = []
        drop: list[Segment] = []
        with writing.writer() as engine:
            for table in shapes.FACTS:
                live = manifest.live_segments(community_id, table)
                fresh = [segment for segment in live if segment.month is None]
                for month, rows in _months_in(engine, table, fresh):
                    there = [segment for segment in live if segment.month == month]
                    joined = there if month == shapes.EVERY or _is_worth(there, rows) else []
                    pieces += _joined(engine, community_id, table, month, [*joined, *fresh])
                    drop += joined
                drop += fresh
        if drop and not manifest.commit(copy, pieces, drop=drop):
            raise Trouble("the columnar copy was changed meanwhile", retry_after=1)


def _months_in(engine: duckdb.DuckDBPyConnection, table: str, fresh: list[Segment]) -> list[tuple[int, int]]:
    if not fresh:
        return []
    if "month" not in shapes.TABLES[table]:
        return [(shapes.EVERY, 0)]
    files = writing.read_files([segment.path for segment in fresh], table)
    found = engine.execute(f"SELECT month, count(*) FROM {files} GROUP BY month ORDER BY month").fetchall()
    return [(int(month), int(rows)) for month, rows in found]


def _is_worth(there: list[Segment], rows: int) -> bool:
    """Tell whether the month's segments are rewritten with the new rows, or these put beside them."""
    return len(there) >= MOST_IN_MONTH or rows >= WORTH * sum(segment.rows for segment in there)


def _joined(
    engine: duckdb.DuckDBPyConnection, community_id: int, table: str, month: int, segments: list[Segment]
) -> list[Piece]:
    source = writing.read_files([segment.path for segment in segments], table)
    rows = source if month == shapes.EVERY else f"(SELECT * FROM {source} WHERE month = {month})"
    select = shapes.JOINED[table].format(source=rows)
    piece = writing.write_piece(engine, community_id, table, month, select)
    return [piece] if piece else []


def sweep() -> None:
    """Remove files that were dropped a while ago, and those that dead processes left behind."""
    root = Path(settings.COLUMNS)
    gone = list(Segment.objects.filter(dropped_at__lt=now() - GRACE))
    for segment in gone:
        (root / segment.path).unlink(missing_ok=True)
    Segment.objects.filter(pk__in=[segment.pk for segment in gone]).delete()
    listed = set(Segment.objects.values_list("path", flat=True))
    for path in root.glob("*/*.parquet*"):
        name = path.relative_to(root).as_posix()
        if name not in listed and _is_lost(path):
            path.unlink(missing_ok=True)
    for folder in (root / "spill").glob("*"):
        if _is_lost(folder):
            shutil.rmtree(folder, ignore_errors=True)


def _is_lost(path: Path) -> bool:
    """Tell whether whoever made this has been gone for long."""
    try:
        return time.time() - path.stat().st_mtime > LOST_AFTER
    except FileNotFoundError:
        return False  # another node sweeps too
