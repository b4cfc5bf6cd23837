"""Pages of a large community, p50 and p95 and their queries: `make bench NAME=pages`.

100 000 people and a million interactions at SCALE=1; each page through the whole of Django, as
a server calls it, for a different person each time. The baseline is the smallest page there is.
"""

import time
from collections.abc import Callable

from benchmarks.filling import fill, found_community
from benchmarks.measuring import SCALE, own_data, p50, p95, report, set_up_django, times_of

ROUNDS, BAR, MOST_QUERIES = 40, 60, 12


def main() -> None:
    """Fill, ask for every page again and again, and print a line for each."""
    with own_data():
        set_up_django()
        community, owner = found_community()
        start = time.perf_counter()
        fill(community, int(100_000 * SCALE), int(1_000_000 * SCALE))
        print(f"filled in {time.perf_counter() - start:.0f} s")
        measured = {name: _measure(name, ask) for name, ask in _pages(community.slug, owner.pk)}
    baseline = measured.pop("own page")
    worst = max(measured, key=lambda name: measured[name])
    report(
        "pages", measured[worst], "ms", BAR, better="less", baseline="own page, p95",
        ratio=measured[worst] / baseline,
    )  # fmt: skip


def _pages(slug: str, owner: int) -> list[tuple[str, Callable[[], object]]]:
    from django.test import Client

    from veche.core.models import User
    from veche.people.models import Person

    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(User.objects.get(pk=owner))
    people = list(Person.objects.order_by("pk").values_list("pk", flat=True)[:: max(1, int(2_000 * SCALE))])
    turn = iter(people * ROUNDS * 4)
    home = f"/c/{slug}/"
    client.get(home)  # a session is written anew when somebody enters a community

    def ask(path: str) -> Callable[[], object]:
        return lambda: _whole(client.get(path.format(person=next(turn)) if "{" in path else path))

    paths = {
        "own page": "/me/", "person": home + "people/{person}/", "people": home + "people/",
        "people, filtered": home + "people/?stage=6&sort=activity",
        "people, found": home + "people/?query=кофе",
        "search": home + "search/?q=встреча+пятница", "today": home, "overview": home + "overview/",
        "channels": home + "channels/",
    }  # fmt: skip
    return [(name, ask(path)) for name, path in paths.items()]


def _whole(response: object) -> object:
    status = response.status_code  # type: ignore[attr-defined]
    if status != 200:
        raise SystemExit(f"{response!r}")
    return response.content  # type: ignore[attr-defined]


def _measure(name: str, ask: Callable[[], object]) -> float:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        ask()
    count = len(queries)
    taken = times_of(ask, ROUNDS)
    print(f"{name:18} p50 {p50(taken):6.1f} ms  p95 {p95(taken):6.1f} ms  {count:2} queries")
    if count > MOST_QUERIES:
        print(f"{name} asks more than {MOST_QUERIES} queries")
    return p95(taken)


if __name__ == "__main__":
    main()
