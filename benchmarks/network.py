"""Who talks with whom among 5 000 people: `make bench NAME=network [SCALE=1]`.

300 000 interactions of 5 000 people in three years at SCALE=1, all of which the page is asked for.
The figure is the page cold: the question, circles, places, names and the picture, nothing from
memory. The baseline is rustworkx's own spring layout of the same network, circles not counted,
in as many rounds as it does by itself. Beside it, the question alone for a quarter.
"""

import time
from typing import Any

from benchmarks.boards import _warm_figures, found_community
from benchmarks.measuring import SCALE, own_data, p50, report, set_up_django, times_of

INTERACTIONS, PEOPLE = 300_000, 5_000
BAR, ROUNDS = 2_000, 3


def main() -> None:
    """Fill the copy, ask for the page and each of its parts, and print a line for each."""
    from benchmarks import many_facts

    with own_data():
        set_up_django()
        community = found_community()
        made = many_facts.make_facts(int(INTERACTIONS * SCALE), int(PEOPLE * SCALE))
        many_facts.write_copy(community, *made)
        _name_people(community, made[2])
        network, layout = _parts(community)
        print(f"{network.people:,} people, {len(network.ties):,} pairs, {len(network.circles):,} circles")
        cold, warm = _page(community)
        print(f"page cold {cold:.0f} ms, from memory {warm:.0f} ms")
        spring = _spring(network)
        print(f"rustworkx, spring layout alone {spring:.0f} ms")
    print(f"circles and places {layout:.0f} ms, {layout / spring:.2f} of the spring layout")
    report(
        "network", cold, "ms", BAR, better="less", baseline="rustworkx spring layout of the same network",
        ratio=cold / spring,
    )  # fmt: skip


def _name_people(community: Any, persons: Any) -> None:
    from veche.kit.time import now
    from veche.ledger.models import Identity, Origin
    from veche.people.models import Person

    origin = Origin.objects.create(community=community, kind="bench", title="bench", made_at=now())
    home = community.organisation
    pks = sorted({int(one) for one in persons["person_id"]})
    identities = Identity.objects.bulk_create([
        Identity(organisation=home, kind="bench", value=str(pk), name="", named_at=0, origin=origin)
        for pk in pks
    ])  # fmt: skip
    Person.objects.bulk_create([
        Person(pk=pk, organisation=home, name=f"Person {pk}", anchor=identity, made_at=0)
        for pk, identity in zip(pks, identities, strict=True)
    ])  # fmt: skip


def _parts(community: Any) -> tuple[Any, float]:
    """Time the question for a quarter and for all days, and circles with places; answer the network."""
    from benchmarks.many_facts import DAYS, LAST_DAY
    from veche.insights.queries import network_in
    from veche.insights.queries.networks import ties_question
    from veche.insights.rules.networking import drawn_circles, network_of, threads_between
    from veche.insights.rules.placing import placed
    from veche.insights.terms import Asked, Box, Grain, Period, Tie

    figures = _warm_figures(community)
    for title, days in (("90 days", 90), ("all days", DAYS)):
        asked = Asked(Period(LAST_DAY - days + 1, LAST_DAY), Grain.WHOLE, (), LAST_DAY)
        question, values = ties_question(asked, with_team=True)
        taken = p50(times_of(lambda q=question, v=values: figures.ask_about(q, v), ROUNDS))
        print(f"question, {title}: {taken:.0f} ms")
    rows = figures.ask_about(question, values)

    def circles_and_places() -> None:
        network = network_of(rows)
        circles = drawn_circles(network)
        at = {place: number for number, place in enumerate(circles)}
        ties = [Tie(at[one], at[other], n) for one, other, n in threads_between(network, set(circles))]
        placed([Box(60, 70)] * len(circles), ties, 1100)

    return network_in(figures, asked), p50(times_of(circles_and_places, ROUNDS))


def _page(community: Any) -> tuple[float, float]:
    """Answer the milliseconds of the page when nothing is known, and again."""
    from django.test import Client

    from veche.core.models import User
    from veche.insights.queries import networks
    from veche.ledger.queries import columns

    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(User.objects.get())
    address = f"/c/{community.slug}/network/?period=all"
    client.get(f"/c/{community.slug}/people/")
    taken = []
    for is_cold in (True, True, True, False, False):
        if is_cold:
            networks.known.cache_clear()
            columns._ANSWERS = columns.Answers()
        start = time.perf_counter()
        answer = client.get(address)
        if answer.status_code != 200 or b"svg" not in answer.content:
            raise SystemExit(f"{answer!r}")
        taken.append((time.perf_counter() - start) * 1000)
    return max(taken[:3]), max(taken[3:])


def _spring(network: Any) -> float:
    import rustworkx

    place = {person: number for number, person in enumerate(network.circle_of)}
    graph = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from(list(place))
    graph.add_edges_from([(place[one], place[other], replies) for one, other, replies in network.ties])
    start = time.perf_counter()
    rustworkx.graph_spring_layout(graph, seed=1)
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    main()
