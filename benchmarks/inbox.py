"""The inbox of a large desk, p50 and p95 and their queries: `make bench NAME=inbox`.

200 000 conversations and 5 000 000 messages at SCALE=1, written in bulk past the doors, since what
is measured is reading. Each page through the whole of Django, a different conversation each time.
Beside the time stands the processor's, which other work on the machine does not lengthen.
The baseline is the smallest page there is.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from benchmarks.filling import found_community
from benchmarks.generating import NAMES, WORDS
from benchmarks.measuring import SCALE, own_data, p50, p95, report, set_up_django, times_of

if TYPE_CHECKING:
    from veche.core.models import Community

CONVERSATIONS, EACH, CHANNELS, ROUNDS, BAR, MOST_QUERIES = int(200_000 * SCALE), 25, 20, 40, 60, 12
DAY, STEP = 24 * 3600 * 1000, 2_000
STATES = ("open", "waiting", "snoozed", "closed")


def main() -> None:
    """Fill, ask for every page again and again, and print a line for each."""
    with own_data():
        set_up_django()
        community, owner = found_community()
        start = time.perf_counter()
        _fill(community)
        print(f"filled in {time.perf_counter() - start:.0f} s")
        measured = {name: _measure(name, ask) for name, ask in _pages(community.slug, owner.pk)}
    baseline = measured.pop("own page")
    worst = max(measured, key=lambda name: measured[name])
    report(
        "inbox", measured[worst], "ms", BAR, better="less", baseline="own page, p95",
        ratio=measured[worst] / baseline,
    )  # fmt: skip


def _fill(community: Community) -> None:
    """Write channels, people, conversations and all that was said in them."""
    from django.db import transaction

    from veche.core.terms import SYSTEM
    from veche.kit import sql
    from veche.kit.time import now
    from veche.ledger.actions import open_origin
    from veche.ledger.models import Channel

    origin, at, people = (
        open_origin(community, "import", "benchmark", by=SYSTEM).pk,
        now(),
        CONVERSATIONS // 4,
    )
    for number in range(1, CHANNELS + 1):
        Channel.objects.create(
            community=community, network="telegram", key=str(number), title=f"Чат {number}", made_at=at
        )
    home = community.organisation_id
    sql.insert_rows(
        "ledger_identity",
        ("id", "organisation_id", "kind", "value", "name", "nature", "named_at", "origin_id"),
        ((n, home, "telegram", str(n), f"{NAMES[n % len(NAMES)]} {n}", 0, at, origin)
         for n in range(1, people + 1)),
    )  # fmt: skip
    sql.insert_rows(
        "people_person",
        ("id", "organisation_id", "name", "given_name", "photo", "face", "language", "anchor_id", "made_at"),
        ((n, home, f"{NAMES[n % len(NAMES)]} {n}", "", "", "", "", n, at) for n in range(1, people + 1)),
    )
    sql.insert_rows(
        "people_attachment", ("identity_id", "person_id", "tie", "since"),
        ((n, n, 0, at) for n in range(1, people + 1)),
    )  # fmt: skip
    sql.insert_rows(
        "people_standing",
        ("person_id", "community_id", "stage", "since", "first_seen_at", "last_seen_at", "last_own_at",
         "own_count", "words_count", "answered_count", "brought_count", "active_weeks", "first_channel_id",
         "first_kind", "is_team", "sort_name"),
        ((n, community.pk, 4, at, at, at, at, 100, 100, 0, 0, 9, 1, 3, False, NAMES[n % len(NAMES)])
         for n in range(1, people + 1)),
    )  # fmt: skip
    draw = random.Random(1)
    for first in range(1, CONVERSATIONS + 1, STEP):
        with transaction.atomic():
            last = min(first + STEP, CONVERSATIONS + 1)
            _write(sql, community.pk, origin, at, people, range(first, last), draw)


def _write(sql: Any, community: int, origin: int, at: int, people: int, span: range, draw: Any) -> None:
    """Write some conversations with their messages and words."""
    talks = [(n, draw.randrange(1, CHANNELS + 1), draw.randrange(1, people + 1), _state(draw),
              at - int(700 * DAY * draw.random() ** 2)) for n in span]  # fmt: skip
    far = 7_258_118_400_000
    sql.insert_rows(
        "inbox_conversation",
        ("id", "community_id", "channel_id", "key", "identity_id", "subject", "language", "why", "opened_by",
         "last_interaction", "opened_at", "last_at", "asked_at", "answered_at", "answered_side",
         "waits_since", "due_at", "state", "settled", "settled_at", "priority", "is_unread", "changed_at"),
        ((n, community, channel, f"i:{n}", who, "", "ru", 1, n * EACH, n * EACH + EACH - 1, when, when + DAY,
          when, 0, 1, when if state == "open" else far, when + DAY if state == "open" else far, state, state,
          0, 1, n % 3 == 0, when + DAY) for n, channel, who, state, when in talks),
    )  # fmt: skip
    said = list(_said(talks, people, draw))
    sql.insert_rows(
        "ledger_interaction",
        ("id", "community_id", "channel_id", "identity_id", "kind", "occurred_at", "recorded_at",
         "external_id", "thread", "reply_to", "currency", "marks", "origin_id"),
        ((pk, community, channel, who, 3, when, when, str(pk), "", "", "", 0, origin)
         for pk, _, channel, who, when in said),
    )  # fmt: skip
    sql.insert_rows(
        "ledger_wording", ("interaction_id", "text", "said_at", "origin_id"),
        ((pk, " ".join(draw.choices(WORDS, k=8)), when, origin) for pk, _, _, _, when in said),
    )  # fmt: skip
    sql.insert_rows(
        "inbox_item",
        ("conversation_id", "interaction_id", "identity_id", "at", "side", "why", "asks", "answers"),
        ((n, pk, who, when, pk % 3, 1, pk % 3 == 0, pk % 3 == 1) for pk, n, _, who, when in said),
    )


def _said(talks: list[Any], people: int, draw: Any) -> Iterator[tuple[int, int, int, int, int]]:
    for n, channel, who, _, when in talks:
        for place in range(EACH):
            speaker = who if place % 2 == 0 else draw.randrange(1, people + 1)
            yield n * EACH + place, n, channel, speaker, when + place * DAY // EACH


def _state(draw: Any) -> str:
    return str(draw.choices(STATES, weights=(1, 1, 0.2, 4))[0])


def _pages(slug: str, owner: int) -> list[tuple[str, Callable[[], object]]]:
    from django.test import Client

    from veche.core.models import User

    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(User.objects.get(pk=owner))
    draw = random.Random(2)
    home = f"/c/{slug}/inbox/"
    client.get(home)

    def ask(path: str) -> Callable[[], object]:
        return lambda: _whole(client.get(path.format(one=draw.randrange(1, CONVERSATIONS + 1))))

    paths = {
        "own page": "/me/", "inbox": home, "latest": home + "?sort=latest", "due first": home + "?sort=due",
        "closed": home + "?view=closed", "unassigned": home + "?view=unassigned",
        "one channel": home + "?channel=3", "borne by nobody": home + "?view=closed&sort=latest&why=64",
        "conversation": home + "{one}/",
        "person": home + "{one}/person/", "asked again": home + "rows/", "stream": home + "stream/",
    }  # fmt: skip
    return [(name, ask(path)) for name, path in paths.items()]


def _whole(response: Any) -> object:
    if response.status_code not in (200, 204):
        raise SystemExit(f"{response!r}")
    return response.content


def _measure(name: str, ask: Callable[[], object]) -> float:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        ask()
    count = len(queries)
    start = time.process_time()
    taken = times_of(ask, ROUNDS)
    busy = (time.process_time() - start) * 1000 / (ROUNDS + 1)
    print(
        f"{name:14} p50 {p50(taken):6.1f} ms  p95 {p95(taken):6.1f} ms  {busy:5.1f} ms of a processor", end=""
    )
    print(f"  {count:2} queries")
    if count > MOST_QUERIES:
        print(f"{name} asks more than {MOST_QUERIES} queries")
    return p95(taken)


if __name__ == "__main__":
    main()
