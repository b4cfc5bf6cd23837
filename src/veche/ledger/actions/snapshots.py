"""Snapshots: small tables of upper rooms that figures join, laid whole beside the columnar copy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from veche.core.actions import require
from veche.core.terms import Actor
from veche.ledger.terms import RECORD_INTERACTIONS, SNAPSHOTS

if TYPE_CHECKING:
    import numpy as np

    from veche.core.models import Community

    Values = Sequence[int | float | str] | np.ndarray[Any, np.dtype[Any]]


def save_snapshot(community: Community, name: str, columns: Mapping[str, Values], *, by: Actor) -> None:
    """Put a snapshot in the place of the one before; figures asked from now on join it.

    `name` and the columns are those of `ledger.terms.SNAPSHOTS`, all of the same length. May be
    repeated; the last one wins.
    """
    require(by, RECORD_INTERACTIONS, in_=community)
    from veche.ledger.columns import manifest, writing

    wanted = SNAPSHOTS[name]
    if set(columns) != set(wanted) or len({len(values) for values in columns.values()}) != 1:
        raise ValueError(f"the snapshot {name} has the columns {', '.join(wanted)}, all of one length")
    with writing.writer() as engine:
        writing.lay(engine, name, _as_arrays(name, columns), "laid")
        key = next(iter(wanted))
        select = f"SELECT * FROM laid ORDER BY {key}"
        piece = writing.write_piece(engine, community.pk, name, None, select)
    manifest.replace_snapshot(community.pk, piece, name)


def _as_arrays(name: str, columns: Mapping[str, Values]) -> dict[str, Any]:
    import numpy as np

    kinds = {"VARCHAR": np.object_, "DOUBLE": np.float64}
    wanted = SNAPSHOTS[name]
    return {
        column: np.asarray(values, dtype=kinds.get(wanted[column], np.int64))
        for column, values in columns.items()
    }
