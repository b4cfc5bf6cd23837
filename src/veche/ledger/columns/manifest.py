"""The manifest: which segments count. One short transaction takes some in and lets others go."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from veche.kit import sql
from veche.kit.time import now
from veche.ledger.columns import shapes
from veche.ledger.columns.writing import Piece
from veche.ledger.models import ColumnarCopy, Segment
from veche.ledger.terms import SNAPSHOTS

_ROW = ("community_id", "table", "month", "rows", "size", "path", "made_at")


def copy_of(community_id: int) -> ColumnarCopy:
    """Answer how far the community's copy is; a new one is noted at its first segments."""
    found = ColumnarCopy.objects.filter(community=community_id).first()
    return found or ColumnarCopy(community_id=community_id, shapes=shapes.VERSION)


def version_of(community_id: int) -> int:
    """Answer the version of what is listed; 0 where nothing is."""
    found = sql.fetch("SELECT version FROM ledger_columnarcopy WHERE community_id = %s", (community_id,))
    return int(found[0][0]) if found else 0


def live_segments(community_id: int, *tables: str, fresh: bool | None = None) -> list[Segment]:
    """Answer the segments that count, in a stable order; fresh ones hold any months."""
    found = Segment.objects.filter(community=community_id, dropped_at=None)
    if tables:
        found = found.filter(table__in=tables)
    if fresh is not None:
        found = found.filter(month__isnull=fresh)
    return list(found.order_by("table", "month", "pk"))


def commit(
    copy: ColumnarCopy, pieces: Iterable[Piece | None], *, drop: Sequence[Segment] = (), **changes: Any
) -> bool:
    """List pieces and let segments go, if nobody else changed the copy since it was read.

    Answers whether it was so; if not, nothing was changed and the pieces' files are left to be
    swept. `changes` are fields of the copy.
    """
    with transaction.atomic():
        if not _take_version(copy, changes):
            return False
        moment = now()
        rows = [
            (copy.community_id, p.table, p.month, p.rows, p.size, p.path, moment)
            for p in pieces
            if p is not None
        ]
        sql.insert_rows("ledger_segment", _ROW, rows)
        ids = [segment.pk for segment in drop]
        Segment.objects.filter(pk__in=ids, dropped_at=None).update(dropped_at=moment)
    return True


def _take_version(copy: ColumnarCopy, changes: dict[str, Any]) -> bool:
    before, copy.version = copy.version, copy.version + 1
    for name, value in changes.items():
        setattr(copy, name, value)
    values = (
        copy.version, copy.appended_to, copy.tallied_to, copy.worded_to, copy.time_zone, copy.shapes,
        copy.community_id,
    )  # fmt: skip
    if before:
        statement = (
            "UPDATE ledger_columnarcopy SET version = %s, appended_to = %s, tallied_to = %s, worded_to = %s, "
            "time_zone = %s, shapes = %s WHERE community_id = %s AND version = %s"
        )
        return sql.execute(statement, (*values, before)) == 1
    statement = (
        "INSERT INTO ledger_columnarcopy (version, appended_to, tallied_to, worded_to, time_zone, shapes, "
        "community_id) VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING"
    )
    return sql.execute(statement, values) == 1


def replace_snapshot(community_id: int, piece: Piece | None, name: str) -> None:
    """Put a snapshot in the place of the one before; an empty one leaves none.

    The files of the one before go at once: what was erased by law must not outlive it there. Who is
    just about to read them looks at the list again.
    """
    if name not in SNAPSHOTS:
        raise LookupError(f"no snapshot is called {name}")
    while True:
        copy, before = copy_of(community_id), live_segments(community_id, name)
        if commit(copy, [piece], drop=before):
            break
    for segment in before:
        (Path(settings.COLUMNS) / segment.path).unlink(missing_ok=True)
