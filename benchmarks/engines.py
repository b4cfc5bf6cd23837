"""The same questions on DuckDB, on ClickHouse and on Spark: `make bench NAME=engines [SCALE=1]`.

Two million interactions of 40 000 people at SCALE=1. Each engine answers from the same files: DuckDB and
ClickHouse inside the process, Spark on a cluster of two workers that it starts here. A question is asked
once to warm files and then a few times more, never from memory. The figure is the median question of
ClickHouse in milliseconds, beside it how many times DuckDB's that is; the bar is half a second.
"""

import os
import time
from collections.abc import Callable, Iterator
from typing import Any

from benchmarks.boards import found_community
from benchmarks.measuring import SCALE, own_data, p50, report, set_up_django, times_of
from benchmarks.segments import SEGMENTS, asking, lay_belongings

INTERACTIONS, PEOPLE = 2_000_000, 40_000
BAR, ROUNDS = 500, 3
ENGINES = {
    "duckdb": "duckdb",
    "clickhouse": "chdb:?max_threads=2",
    "spark": "local-cluster[2,1,1024]?spark.driver.host=127.0.0.1&spark.sql.shuffle.partitions=2",
}
MEASURES = (
    "members",
    "active",
    "audience",
    "reach",
    "posts",
    "retention",
    "answer_time",
    "contributors",
    "path",
)
FOUND = ("stage", "wrote in 30 days", "wrote in a year, not in a month", "talked with anybody in 90 days",
         "eight at once")  # fmt: skip


def main() -> None:
    """Fill the copy, ask every engine everything, and print a line for each question."""
    from benchmarks import many_facts

    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    with own_data():
        set_up_django()
        community = found_community()
        many_facts.write_copy(
            community, *many_facts.make_facts(int(INTERACTIONS * SCALE), int(PEOPLE * SCALE))
        )
        lay_belongings(community, int(PEOPLE * SCALE))
        questions = dict(_questions(community))
        taken = {name: _all_of(name, wish, questions) for name, wish in ENGINES.items()}
    busy, cores = os.getloadavg()[0], os.cpu_count()
    print(f"load average {busy:.1f} on {cores} cores: above the cores, times are other work's too")
    ours, theirs = (list(taken[name].values()) for name in ("duckdb", "clickhouse"))
    report("engines", p50(theirs), "ms", BAR, better="less", baseline="DuckDB, median ratio of the questions",
           ratio=p50([their / our for their, our in zip(theirs, ours, strict=True)]))  # fmt: skip


def _all_of(name: str, wish: str, questions: dict[str, Callable[[], Any]]) -> dict[str, float]:
    """Answer how long one engine takes for each question; the first one starts it."""
    from django.conf import settings

    settings.COLUMNS_ENGINE = wish
    start = time.perf_counter()
    next(iter(questions.values()))()
    print(
        f"{name}: {time.perf_counter() - start:.1f} s to start and to answer the first question", flush=True
    )
    taken = {}
    for key, ask in questions.items():
        taken[key] = p50(times_of(ask, 1 if name == "spark" else ROUNDS))
        print(f"{name:12}{key:34}{taken[key]:9.0f} ms", flush=True)
    return taken


def _questions(community: Any) -> Iterator[tuple[str, Callable[[], Any]]]:
    """Answer a choice of measures over a quarter by week, the heaviest over all time, and of segments."""
    from benchmarks.many_facts import DAYS, LAST_DAY
    from veche.insights.terms import Grain, Period

    quarter, ever = Period(LAST_DAY - 89, LAST_DAY), Period(LAST_DAY - DAYS + 1, LAST_DAY)
    for key in MEASURES:
        yield f"{key}, 90 days", _measure(community, key, quarter, Grain.WEEK)
    for key in ("members", "active"):
        yield f"{key}, all time", _measure(community, key, ever, Grain.MONTH)
    for name in FOUND:
        yield f"people: {name}", asking(community, SEGMENTS[name])


def _measure(community: Any, key: str, period: Any, grain: Any) -> Callable[[], Any]:
    from benchmarks.many_facts import LAST_DAY
    from veche.insights.measures import MEASURES as ALL
    from veche.insights.rules.asking import question_of
    from veche.insights.terms import Asked, Form, Grain
    from veche.ledger.queries import ask_columns

    measure = ALL[key]
    grain = grain if measure.form is Form.SERIES else Grain.WHOLE
    question, values = question_of(measure, Asked(period, grain, (), LAST_DAY), period, grain)
    if "$spent" in question:
        values["spent"] = 0.0
    return lambda: ask_columns(community, question, values, kept=False, bound=300.0)


if __name__ == "__main__":
    main()
