"""Rewording: what was read out of words goes when these are erased, and follows when they are edited."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from veche.kit.terms import Trouble
from veche.ledger.columns import manifest, shapes, writing
from veche.ledger.columns.alone import alone
from veche.ledger.columns.writing import Piece
from veche.ledger.models import Segment

if TYPE_CHECKING:
    import duckdb


def erase_words(community_id: int, identities: Sequence[int]) -> None:
    """Take what was read out of these identities' words out of every file of the copy, at once.

    Files that hold it go with the moment, dropped ones and those of dead processes too: what was
    erased by law must not outlive it there. Who is just about to read them looks at the list again.
    The version rises even where nothing was listed: whoever read the words before can list no more.
    """
    with alone(community_id):
        copy = manifest.copy_of(community_id)
        with writing.writer() as engine:
            pieces, drop = without(engine, community_id, "identity", identities)
        if not manifest.commit(copy, pieces, drop=drop):
            raise Trouble("the columnar copy was changed meanwhile", retry_after=1)
        _remove_all_but_live(community_id)


def without(
    engine: duckdb.DuckDBPyConnection, community_id: int, column: str, gone: Sequence[int]
) -> tuple[list[Piece], list[Segment]]:
    """Write the segments anew that have rows of these, without them; answers those and what they replace."""
    engine.execute("CREATE OR REPLACE TEMP TABLE gone AS SELECT unnest($gone::BIGINT[]) AS one",
                   {"gone": list(gone)})  # fmt: skip
    pieces, drop = [], []
    for segment in manifest.live_segments(community_id, *shapes.WORDED):
        source = writing.read_files([segment.path], segment.table)
        having = f"FROM {source} WHERE {column} IN (SELECT one FROM gone) LIMIT 1"
        if engine.execute(f"SELECT 1 {having}").fetchone():
            rest = f"(SELECT * FROM {source} WHERE {column} NOT IN (SELECT one FROM gone))"
            select = shapes.JOINED[segment.table].format(source=rest)
            piece = writing.write_piece(engine, community_id, segment.table, segment.month, select)
            pieces += [piece] if piece else []
            drop.append(segment)
    return pieces, drop


def _remove_all_but_live(community_id: int) -> None:
    """Remove the files of words that do not count; nobody else writes while the copy is held alone."""
    live = {segment.path for segment in manifest.live_segments(community_id, *shapes.WORDED)}
    for table in shapes.WORDED:
        for path in (Path(settings.COLUMNS) / str(community_id)).glob(f"{table}-*.parquet*"):
            if f"{community_id}/{path.name}" not in live:
                path.unlink(missing_ok=True)
