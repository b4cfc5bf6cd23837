"""Spark: a cluster that sees the same folder of segments, driven from this process by PySpark."""

from __future__ import annotations

import atexit
import secrets
import threading
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from veche.kit.terms import Trouble
from veche.ledger.columns.dialects import spark as dialect
from veche.ledger.columns.dialects.turning import PREFIX
from veche.ledger.columns.dialects.turning import bound as bound_values
from veche.ledger.columns.engines import Answer, FilesLost, files_of, missing
from veche.ledger.columns.engines.addresses import read_address

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_LOST = ("FILE_NOT_EXIST", "FILE_NOT_FOUND", "PATH_NOT_FOUND", "FileNotFoundException")
_OPTIONS = {
    "spark.app.name": "veche", "spark.ui.enabled": "false", "spark.sql.session.timeZone": "UTC",
    # A sum too large or a date that is none is a fault, as in DuckDB, and not NULL or another number.
    "spark.sql.ansi.enabled": "true",
    # Figures are small when they meet: two hundred parts for each join would only be waited for.
    "spark.sql.shuffle.partitions": "8",
    "spark.sql.execution.arrow.pyspark.enabled": "false", "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
}  # fmt: skip


class Spark:
    """A Spark session of this process: `spark://host:7077`, `local-cluster[2,1,1024]`, `local[2]`, `yarn`.

    What stands behind the question mark are Spark's own options; `folder` is where its machines see
    the segments, `parts` in how many parts a table is read at the most.
    """

    def __init__(self, root: Path, wish: str) -> None:
        address = read_address(wish)
        options = {**_OPTIONS, **address.options}
        self.folder = options.pop("folder", str(root)).rstrip("/")
        self._parts = int(options.pop("parts", "0"))
        self._session = _session(address.url, options)
        self._turn, self._laid = threading.Lock(), dict[int, tuple[int, dict[str, str]]]()
        for table, text in dialect.CALENDARS.items():
            self._in_parts(self._session.sql(text)).cache().createOrReplaceTempView(table)

    def ask(
        self, community_id: int, version: int, question: str, values: Mapping[str, Any], bound: float
    ) -> Answer:
        """Answer the rows of a question about the community as it is listed in this version."""
        found = dialect.turned_for_spark(question)
        if not self._turn.acquire(timeout=bound):
            raise Trouble("the figures are busy", retry_after=5)
        try:
            views = self._views(community_id, version)
            text = dialect.statement(found, views)
            return self._collected(text, bound_values(found.tree, values), bound)
        finally:
            self._turn.release()

    def forget(self) -> None:
        """Have what is listed looked up anew."""
        self._laid.clear()

    def _collected(self, text: str, values: Mapping[str, Any], bound: float) -> Answer:
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException

        tag, context = secrets.token_hex(8), self._session.sparkContext
        late = threading.Event()

        def break_off() -> None:
            late.set()
            context.cancelJobsWithTag(tag)

        alarm = threading.Timer(bound, break_off)
        context.addJobTag(tag)
        alarm.start()
        try:
            rows = self._session.sql(text, args=dict(values)).collect()
            return [tuple(_plain(value) for value in row) for row in rows]
        except (PySparkException, Py4JError) as error:
            raise _fault(str(error), bound if late.is_set() else None) from None
        finally:
            alarm.cancel()
            context.removeJobTag(tag)

    def _views(self, community_id: int, version: int) -> dict[str, str]:
        """Answer under which name each table is laid out; those of an earlier version go."""
        laid = self._laid.get(community_id)
        if laid is None or laid[0] != version:
            names: dict[str, str] = {}
            for table, paths in files_of(community_id).items():
                names[table] = f"{PREFIX}{community_id}_{table}"
                rows = self._rows(table, [f"{self.folder}/{path}" for path in paths])
                rows.createOrReplaceTempView(names[table])
            names |= {"everybody": names["persons"]} | {table: table for table in dialect.CALENDARS}
            laid = self._laid[community_id] = (version, names)
        return laid[1]

    def _rows(self, table: str, paths: list[str]) -> Any:
        schema = dialect.schema_of(table)
        if not paths:
            return self._session.createDataFrame([], schema)
        return self._in_parts(self._session.read.schema(schema).parquet(*paths))

    def _in_parts(self, rows: Any) -> Any:
        return rows.coalesce(self._parts) if self._parts else rows


def _session(master: str, options: Mapping[str, str]) -> SparkSession:
    try:
        import sqlglot  # noqa: F401 - what questions are turned with
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError as error:
        missing(error.name or "pyspark", "spark")
    builder = SparkSession.builder.master(master)
    for name, value in options.items():
        builder = builder.config(name, value)
    try:
        session = builder.getOrCreate()
        # Else its workers are started again and again while this process goes.
        atexit.register(session.stop)
        return session
    except (PySparkException, Py4JError, RuntimeError, OSError) as error:
        raise Trouble(f"Spark does not start: is Java 17 installed? {str(error)[:200]}") from error


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def _fault(text: str, bound: float | None) -> Exception:
    if bound is not None:
        return Trouble(f"figures took longer than {bound:.0f} s")
    if any(word in text for word in _LOST):
        return FilesLost(text[:300])
    return Trouble(f"Spark could not answer: {text[:300]}")
