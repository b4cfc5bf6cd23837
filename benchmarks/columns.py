"""Appending ten thousand interactions to the columnar copy: `make bench NAME=columns [SCALE=1]`.

The community has two million interactions of 40 000 people at SCALE=1, ten million of 200 000
at SCALE=5. The figure is the median of several appends, each read from the ledger and listed
for everybody. Beside it a naive floor: the same rows inserted into one more table of SQLite.
"""

import sqlite3
import time
from pathlib import Path
from typing import Any

from benchmarks.boards import INTERACTIONS, PEOPLE, _database, found_community
from benchmarks.measuring import SCALE, own_data, p50, report, set_up_django

BATCH, ROUNDS, BAR = 10_000, 9, 1.0


def main() -> None:
    """Fill ledger and copy, append batch by batch, and print each time."""
    from benchmarks import many_facts

    with own_data() as folder:
        set_up_django()
        from veche.ledger import columns
        from veche.ledger.queries import ask_columns

        community, whole = found_community(), int(INTERACTIONS * SCALE)
        facts, replies, persons = many_facts.make_facts(whole + BATCH * ROUNDS, int(PEOPLE * SCALE))
        start = _between(facts, "id", 0, whole), _between(replies, "child", 0, whole)
        many_facts.write_ledger(_database(folder), community, *start)
        _name_all(_database(folder), community, facts)
        many_facts.write_copy(community, *start, persons)
        print(f"{whole:,} interactions in ledger and columns")
        taken = []
        for after in range(whole, whole + BATCH * ROUNDS, BATCH):
            batch = _between(facts, "id", after, BATCH), _between(replies, "child", after, BATCH)
            many_facts.write_facts(_database(folder), community, *batch)
            begun = time.perf_counter()
            columns.append(community.pk)
            taken.append(time.perf_counter() - begun)
            print(f"append {len(taken)}: {taken[-1] * 1000:.0f} ms", flush=True)
        counted = ask_columns(community, "SELECT count(*) FROM interactions")[0][0]
        assert counted == whole + BATCH * ROUNDS, f"{counted} interactions in the columns"
        floor = _insert_raw(folder / "raw.sqlite3", _between(facts, "id", whole, BATCH))
    report(
        "columns", p50(taken[1:]), "s", BAR, better="less", baseline="the same rows into one table of SQLite",
        ratio=p50(taken[1:]) / floor,
    )  # fmt: skip


def _between(columns: Any, key: str, after: int, count: int) -> Any:
    there = (columns[key] > after) & (columns[key] <= after + count)
    return {name: values[there] for name, values in columns.items()}


def _name_all(path: Path, community: Any, facts: Any) -> None:
    """Add the identities that come with later batches only."""
    connection = sqlite3.connect(path)
    connection.executemany(
        "INSERT OR IGNORE INTO ledger_identity (id, organisation_id, kind, value, name, nature, named_at, "
        "origin_id) VALUES (?, ?, 'bench', ?, '', 0, 0, 1)",
        [(n, community.organisation_id, str(n)) for n in range(1, int(facts["identity"].max()) + 1)],
    )
    connection.commit()
    connection.close()


def _insert_raw(path: Path, facts: Any) -> float:
    """Answer the seconds that the same numbers take into a bare table."""
    connection = sqlite3.connect(path)
    connection.execute(f"CREATE TABLE raw ({', '.join(facts)})")
    rows = list(zip(*(values.tolist() for values in facts.values()), strict=True))
    start = time.perf_counter()
    with connection:
        connection.executemany(f"INSERT INTO raw VALUES ({', '.join('?' * len(facts))})", rows)
    connection.close()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
