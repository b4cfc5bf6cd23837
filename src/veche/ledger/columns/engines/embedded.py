"""The engine that reads: DuckDB in this process, bounded, with views over what the manifest lists."""

from __future__ import annotations

import os
import secrets
import shutil
import threading
import weakref
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings

from veche.kit.terms import Trouble
from veche.ledger.columns import shapes, writing
from veche.ledger.columns.engines import Answer, FilesLost, files_of

if TYPE_CHECKING:
    import duckdb

_EARLIEST_MONTH, _MONTHS = 0, 2760  # 1970 to 2199: what the ledger takes for plausible


class DuckDB:
    """One database in memory for a process, with a cursor for each of its threads.

    Questions take turns: two at once would only share the same cores and the same memory.
    """

    def __init__(self, root: Path) -> None:
        import duckdb

        self.root = root
        self.spill = root / "spill" / secrets.token_hex(8)
        self.spill.mkdir(parents=True)
        weakref.finalize(self, shutil.rmtree, self.spill, ignore_errors=True)
        self._mine = threading.local()
        self._turn = threading.Lock()
        self._database = duckdb.connect(
            config={
                "memory_limit": settings.COLUMNS_MEMORY,
                "temp_directory": str(self.spill),
                "threads": min(4, os.cpu_count() or 1),
                "preserve_insertion_order": False,
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
            }
        )
        self._lay_calendar()
        self._database.execute("SET parquet_metadata_cache = true")
        # From here on it reads our files and nothing else, whatever a question may say.
        self._database.execute("SET allowed_directories = [$root]", {"root": f"{root}/"})
        self._database.execute("SET enable_external_access = false")
        self._database.execute("SET lock_configuration = true")

    def _lay_calendar(self) -> None:
        """Tables by which masks of months become days and weeks."""
        self._database.execute(f"""
            CREATE TABLE calendar_days AS
            SELECT month, bit, (1::INTEGER << bit) AS mask, first + bit AS day, (first + bit + 3) // 7 AS week
            FROM (SELECT month::INTEGER AS month, (make_date(1970 + month // 12, month % 12 + 1, 1)
                                                   - DATE '1970-01-01')::INTEGER AS first
                  FROM range({_EARLIEST_MONTH}, {_MONTHS}) AS months(month)),
                 (SELECT bit::INTEGER AS bit FROM range(31) AS bits(bit))
            WHERE bit < date_part('day', last_day(DATE '1970-01-01' + first))""")
        self._database.execute("""
            CREATE TABLE calendar_weeks AS
            SELECT month, week, bit_or(mask)::INTEGER AS mask FROM calendar_days GROUP BY month, week""")

    def ask(
        self, community_id: int, version: int, question: str, values: Mapping[str, Any], bound: float
    ) -> Answer:
        """Answer the rows of a question about the community as it is listed in this version."""
        import duckdb

        if not self._turn.acquire(timeout=bound):
            raise Trouble("the figures are busy", retry_after=5)
        try:
            cursor = self._cursor_for(community_id, version)
            alarm = threading.Timer(bound, cursor.interrupt)
            alarm.start()
            try:
                return cursor.execute(question, dict(values)).fetchall()
            finally:
                alarm.cancel()
        except duckdb.InterruptException as error:
            raise Trouble(f"figures took longer than {bound:.0f} s") from error
        except duckdb.IOException as error:
            raise FilesLost(str(error)) from error
        except duckdb.OutOfMemoryException as error:
            raise Trouble("figures need more memory: see VECHE_COLUMNS_MEMORY_MB") from error
        finally:
            self._turn.release()

    def _cursor_for(self, community_id: int, version: int) -> duckdb.DuckDBPyConnection:
        """Answer this thread's cursor with views over the listed segments, renewed when these changed."""
        cursor = getattr(self._mine, "cursor", None)
        if cursor is None:
            cursor = self._mine.cursor = self._database.cursor()
        if getattr(self._mine, "shows", None) != (community_id, version):
            self._mine.shows = None
            for table, paths in files_of(community_id).items():
                columns = ", ".join(shapes.TABLES[table])
                files = writing.read_files(paths, table)
                cursor.execute(f"CREATE OR REPLACE TEMP VIEW {table} AS SELECT {columns} FROM {files}")
            # Who is meant by «persons» may be narrowed by whoever asks; everybody is everybody.
            cursor.execute("CREATE OR REPLACE TEMP VIEW everybody AS SELECT * FROM persons")
            self._mine.shows = (community_id, version)
        return cursor

    def forget(self) -> None:
        """Have this thread's views made anew at the next question."""
        self._mine.shows = None
