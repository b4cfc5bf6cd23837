"""Engines that answer questions over the segments: DuckDB in this process, ClickHouse, Spark.

A question is one text in DuckDB's SQL; the others are told it by `dialects`. `VECHE_COLUMNS_ENGINE`
says which one is asked. Each is imported where it is used.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn, Protocol

from django.conf import settings

from veche.kit.terms import Trouble
from veche.ledger.columns import manifest, shapes

Answer = list[tuple[Any, ...]]


class FilesLost(Exception):
    """Files that were listed are not there any more: whoever asks looks at the list again."""


class Engine(Protocol):
    """Whoever answers questions about a community as one version of its copy lists it."""

    def ask(
        self, community_id: int, version: int, question: str, values: Mapping[str, Any], bound: float
    ) -> Answer:
        """Answer the rows; raises `FilesLost`, or `Trouble` where it takes longer than `bound` seconds."""

    def forget(self) -> None:
        """Have what is known of files looked up anew at the next question."""


def files_of(community_id: int) -> dict[str, list[str]]:
    """Answer the paths of the listed segments of every table, below the folder of segments."""
    found: dict[str, list[str]] = {table: [] for table in shapes.TABLES}
    for segment in manifest.live_segments(community_id):
        found[segment.table].append(segment.path)
    return found


def missing(package: str, extra: str) -> NoReturn:
    """Raise the trouble that names what is to be installed for the engine that was asked for."""
    raise Trouble(
        f"VECHE_COLUMNS_ENGINE asks for {extra}, but the package {package} is not installed: "
        f"pip install 'veche[{extra}]'"
    )


_MADE: dict[str, Any] = {}
_MAKING = threading.Lock()


def engine() -> Engine:
    """Answer this process's engine; a forked process gets its own."""
    wanted = (os.getpid(), str(settings.COLUMNS), settings.COLUMNS_ENGINE)
    with _MAKING:
        if _MADE.get("wanted") != wanted:
            _MADE.clear()
            _MADE.update(engine=_make(settings.COLUMNS_ENGINE, Path(settings.COLUMNS)), wanted=wanted)
        made: Engine = _MADE["engine"]
        return made


def _make(wish: str, root: Path) -> Engine:
    scheme = wish.partition(":")[0].partition("[")[0].lower()
    if scheme in {"", "duckdb"}:
        from veche.ledger.columns.engines.embedded import DuckDB

        return DuckDB(root)
    if scheme in {"clickhouse", "clickhouses"}:
        from veche.ledger.columns.engines.clickhouse import ClickHouseServer

        return ClickHouseServer(root, wish)
    if scheme == "chdb":
        from veche.ledger.columns.engines.chdb import EmbeddedClickHouse

        return EmbeddedClickHouse(root, wish)
    if scheme in {"spark", "local", "local-cluster", "yarn", "k8s"}:
        from veche.ledger.columns.engines.spark import Spark

        return Spark(root, wish)
    raise Trouble(
        "VECHE_COLUMNS_ENGINE names no engine that is known: duckdb, clickhouse://…, chdb:, spark://…"
    )
