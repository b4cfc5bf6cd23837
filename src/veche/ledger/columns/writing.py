"""Writing segments: under another name first, so that no half file is ever listed."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from django.conf import settings

from veche.kit.terms import Trouble
from veche.ledger.columns import shapes

if TYPE_CHECKING:
    import duckdb

UNFINISHED = ".unfinished"


class Piece(NamedTuple):
    """A segment that is written and not yet listed."""

    table: str
    month: int | None
    rows: int
    size: int
    path: str


@contextmanager
def writer() -> Iterator[duckdb.DuckDBPyConnection]:
    """An engine of its own for the length of a job, bounded like those that read."""
    import duckdb

    spill = Path(settings.COLUMNS) / "spill" / secrets.token_hex(8)
    spill.mkdir(parents=True)
    connection = duckdb.connect(
        config={
            "memory_limit": settings.COLUMNS_MEMORY,
            "temp_directory": str(spill),
            "threads": min(2, os.cpu_count() or 1),
            "preserve_insertion_order": True,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
    )
    try:
        yield connection
    except duckdb.OutOfMemoryException as error:
        raise Trouble(f"the columnar copy needs more memory: {error}") from error
    finally:
        connection.close()
        for left in spill.iterdir():
            left.unlink(missing_ok=True)
        spill.rmdir()


def lay(connection: duckdb.DuckDBPyConnection, table: str, columns: Mapping[str, Any], name: str) -> None:
    """Put whole columns into a table of the engine, made if it is not there, with the types of `table`."""
    kinds = shapes.TABLES[table]
    made = ", ".join(f"{column} {kind}" for column, kind in kinds.items())
    connection.execute(f"CREATE TABLE IF NOT EXISTS {name} ({made})")
    connection.register("arriving", dict(columns))
    connection.execute(f"INSERT INTO {name} SELECT {', '.join(kinds)} FROM arriving")
    connection.unregister("arriving")


def write_piece(
    connection: duckdb.DuckDBPyConnection, community_id: int, table: str, month: int | None, select: str
) -> Piece | None:
    """Write what a query answers as one file that will survive; nothing where it answers nothing."""
    folder = Path(settings.COLUMNS) / str(community_id)
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{table}-{'any' if month is None else month}-{secrets.token_hex(10)}.parquet"
    unfinished = folder / (name + UNFINISHED)
    copy = f"COPY ({select}) TO '{_quoted(unfinished)}' (FORMAT parquet, COMPRESSION zstd)"
    rows = connection.execute(copy).fetchone()
    count = int(rows[0]) if rows else 0
    if not count:
        unfinished.unlink(missing_ok=True)
        return None
    with unfinished.open("rb+") as file:
        os.fsync(file.fileno())
        size = os.fstat(file.fileno()).st_size
    unfinished.rename(folder / name)
    _keep_names(folder)
    return Piece(table, month, count, size, f"{community_id}/{name}")


def read_files(paths: Sequence[str], table: str) -> str:
    """Write the source of a query: the rows of these segments, or none of the table's."""
    if not paths:
        return f"({shapes.empty_table(table)})"
    names = ", ".join(f"'{_quoted(Path(settings.COLUMNS) / path)}'" for path in paths)
    return f"read_parquet([{names}])"


def _keep_names(folder: Path) -> None:
    """Have the folder's own list of names reach the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
