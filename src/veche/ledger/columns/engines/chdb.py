"""ClickHouse embedded in this process (chDB): for a large machine, and for tests."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from veche.kit.terms import Trouble
from veche.ledger.columns.dialects import clickhouse as dialect
from veche.ledger.columns.dialects.turning import bound as bound_values
from veche.ledger.columns.engines import Answer, missing
from veche.ledger.columns.engines.addresses import read_address
from veche.ledger.columns.engines.clickhouse import Files, fault_of, rows_of

# It needs more than DuckDB for the same questions; what does not fit is sorted and grouped on disk.
_MEMORY = {
    "max_memory_usage": "2000000000", "max_bytes_before_external_group_by": "800000000",
    "max_bytes_before_external_sort": "800000000",
}  # fmt: skip


class EmbeddedClickHouse:
    """One ClickHouse in memory for a process; questions take turns.

    `chdb:?max_memory_usage=…` sets its settings.
    """

    def __init__(self, root: Path, wish: str) -> None:
        try:
            import chdb
            import sqlglot  # noqa: F401 - what questions are turned with
        except ImportError as error:
            missing(error.name or "chdb-core", "chdb")
        options = read_address(wish).options
        self.files = Files(root, options.pop("folder", str(root)))
        self._turn = threading.Lock()
        self._database = chdb.connect(":memory:")
        for name, value in {**dialect.SETTINGS, **_MEMORY, **options}.items():
            self._database.query(dialect.setting(name, value), "JSONCompact")

    def ask(
        self, community_id: int, version: int, question: str, values: Mapping[str, Any], bound: float
    ) -> Answer:
        """Answer the rows of a question about the community as it is listed in this version."""
        found = dialect.turned_for_clickhouse(question)
        told = bound_values(found.tree, values)
        files = self.files.of_tables(community_id, version, found.tables)
        text = dialect.statement(found, told, self.files.sources(files))
        if not self._turn.acquire(timeout=bound):
            raise Trouble("the figures are busy", retry_after=5)
        try:
            self._database.query(dialect.setting("max_execution_time", str(max(1, int(bound)))))
            answer = self._database.query(text, "JSONCompact", params=dialect.parameters(told))
            rows = rows_of(answer.bytes())
        except RuntimeError as error:
            raise fault_of(str(error), bound) from None
        finally:
            self._turn.release()
        self.files.check(files)
        return rows

    def forget(self) -> None:
        """Have what is listed looked up anew."""
        self.files.forget()
