"""The public page of an event: `make bench NAME=event_page [SCALE=1]`.

50 000 registrations on one event at SCALE=1, with tickets, questions and diets on its form; one worker
asks for the page through the whole of Django, as a server calls it. Measured: the page as strangers get
it (drawn anew every half minute, which is in the figure), the same drawn anew each time, the guest's
own page, the team's list of guests. Baselines: the health page in the same run, and pretix 2026.8, which
gives 22 pages a second on such a machine with one worker.
"""

import time
from collections.abc import Callable

from benchmarks.filling import found_community
from benchmarks.gatherings import fill_event, open_event
from benchmarks.measuring import SCALE, own_data, p50, p95, report, set_up_django, times_of

ROUNDS, BAR, BAR_MS, MOST_QUERIES, PRETIX = 400, 150, 60, 12, 22


def main() -> None:
    """Fill, ask again and again, and print a line for each page."""
    with own_data():
        set_up_django()
        community, owner = found_community()
        event = open_event(community)
        start = time.perf_counter()
        fill_event(event, int(50_000 * SCALE))
        print(f"{50_000 * SCALE:.0f} registrations in {time.perf_counter() - start:.0f} s")
        pages = {name: _measure(name, ask) for name, ask in _pages(event, owner.pk)}
    speed = 1000 / pages["page"]
    print(f"{speed:.0f} pages a second, {speed / PRETIX:.1f} times pretix 2026.8 ({PRETIX}/s)")
    report("event_page", speed, "pages/s", BAR, better="more",
           baseline="pretix 2026.8, 22/s", ratio=speed / PRETIX)  # fmt: skip


def _pages(event: object, owner: int) -> list[tuple[str, Callable[[], object]]]:
    from django.test import Client

    from veche.core.models import User
    from veche.events.models import Guest
    from veche.events.queries import secret_for

    stranger, member = Client(HTTP_HOST="127.0.0.1"), Client(HTTP_HOST="127.0.0.1")
    member.force_login(User.objects.get(pk=owner))
    place = f"/e/{event.community.slug}/{event.slug}/"  # type: ignore[attr-defined]
    desk = f"/c/{event.community.slug}/events/{event.pk}/guests/"  # type: ignore[attr-defined]
    guest = Guest.objects.order_by("pk").last()
    secret = secret_for(guest.event_id, guest.key)  # type: ignore[union-attr]
    member.get(desk)
    paths = {
        "health": (stranger, "/healthz"), "page": (stranger, place),
        "page, anew": (stranger, f"{place}?code="), "guest": (stranger, f"/g/{secret}/"),
        "calendar": (stranger, f"/e/{event.community.slug}/"),  # type: ignore[attr-defined]
        "guests": (member, desk), "guests, found": (member, f"{desk}?q=гость+4999"),
    }  # fmt: skip
    return [(name, _asking(client, path)) for name, (client, path) in paths.items()]


def _asking(client: object, path: str) -> Callable[[], object]:
    def ask() -> object:
        response = client.get(path)  # type: ignore[attr-defined]
        if response.status_code != 200:
            raise SystemExit(f"{path}: {response.status_code}")
        return response.content

    return ask


def _measure(name: str, ask: Callable[[], object]) -> float:
    """Print how long a page takes and how much it asks; answers its mean in milliseconds."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        ask()
        count = len(queries)
    taken = times_of(ask, ROUNDS if name in {"page", "health"} else 60)
    mean = sum(taken) / len(taken)
    note = "" if p95(taken) <= BAR_MS and count <= MOST_QUERIES else " (over the bar)"
    print(
        f"{name:14} mean {mean:6.2f} ms  p50 {p50(taken):6.2f}  p95 {p95(taken):6.2f} ms "
        f"{count:2} queries{note}"
    )
    return mean


if __name__ == "__main__":
    main()
