"""Gathering: rows of the ledger into the engine, and out of it as one segment of each table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from veche.core.models import Community
from veche.ledger.columns import reading, shapes, wording, writing
from veche.ledger.columns.writing import Piece

if TYPE_CHECKING:
    import duckdb


# Tables that are read from the ledger itself, and where their rows are gathered.
GATHERED = {
    "interactions": "facts", "replies": "links", "tallies": "numbers", "lemmas": "words", "moods": "tones",
}  # fmt: skip


class Gathered:
    """What was read of one community and is about to be written."""

    def __init__(self, engine: duckdb.DuckDBPyConnection, community_id: int) -> None:
        self.engine, self.community_id = engine, community_id
        self.zone = zone_of_community(community_id)
        self.rows = dict.fromkeys(GATHERED.values(), 0)
        for table, name in GATHERED.items():
            engine.execute(f"CREATE OR REPLACE TABLE {name} AS {shapes.empty_table(table)}")

    def add_facts(self, rows: reading.Rows) -> None:
        """Take interactions in, and what is read out of their words."""
        if rows:
            self._lay("interactions", reading.fact_columns(rows, self.zone), len(rows))
            self.add_words(rows)

    def add_words(self, rows: reading.Rows) -> None:
        """Take in what is read out of the words of these interactions."""
        for read in wording.read_words(rows, self.zone):
            self._lay("lemmas", read.lemmas, len(read.lemmas["id"]))
            self._lay("moods", read.moods, len(read.moods["id"]))

    def add_links(self, rows: reading.Rows) -> None:
        """Take replies in."""
        if rows:
            self._lay("replies", reading.link_columns(rows, self.zone), len(rows))

    def add_tallies(self, rows: reading.Rows) -> None:
        """Take stated numbers in."""
        if rows:
            self._lay("tallies", reading.tally_columns(rows, self.zone), len(rows))

    @property
    def facts(self) -> int:
        """How many interactions were gathered."""
        return self.rows["facts"]

    def _lay(self, table: str, columns: dict[str, Any], rows: int) -> None:
        self.rows[GATHERED[table]] += rows
        writing.lay(self.engine, table, columns, GATHERED[table])

    def write(self, month: int | None = None) -> list[Piece]:
        """Write a segment of each table that has rows, and let what was gathered go.

        A month's segments come without entries: these are of all months, see `write_entries`.
        """
        pieces = []
        for table in shapes.FACTS:
            if month is not None and "month" not in shapes.TABLES[table]:
                continue
            origin = shapes.SOURCES.get(table, "interactions") if table in shapes.COUNTED else table
            source = GATHERED[origin]
            if self.rows[source]:
                its = source if month is None else f"(SELECT * FROM {source} WHERE month = {month})"
                select = shapes.COUNTED.get(table, shapes.JOINED[table]).format(source=its)
                piece = writing.write_piece(self.engine, self.community_id, table, month, select)
                pieces += [piece] if piece else []
        for name in GATHERED.values():
            self.engine.execute(f"TRUNCATE {name}")
            self.rows[name] = 0
        return pieces

    def write_entries(self, paths: Sequence[str]) -> list[Piece]:
        """Write the entries that come out of these segments of months."""
        source = writing.read_files(paths, "months")
        select = shapes.ENTRIES_OF_MONTHS.format(source=source)
        piece = writing.write_piece(self.engine, self.community_id, "entries", shapes.EVERY, select)
        return [piece] if piece else []


def zone_of_community(community_id: int) -> str:
    """Answer the time zone whose days the community lives by."""
    return Community.objects.values_list("time_zone", flat=True).get(pk=community_id)
