"""Every board as a page, and every question to the columnar copy: `make bench NAME=boards [SCALE=1]`.

Two million interactions of 40 000 people at SCALE=1, ten million of 200 000 at SCALE=5.

- A board is *cold* when a process that just started answers the whole page for the first time, with all its
  cards: it starts the engine and opens the files anew. What the machine itself keeps of the files it keeps.
- It is *warm* when the same process has answered it for the same version of the copy before.
- A question is asked until its files are warm and then a few times more, never answered from memory: the
  figure of the last line is the slowest question's median.

Beside the questions, in the same run: the raw engine over the same files, asked as somebody types it who
knows the tables, and the same measures as plain SQL over the ledger's tables in SQLite with its indexes.
"""

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks import whole_boards
from benchmarks.measuring import SCALE, own_data, p50, report, set_up_django, times_of

INTERACTIONS, PEOPLE = 2_000_000, 40_000
BAR, ROUNDS = 300, 5
# Seconds that all of SQLite's questions may take together: what is left out is said.
PATIENCE = float(os.environ.get("PATIENCE", "240"))


def main() -> None:
    """Fill the copy and SQLite, ask everything, and print a line for each measure."""
    from benchmarks import many_facts

    with own_data() as folder:
        set_up_django()
        community = found_community()
        start = time.perf_counter()
        made = many_facts.make_facts(int(INTERACTIONS * SCALE), int(PEOPLE * SCALE))
        many_facts.write_copy(community, *made)
        print(f"{len(made[0]['id']):,} interactions in columns after {time.perf_counter() - start:.0f} s")
        boards_pass = whole_boards.tell_boards()
        asked = {}
        for key, run in questions_of(community):
            asked[key] = _told(key, p50(times_of(run, ROUNDS)))
        typed = whole_boards.tell_raw_engine(community, asked, ROUNDS)
        many_facts.write_ledger(_database(folder), community, *made[:2])
        _lay_persons(made[2])
        plain = _ask_plainly(community)
    busy, cores = os.getloadavg()[0], os.cpu_count()
    print(f"load average {busy:.1f} on {cores} cores: above the cores, times are other work's too")
    worst = max(asked, key=lambda key: asked[key])
    slower = [plain[key] / asked[f"{key}, 90 days"] for key in plain]
    print(f"the raw engine typed by hand, median ratio: {typed:.2f}")
    print("whole boards are within their bars" if boards_pass else "a whole board is over its bar")
    report(
        "boards", asked[worst], "ms", BAR, better="less", baseline="plain SQL on SQLite, median ratio",
        ratio=p50(slower) if slower else None,
    )  # fmt: skip


def found_community() -> Any:
    from veche.core.actions import found_organisation, open_community
    from veche.core.terms import SYSTEM

    organisation, _ = found_organisation(
        "Bench", owner_email="o@example.org", owner_name="Owner", password="a long passphrase 42",
        language="en", by=SYSTEM,
    )  # fmt: skip
    return open_community(organisation, name="Bench", slug="bench", time_zone="UTC", by=SYSTEM)


def _told(key: str, taken: float) -> float:
    print(f"{key:32} {taken:8.0f} ms{'' if taken <= BAR else '   over the bar'}", flush=True)
    return taken


def questions_of(community: Any) -> Iterator[tuple[str, Any]]:
    """Answer every measure for a quarter by week, and what is heaviest: all time by month; then Today."""
    from benchmarks.many_facts import DAYS, LAST_DAY
    from veche.insights import queries
    from veche.insights.measures import MEASURES
    from veche.insights.rules.periods import month_number
    from veche.insights.terms import Asked, Form, Grain, Period

    figures = _warm_figures(community)
    periods = (
        ("90 days", Period(LAST_DAY - 89, LAST_DAY), Grain.WEEK),
        ("all time", Period(LAST_DAY - DAYS + 1, LAST_DAY), Grain.MONTH),
    )
    for title, period, grain in periods:
        for key, measure in MEASURES.items():
            asked = Asked(period, grain, (), LAST_DAY)
            yield f"{key}, {title}", lambda m=measure, a=asked: figures.rows(m, a, a.period, a.grain)
            if measure.form is Form.SERIES and not measure.is_told_by_rows:
                whole = lambda m=measure, a=asked: figures.rows(m, a, a.period, Grain.WHOLE)  # noqa: E731
                yield f"{key}, {title}, as one", whole
    month = month_number(LAST_DAY)
    yield "Today: silent newcomers", lambda: queries.silent_newcomers(figures, LAST_DAY)
    yield "Today: drifting away", lambda: queries.drifting_people(figures, LAST_DAY, month - 6)
    yield "Today: questions", lambda: queries.waiting_questions(figures, LAST_DAY)
    yield "Today: changes", lambda: queries.changes_on(figures, LAST_DAY)
    yield "Today: stages", lambda: queries.moves_since(figures, LAST_DAY - 1, LAST_DAY)


def _warm_figures(community: Any) -> Any:
    """Answer figures that ask the engine every time."""
    from veche.insights.queries import Figures
    from veche.ledger.queries import ask_columns

    class Asking(Figures):
        def ask(self, question: str, values: Any = None) -> Any:
            return ask_columns(self.community, question, values, version=self.version, kept=False)

    return Asking(community)


def _database(folder: Path) -> Path:
    from django.conf import settings

    name = Path(str(settings.DATABASES["default"]["NAME"]))
    return name if name.is_absolute() else folder / name


def _lay_persons(persons: Any) -> None:
    from benchmarks.plain_sql import PERSONS
    from veche.kit import sql

    sql.execute(PERSONS)
    names = ("identity_id", "person_id", "is_team")
    rows = zip(*(persons[name].astype(int).tolist() for name in names), strict=True)
    sql.insert_rows("plain_person", names, rows)
    sql.execute("ANALYZE")


def _ask_plainly(community: Any) -> dict[str, float]:
    """Ask SQLite the same, each once warm, for as long as there is patience."""
    from benchmarks.many_facts import LAST_DAY
    from benchmarks.plain_sql import QUESTIONS, plain_question
    from veche.insights.measures import MEASURES
    from veche.insights.rules.asking import grain_for
    from veche.insights.terms import Form, Grain
    from veche.kit import sql

    taken, until = {}, time.perf_counter() + PATIENCE
    # What walks through all facts comes last.
    for key in sorted(QUESTIONS, key=lambda key: key in ("members", "growth")):
        if time.perf_counter() > until:
            print(f"SQLite: {key:24} left out: {PATIENCE:.0f} s are over (PATIENCE=)")
            continue
        measure = MEASURES[key]
        grain = grain_for(measure, Grain.WEEK) if measure.form is Form.SERIES else Grain.WHOLE
        question = plain_question(key, community.pk, LAST_DAY - 89, LAST_DAY, LAST_DAY, grain)
        start = time.perf_counter()
        sql.fetch(question)
        taken[key] = (time.perf_counter() - start) * 1000
        print(f"SQLite: {key:24} {taken[key]:8.0f} ms", flush=True)
    return taken


if __name__ == "__main__":
    main()
