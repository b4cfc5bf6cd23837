"""Set-based reading and writing beside the ORM, alike on SQLite and PostgreSQL.

The ORM makes an object per row; the ledger takes tens of thousands of rows a
second. Only tables and columns written in our own code come into the SQL text;
values are always bound.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import orjson
from django.db import connection

Row = Sequence[Any]
AT_ONCE = 50


def on_postgres() -> bool:
    """Tell whether the main database is PostgreSQL."""
    return connection.vendor == "postgresql"


def fetch(sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Answer all rows of a query with `%s` places."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


def execute(sql: str, values: Sequence[Any] = ()) -> int:
    """Run one statement with `%s` places and answer how many rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return int(cursor.rowcount)


def execute_many(sql: str, rows: Iterable[Row]) -> None:
    """Run one statement with `%s` places for each of many rows."""
    if values := list(rows):
        with connection.cursor() as cursor:
            cursor.executemany(sql, values)


def any_of(column: str, kind: str = "bigint") -> str:
    """Write «column is one of» for a list bound as a single value made by `listed`.

    One place for any number of values: SQLite allows only 32 766 places a statement.
    """
    if on_postgres():
        return f"{column} = ANY(%s::{kind}[])"
    return f"{column} IN (SELECT value FROM json_each(%s))"


def listed(values: Iterable[Any]) -> Any:
    """Bind a list for `any_of`."""
    return list(values) if on_postgres() else orjson.dumps(list(values)).decode()


def insert_rows(table: str, columns: Sequence[str], rows: Iterable[Row], *, ignore: bool = False) -> None:
    """Insert many rows; with `ignore` those that break a unique rule are left out.

    Uses COPY on PostgreSQL unless rows may be ignored.
    """
    names = ", ".join(f'"{column}"' for column in columns)
    places = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        if on_postgres() and not ignore:
            with cursor.cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        skip = " ON CONFLICT DO NOTHING" if ignore else ""
        start = f"INSERT INTO {table} ({names}) VALUES "
        rows = list(rows)
        many = 0 if on_postgres() else len(rows) - len(rows) % AT_ONCE
        if many:
            # Fifty rows a statement take SQLite a fifth less time than fifty statements.
            width = AT_ONCE * len(columns)
            values = [value for row in rows[:many] for value in row]
            sql = start + ", ".join([f"({places})"] * AT_ONCE) + skip
            cursor.executemany(sql, [values[at : at + width] for at in range(0, len(values), width)])
        if len(rows) > many:
            cursor.executemany(f"{start}({places}){skip}", rows[many:])


def next_ids(table: str, count: int) -> range | list[int]:
    """Set aside ids for rows about to be inserted, rising, inside the running transaction."""
    if on_postgres():
        found = fetch(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", (table, count)
        )
        return [row[0] for row in found]
    # AUTOINCREMENT's own counter: ids of deleted rows never come back.
    found = fetch("SELECT seq FROM sqlite_sequence WHERE name = %s", (table,))
    last = found[0][0] if found else 0
    return range(last + 1, last + 1 + count)


def lock(name: str, *keys: int) -> None:
    """Hold a named lock until the transaction ends, on every node.

    SQLite needs none: its transactions begin immediate, so there is one writer.
    """
    if on_postgres():
        for key in sorted(keys) or [0]:
            execute("SELECT pg_advisory_xact_lock(hashtext(%s), %s)", (name, key % 2**31))
