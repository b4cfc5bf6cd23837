"""Writing rows to a file of the kind its name says, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import duckdb
import orjson

from veche.kit.tables import write_csv, write_xlsx

Rows = Iterable[Sequence[Any]]
MEMORY = "256MB"


def write_whole(path: Path, columns: Sequence[str], rows: Rows) -> None:
    """Write the rows beside the file and put them in its place when all are there."""
    unfinished = path.with_name(path.name + ".unfinished")
    try:
        WRITERS[path.suffix.lower()](unfinished, columns, rows)
        unfinished.replace(path)
    finally:
        with suppress(FileNotFoundError):
            unfinished.unlink()


def _csv(path: Path, columns: Sequence[str], rows: Rows) -> None:
    with path.open("wb") as file:
        file.writelines(write_csv(columns, rows))


def _xlsx(path: Path, columns: Sequence[str], rows: Rows) -> None:
    with path.open("wb") as file:
        write_xlsx(columns, rows, file)


def _json(path: Path, columns: Sequence[str], rows: Rows) -> None:
    with path.open("wb") as file:
        file.write(b"[")
        for number, row in enumerate(rows):
            file.write((b",\n" if number else b"\n") + _line(columns, row))
        file.write(b"\n]\n")


def _json_lines(path: Path, columns: Sequence[str], rows: Rows) -> None:
    with path.open("wb") as file:
        file.writelines(_line(columns, row) + b"\n" for row in rows)


def _parquet(path: Path, columns: Sequence[str], rows: Rows) -> None:
    """Go by lines of JSON on disk, so that memory stays flat at any number of rows."""
    lines = path.with_name(path.name + ".lines")
    kinds = {"id": "BIGINT", "person": "BIGINT", "amount": "BIGINT", "at": "TIMESTAMPTZ"}
    struct = ", ".join(f"'{column}': '{kinds.get(column, 'VARCHAR')}'" for column in columns)
    try:
        _json_lines(lines, columns, rows)
        with duckdb.connect(config={"memory_limit": MEMORY, "threads": 1}) as engine:
            source = f"read_json({_quoted(lines)}, format = 'newline_delimited', columns = {{{struct}}})"
            engine.execute(
                f"COPY (SELECT * FROM {source}) TO {_quoted(path)} (FORMAT parquet, COMPRESSION zstd)"
            )
    finally:
        with suppress(FileNotFoundError):
            lines.unlink()


def _line(columns: Sequence[str], row: Sequence[Any]) -> bytes:
    return orjson.dumps(dict(zip(columns, row, strict=True)), default=str)


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


WRITERS: Mapping[str, Callable[[Path, Sequence[str], Rows], None]] = {
    ".csv": _csv, ".xlsx": _xlsx, ".json": _json, ".jsonl": _json_lines, ".parquet": _parquet,
}  # fmt: skip
KINDS: Mapping[str, frozenset[str]] = {
    "people": frozenset({".csv", ".xlsx", ".json"}),
    "interactions": frozenset({".csv", ".jsonl", ".parquet"}),
}
