"""ClickHouse: a server that sees the same folder of segments, asked over its HTTP interface.

Every question carries its tables with it, so the server keeps nothing of ours.
https://clickhouse.com/docs/interfaces/http, https://clickhouse.com/docs/sql-reference/table-functions/file
"""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from veche.kit.terms import Trouble
from veche.ledger.columns.dialects import clickhouse as dialect
from veche.ledger.columns.dialects.turning import bound as bound_values
from veche.ledger.columns.engines import Answer, FilesLost, files_of, missing
from veche.ledger.columns.engines.addresses import Address, read_address

if TYPE_CHECKING:
    import httpx

# What the server says where a file is gone (CANNOT_STAT, FILE_DOESNT_EXIST, CANNOT_OPEN_FILE …).
_LOST = frozenset({76, 79, 107, 636})
_TOO_LONG, _TOO_MUCH, _REFUSED = 159, 241, frozenset({192, 193, 194, 497, 516})
# Answers are pages of figures: a larger one is a fault.
_LARGEST = 64 * 1024 * 1024
_GRACE = 2.0


class Files:
    """Which files a community's tables have, remembered for the version it was last asked in."""

    def __init__(self, root: Path, folder: str) -> None:
        self.root, self.folder = root, folder.rstrip("/")
        self._known: dict[int, tuple[int, dict[str, list[str]]]] = {}

    def of_tables(self, community_id: int, version: int, tables: frozenset[str]) -> dict[str, list[str]]:
        """Answer the files of each table."""
        known = self._known.get(community_id)
        if known is None or known[0] != version:
            found = files_of(community_id)
            known = self._known[community_id] = (version, {**found, "everybody": found["persons"]})
        return {table: known[1].get(table, []) for table in tables}

    def sources(self, files: Mapping[str, list[str]]) -> dict[str, str]:
        """Write where each table comes from."""
        return {table: dialect.source_of(table, self._among(paths)) for table, paths in files.items()}

    def check(self, files: Mapping[str, list[str]]) -> None:
        """Raise `FilesLost` where one is gone: of several files ClickHouse passes over what is not there."""
        for path in (path for paths in files.values() for path in paths):
            if not (self.root / path).exists():
                raise FilesLost(path)

    def forget(self) -> None:
        """Look all files up anew."""
        self._known.clear()

    def _among(self, paths: list[str]) -> str:
        """Write several files as one: `folder/{1/a.parquet,1/b.parquet}`."""
        if len(paths) < 2:
            return f"{self.folder}/{paths[0]}" if paths else ""
        folders = {path.rpartition("/")[0] for path in paths}
        names = ",".join(path.rpartition("/")[2] for path in paths)
        return f"{self.folder}/{folders.pop()}/{{{names}}}"


class ClickHouseServer:
    """A ClickHouse server: `clickhouse://user:password@host:8123/database?folder=…`, `clickhouses://` by TLS.

    `folder` is where the server sees the segments, from its `user_files_path`; what else stands behind
    the question mark goes to the server as its settings.
    """

    def __init__(self, root: Path, wish: str) -> None:
        self.address = read_address(wish)
        self.options = dict(self.address.options)
        self.files = Files(root, self.options.pop("folder", str(root)))
        self.url = self.address.url.replace("clickhouse", "http", 1)
        self._client = _client(self.address)
        self._known: frozenset[str] | None = None
        self._asking = threading.Lock()

    def ask(
        self, community_id: int, version: int, question: str, values: Mapping[str, Any], bound: float
    ) -> Answer:
        """Answer the rows of a question about the community as it is listed in this version."""
        found = dialect.turned_for_clickhouse(question)
        told = bound_values(found.tree, values)
        files = self.files.of_tables(community_id, version, found.tables)
        text = dialect.statement(found, told, self.files.sources(files))
        names = {f"param_{name}": value for name, value in dialect.parameters(told).items()}
        rows = self._send(text, names | self._settings(bound), bound)
        self.files.check(files)
        return rows

    def forget(self) -> None:
        """Have what is listed looked up anew."""
        self.files.forget()

    def _settings(self, bound: float) -> dict[str, str]:
        """Answer the settings that this server knows: an older one refuses what it doesn't."""
        with self._asking:
            if self._known is None:
                rows = self._send("SELECT name FROM system.settings", {}, bound)
                self._known = frozenset(str(name) for (name,) in rows)
        ours = {name: value for name, value in dialect.SETTINGS.items() if name in self._known}
        return ours | {"max_execution_time": str(max(1, int(bound)))} | self.options

    def _send(self, text: str, more: Mapping[str, str], bound: float) -> Answer:
        import httpx

        # Held back until it is whole, so that a failure halfway is a failure.
        asked = {"default_format": "JSONCompact", "wait_end_of_query": "1", **more}
        try:
            with self._client.stream(
                "POST", self.url, params=asked, content=text.encode(), timeout=bound + _GRACE
            ) as answer:
                body = _read(answer)
        except httpx.TimeoutException:
            raise Trouble(f"figures took longer than {bound:.0f} s") from None
        except httpx.HTTPError as error:
            raise Trouble(
                f"the ClickHouse server cannot be reached: {type(error).__name__}", retry_after=5
            ) from None
        if answer.status_code != 200:
            raise _fault(answer.status_code, answer.headers.get("X-ClickHouse-Exception-Code"), body, bound)
        return rows_of(body)


def _client(address: Address) -> httpx.Client:
    try:
        import httpx
        import sqlglot  # noqa: F401 - what questions are turned with
    except ImportError as error:
        missing(error.name or "httpx", "clickhouse")
    # In headers, because addresses are written down by whoever stands between.
    names = {"X-ClickHouse-User": address.user, "X-ClickHouse-Key": address.password}
    headers = {name: value for name, value in names.items() if value}
    path = address.url.partition("://")[2].partition("/")[2]
    if path:
        headers["X-ClickHouse-Database"] = path
    return httpx.Client(headers=headers, follow_redirects=False, trust_env=False)


def _read(answer: httpx.Response) -> bytes:
    pieces, size = [], 0
    for piece in answer.iter_bytes():
        size += len(piece)
        if size > _LARGEST:
            raise Trouble("the answer of the ClickHouse server is too large")
        pieces.append(piece)
    return b"".join(pieces)


def rows_of(body: bytes) -> Answer:
    """Answer the rows of an answer in JSONCompact; one that was cut off is a trouble."""
    try:
        told = orjson.loads(body)
        fractions = ["Float" in column["type"] for column in told["meta"]]
        return [tuple(map(_as_told, row, fractions)) for row in told["data"]]
    except (orjson.JSONDecodeError, KeyError, TypeError):
        raise Trouble("the answer of ClickHouse was cut off", retry_after=1) from None


def _as_told(value: Any, is_fraction: bool) -> Any:
    return float(value) if is_fraction and value is not None else value


def _fault(status: int, code: str | None, body: bytes, bound: float) -> Exception:
    text = body[:4000].decode("utf-8", "replace")
    if status in {401, 403}:
        return Trouble("the ClickHouse server refuses user or password: see VECHE_COLUMNS_ENGINE")
    return fault_of(text, bound, int(code) if code and code.isdigit() else None)


def fault_of(text: str, bound: float, code: int | None = None) -> Exception:
    """Answer what a message of ClickHouse's means: `Code: 159. DB::Exception: …`."""
    found = re.search(r"Code: (\d+)", text)
    number = code if code is not None else int(found[1]) if found else 0
    if number in _LOST:
        return FilesLost(text[:300])
    if number in _REFUSED:
        return Trouble("the ClickHouse server refuses user or password: see VECHE_COLUMNS_ENGINE")
    if number == _TOO_LONG:
        return Trouble(f"figures took longer than {bound:.0f} s")
    if number == _TOO_MUCH:
        return Trouble("figures need more memory: see max_memory_usage in VECHE_COLUMNS_ENGINE")
    return Trouble(f"ClickHouse could not answer: {text[:300]}")
