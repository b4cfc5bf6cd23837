"""What `boards` tells beside its questions: whole pages, cold and warm, and the raw engine typed by hand."""

import json
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.measuring import p50

COLD, WARM, ROUNDS = 2_000, 300, 5
# Pages of boards that are no list of measures, by their routes.
PAGES = ("overview", "path_page")
SPOKEN, REACTED = "kind IN (3, 4, 6, 8)", "kind = 5"
# Measures for a quarter by week as somebody types them who knows the tables.
BY_HAND = {
    "active": """
        WITH mine AS (SELECT person_id AS person, month, bit_or(own) AS days
                      FROM months JOIN persons ON identity_id = identity
                      WHERE month BETWEEN $first_month AND $last_month GROUP BY ALL),
             weeks AS (SELECT month, week, bit_or(mask) AS mask FROM calendar
                       WHERE day BETWEEN $first AND $last GROUP BY ALL)
        SELECT week, count(DISTINCT person) FROM mine JOIN weeks USING (month)
        WHERE days & mask <> 0 GROUP BY week""",
    "messages": f"""
        SELECT (day + 3) // 7 AS week, sum(count) FILTER ({SPOKEN}), sum(count) FILTER ({REACTED})
        FROM hours WHERE nature = 0 AND day BETWEEN $first AND $last GROUP BY week""",
    "hours": f"""
        SELECT (day + 3) % 7 AS weekday, hour, sum(count) FROM hours
        WHERE {SPOKEN} AND nature = 0 AND day BETWEEN $first AND $last GROUP BY ALL""",
    "contributors": f"""
        SELECT person_id, count(*) FILTER ({SPOKEN}) AS words, count(*) FILTER ({REACTED}),
               count(DISTINCT day)
        FROM interactions JOIN persons ON identity_id = identity
        WHERE NOT is_team AND day BETWEEN $first AND $last
        GROUP BY person_id ORDER BY words DESC, person_id LIMIT 20""",
}
CALENDAR = """
    CREATE TABLE calendar AS
    SELECT day, (day + 3) // 7 AS week, 1 << (date_part('day', date) - 1)::INTEGER AS mask,
           ((date_part('year', date) - 1970) * 12 + date_part('month', date) - 1)::INTEGER AS month
    FROM (SELECT day::INTEGER AS day, DATE '1970-01-01' + day::INTEGER AS date FROM range(30000) AS d(day))"""


def tell_boards() -> bool:
    """Print how long every ready board, the overview and the path take; tell whether all keep the bars."""
    from veche.insights.rules.boards import READY

    passed = True
    for board in (*PAGES, *READY):
        command = [sys.executable, "-m", "benchmarks.whole_boards", board]
        cold, warm = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
        within = cold <= COLD and warm <= WARM
        passed = passed and within
        print(
            f"board {board:14} {cold:6.0f} ms cold, {warm:4.0f} ms warm{'' if within else '   over the bar'}",
            flush=True,
        )
    return passed


def tell_raw_engine(community: Any, asked: Mapping[str, float], rounds: int) -> float:
    """Print a few measures beside a connection of one's own over the same files; answer the median ratio."""
    import duckdb
    from django.conf import settings

    from benchmarks.many_facts import LAST_DAY
    from benchmarks.measuring import times_of
    from veche.insights.rules.periods import month_number
    from veche.ledger.models import Segment

    raw, ratios = duckdb.connect(config={"memory_limit": settings.COLUMNS_MEMORY}), []
    for table in ("interactions", "months", "hours", "persons"):
        listed = Segment.objects.filter(community=community, table=table, dropped_at=None)
        names = [str(Path(settings.COLUMNS) / path) for path in listed.values_list("path", flat=True)]
        raw.read_parquet(names).create_view(table)
    raw.execute(CALENDAR)
    values = {
        "first": LAST_DAY - 89, "last": LAST_DAY, "first_month": month_number(LAST_DAY - 89),
        "last_month": month_number(LAST_DAY),
    }  # fmt: skip
    for key, text in BY_HAND.items():
        named = {name: value for name, value in values.items() if f"${name}" in text}
        typed = p50(times_of(lambda t=text, n=named: raw.execute(t, n).fetchall(), rounds))
        ratios.append(asked[f"{key}, 90 days"] / typed)
        print(f"typed by hand: {key:17} {typed:8.0f} ms, ratio {ratios[-1]:.2f}", flush=True)
    return p50(ratios)


def answer_board(board: str) -> tuple[float, list[float]]:
    """Answer the milliseconds of a board's page in this new process, the first time and then again."""
    import django

    django.setup()
    from django.conf import settings
    from django.test import Client
    from django.urls import reverse

    from veche.core.models import User

    settings.FIGURES_PATIENCE = 60  # every card on the page, none promised
    settings.ALLOWED_HOSTS = ["*"]
    client = Client()
    client.force_login(User.objects.get())
    client.get("/account/login/", follow=True)  # what any first page of a process loads is no figure
    name, args = (board, ["bench"]) if board in PAGES else ("board_page", ["bench", board])
    address = f"{reverse(f'insights:{name}', args=args)}?{_wish(board)}"
    taken = []
    for _ in range(1 + ROUNDS):
        start = time.perf_counter()
        page = client.get(address)
        taken.append((time.perf_counter() - start) * 1000)
        assert page.status_code == 200, page.status_code
        assert b"/card/" not in page.content, "a card is only promised"
    return taken[0], taken[1:]


def _wish(board: str) -> str:
    """Write the days that the board shows at first, up to the last of which something is known."""
    from datetime import date, timedelta

    from benchmarks.many_facts import LAST_DAY
    from veche.insights.rules.boards import READY

    days = 365 if board in READY and "365" in READY[board].wish else 90
    last = date(1970, 1, 1) + timedelta(days=LAST_DAY)
    return f"period=custom&from={last - timedelta(days=days - 1)}&to={last}"


if __name__ == "__main__":
    first, more = answer_board(sys.argv[1])
    print(json.dumps([first, p50(more)]))
