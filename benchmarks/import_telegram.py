"""Taking in a Telegram export of a million messages: `make bench NAME=import_telegram [SCALE=1]`.

Through the doors every import goes through: recognised, looked through, taken in by batches
that commit with their checkpoint, listeners enqueued. Beside it the naive floor: the same file
parsed in the same stream and inserted raw into one table, without identities, words, replies,
masking, or asking whether it is known.
"""

import json
import os
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.generating import write_telegram_export
from benchmarks.measuring import SCALE, memory_of, own_data, report, set_up_django

MESSAGES, PEOPLE, SMALL = 1_000_000, 20_000, 10
BAR, MEMORY_BAR = 30_000, 300
ROWS = 5_000


def main() -> None:
    """Take in a tenth, then the whole, and print rate, memory and the ratio to the floor."""
    with own_data() as folder:
        set_up_django()
        count = int(MESSAGES * SCALE)
        small, large = folder / "small.json", folder / "large.json"
        write_telegram_export(small, count // SMALL, PEOPLE, seed=2)
        write_telegram_export(large, count, PEOPLE)
        print(f"{count} messages, {large.stat().st_size / 1024**2:.0f} MB")
        few = take(small, "small")
        many = take(large, "large")
        floor, _, seconds = watched(lambda: insert_raw(large, folder / "raw.sqlite3"))
        print(f"naive floor: {floor} rows in {seconds:.1f} s, {floor / seconds:,.0f}/s")
        judge(few, many, floor / seconds)


def take(path: Path, slug: str) -> dict[str, float]:
    """Take a file in step by step; answers interactions, their rate and the most memory held."""
    from veche.channels import actions, queries
    from veche.core.actions import found_organisation, open_community
    from veche.core.terms import SYSTEM
    from veche.kit.jobs import Job
    from veche.ledger.models import Interaction

    owner = {"owner_email": f"{slug}@example.org", "owner_name": "Ольга", "password": "a long passphrase 42"}
    organisation, _ = found_organisation(slug, language="ru", by=SYSTEM, **owner)
    community = open_community(organisation, name=slug, slug=slug, by=SYSTEM)
    found = actions.accept_upload(community, path, path.name, by=SYSTEM, keep=True, here=True)
    _, _, looked = watched(lambda: actions.look_at_import(found, by=SYSTEM, here=True))
    if found.questions:
        guesses = {question["key"]: question["guess"] for question in found.questions}
        actions.answer_questions(found, guesses, by=SYSTEM, here=True)
    _, checking, checked = watched(lambda: actions.check_import(found, by=SYSTEM))
    actions.start_import(found, by=SYSTEM, here=True)
    busy = time.process_time()
    _, taking, took = watched(lambda: actions.take_in(found, by=SYSTEM))
    busy = time.process_time() - busy
    found = queries.import_of(community, found.pk)  # type: ignore[assignment]
    facts = Interaction.objects.filter(community=community).count()
    print(
        f"{slug}: {found.seen} records = {found.taken} taken + {found.duplicate} known"
        f" + {found.refused} refused,"
        f" {facts} interactions; recognised in {looked:.1f} s; dry run {checked:.1f} s"
        f" ({found.seen / checked:,.0f} records/s, {checking:.0f} MB); taken in {took:.1f} s"
        f" ({facts / took:,.0f} interactions/s, {taking:.0f} MB); {Job.objects.count()} jobs wait"
    )
    # On a machine that others use as well this tells more than the clock: what one core can take at the most.
    print(f"{slug}: the recording process was busy for {busy:.1f} s, {facts / busy:,.0f} a second of it")
    assert found.taken + found.duplicate + found.refused == found.seen
    return {"rate": facts / (looked + took), "memory": max(checking, taking)}


def insert_raw(path: Path, database: Path) -> int:
    """Parse the file and insert every message as it is into one table."""
    from veche.kit.json_arrays import read_arrays

    connection = sqlite3.connect(database, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("CREATE TABLE raw (id INTEGER PRIMARY KEY, who TEXT, at TEXT, message TEXT)")
    statement, count, rows = "INSERT INTO raw VALUES (?, ?, ?, ?)", 0, []
    with path.open("rb") as file:
        for array in read_arrays(file, "messages"):
            for message in array.elements:
                text = json.dumps(message, ensure_ascii=False)
                rows.append((message["id"], message.get("from_id"), message["date_unixtime"], text))
                if len(rows) == ROWS:
                    count, rows = count + _insert(connection, statement, rows), []
    return count + _insert(connection, statement, rows)


def _insert(connection: sqlite3.Connection, statement: str, rows: list[Any]) -> int:
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany(statement, rows)
    connection.execute("COMMIT")
    return len(rows)


def watched(run: Callable[[], Any]) -> tuple[Any, float, float]:
    """Answer what the run answers, the most memory it and its children held in MB, and its seconds."""
    peak, over = 0.0, threading.Event()

    def watch() -> None:
        nonlocal peak
        while not over.wait(0.5):
            peak = max(peak, memory_of(os.getpid()))

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    start = time.perf_counter()
    answer = run()
    seconds = time.perf_counter() - start
    over.set()
    watcher.join()
    return answer, max(peak, memory_of(os.getpid())), seconds


def judge(few: dict[str, float], many: dict[str, float], floor: float) -> None:
    """Print the last line, and before it what else has a bar: memory, and that it does not grow."""
    growth = many["memory"] / few["memory"]
    print(
        f"memory {many['memory']:.0f} MB (bar {MEMORY_BAR}),"
        f" {growth:.2f} times that of a {SMALL}th of the file"
        f" {'ok' if many['memory'] <= MEMORY_BAR and growth < 1.5 else 'NOT OK'}"
    )
    report(
        "import_telegram", many["rate"], "interactions/s", BAR, better="more",
        baseline="same file parsed and inserted raw into one table", ratio=many["rate"] / floor,
    )  # fmt: skip


if __name__ == "__main__":
    main()
