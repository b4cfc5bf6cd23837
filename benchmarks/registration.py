"""Registering for free: `make bench NAME=registration [SCALE=1]`.

50 000 registrations are on the event already at SCALE=1. One worker takes forms through the whole of
Django, as a server calls it, each from another network: a party of two with a ticket and answers, half of
them with a diet. The letters and facts that come of each are jobs, which are measured afterwards.
Baselines: the health page in the same run, and pretix 2026.8, which takes 9 to 11 free orders a second
with 72 queries each on such a machine with one worker.
"""

import os
import time
from urllib.parse import urlencode

from benchmarks.filling import found_community
from benchmarks.gatherings import fill_event, open_event
from benchmarks.measuring import SCALE, own_data, p50, p95, report, set_up_django, times_of

FORM = "application/x-www-form-urlencoded"
COUNT, BAR, MOST_QUERIES, PRETIX = 400, 60, 20, 11


def main() -> None:
    """Fill, register some hundreds, and count that none is lost and none is doubled."""
    os.environ["VECHE_TRUSTED_PROXIES"] = "1"
    with own_data():
        set_up_django()
        from veche.events.models import Event, Guest

        community, _ = found_community()
        before = int(50_000 * SCALE)
        event = open_event(community, capacity=before + 10 * COUNT)
        fill_event(event, before)
        health, taken, queries = _register(event)
        found = Event.objects.get(pk=event.pk)
        assert Guest.objects.count() == before + COUNT
        assert found.taken == before + 2 * COUNT, found.taken
        start = time.perf_counter()
        jobs = _follow()
        followed = time.perf_counter() - start
    speed = 1000 * len(taken) / sum(taken)
    print(f"{COUNT} more than {before}: p50 {p50(taken):.1f} ms, p95 {p95(taken):.1f} ms, {queries} queries")
    print(f"the health page: {health:.1f} ms; {jobs} jobs with their letters and facts took {followed:.1f} s")
    if queries > MOST_QUERIES:
        print(f"a registration asks more than {MOST_QUERIES} queries")
    report("registration", speed, "registrations/s", BAR, better="more",
           baseline="pretix 2026.8, 11 free orders/s", ratio=speed / PRETIX)  # fmt: skip


def _register(event: object) -> tuple[float, list[float], int]:
    """Send the forms; answers the health page's milliseconds, those of each form, and the queries of one."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from veche.events.models import Question, TicketType

    client = Client(HTTP_HOST="127.0.0.1")
    place = f"/e/{event.community.slug}/{event.slug}/"  # type: ignore[attr-defined]
    ticket = TicketType.objects.order_by("pk")[0].pk
    asked = list(Question.objects.order_by("pk").values_list("pk", flat=True))
    answers = dict(zip((f"q_{pk}" for pk in asked), ("От друзей", "on", "M"), strict=True))
    health = p50(times_of(lambda: client.get("/healthz"), 100))

    def send(number: int) -> None:
        food = {"seat_1_diets": ["vegan"], "diet_consent": "on"} if number % 2 else {}
        told = answers | food | {
            "name": f"Новый {number}", "email": f"new{number}@example.org", "seats": "2", "answer": "going",
            "seat_2_name": "Спутник", "ticket": str(ticket), "key": f"a-key-of-the-form-{number}",
        }  # fmt: skip
        network = f"2001:db8:{number % 65536:x}::1"
        response = client.post(place, urlencode(told, True), content_type=FORM, HTTP_X_FORWARDED_FOR=network)
        if response.status_code != 302:
            raise SystemExit(response.content.decode()[:3000])

    with CaptureQueriesContext(connection) as queries:
        send(1)
        count = len(queries)
    taken = []
    for number in range(2, COUNT + 1):
        start = time.perf_counter()
        send(number)
        taken.append((time.perf_counter() - start) * 1000)
    return health, taken, count


def _follow() -> int:
    from veche.kit.jobs import drain

    count = 0
    while done := drain():
        count += done
    return count


if __name__ == "__main__":
    main()
