"""How well and how fast people are put together: `make bench NAME=pairing [SCALE=1]`.

2 000 people with interests as people have them (a few common, many rare) are paired, then seated at
tables of eight; a tenth of all pairs met before and must not again. Beside the time: how alike pairs
are, against pairs by chance, and on small cases against the optimum (rustworkx, maximum weight matching).
"""

import random
import time
from collections.abc import Iterable, Sequence

from benchmarks.measuring import SCALE, report
from veche.events.rules.pairing import make_groups
from veche.events.rules.pairing.likeness import likenesses
from veche.events.terms.pairing import Likeness, Seeker, Wishes

PEOPLE, BAR, SMALL, CASES = 2_000, 5.0, 30, 20


def main() -> None:
    """Pair, seat, compare, and report the seconds that pairing took."""
    people = crowd(int(PEOPLE * SCALE), seed=1)
    met = met_before(people, seed=2)
    for likeness in Likeness:
        wishes = Wishes(by=likeness)
        begun = time.perf_counter()
        found = make_groups(people, wishes, apart=met, seed=3)
        took = time.perf_counter() - begun
        if likeness is Likeness.SHARED:
            seconds, ratio = took, told(people, wishes, found.groups)
        print(
            f"{likeness}: {len(people)} people in {took:.2f} s, {len(found.alone)} alone, "
            f"{told(people, wishes, found.groups):.2f} times as alike as by chance, "
            f"{against_optimum(wishes):.3f} of the optimum on {CASES} cases of {SMALL}"
        )
    begun = time.perf_counter()
    tables = make_groups(people, Wishes(size=8), apart=met, seed=3)
    took = time.perf_counter() - begun
    print(f"tables of 8 in {took:.2f} s, {told(people, Wishes(size=8), tables.groups):.2f} times as alike")
    report("pairing", seconds, "s", BAR, better="less", baseline="pairs by chance, likeness", ratio=ratio)


def crowd(count: int, *, seed: int) -> list[Seeker]:
    """People with a few interests each, the common ones common (Zipf), a third of them newcomers."""
    draw = random.Random(seed)
    words = [f"interest {number}" for number in range(120)]
    weights = [1 / (number + 1) for number in range(len(words))]

    def some(least: int, most: int) -> frozenset[str]:
        return frozenset(draw.choices(words, weights, k=draw.randint(least, most)))

    return [
        Seeker(number, some(2, 7), some(0, 3), some(0, 3), draw.random() < 0.33)
        for number in range(count)
    ]  # fmt: skip


def met_before(people: Sequence[Seeker], *, seed: int) -> set[tuple[int, int]]:
    """Ten earlier partners of everybody."""
    draw = random.Random(seed)
    return {(one.key, draw.randrange(len(people))) for one in people for _ in range(10)}


def told(people: Sequence[Seeker], wishes: Wishes, groups: Sequence[Sequence[int]]) -> float:
    """Answer how many times as alike groups are as groups by chance."""
    keys = [one.key for one in people]
    random.Random(7).shuffle(keys)
    by_chance = [keys[start : start + wishes.size] for start in range(0, len(keys), wishes.size)]
    return mean_likeness(groups, people, wishes) / mean_likeness(by_chance, people, wishes)


def mean_likeness(groups: Iterable[Sequence[int]], people: Iterable[Seeker], wishes: Wishes) -> float:
    """Answer how alike those put together are, the mean over all pairs within groups."""
    seekers = list(people)
    matrix = likenesses(seekers, wishes)
    place = {one.key: number for number, one in enumerate(seekers)}
    pairs = [
        matrix[place[one], place[other]]
        for group in groups for number, one in enumerate(group) for other in group[number + 1 :]
    ]  # fmt: skip
    return float(sum(pairs) / len(pairs)) if pairs else 0.0


def against_optimum(wishes: Wishes) -> float:
    """Answer which share of the best that could be was reached, over small crowds."""
    import rustworkx

    reached = best = 0.0
    for case in range(CASES):
        people = crowd(SMALL, seed=100 + case)
        matrix = likenesses(people, wishes)
        graph = rustworkx.PyGraph()
        graph.add_nodes_from(range(SMALL))
        graph.add_edges_from(
            [(one, other, int(matrix[one, other] * 1e6)) for one in range(SMALL) for other in range(one)]
        )
        pairs = rustworkx.max_weight_matching(graph, max_cardinality=True, weight_fn=int)
        best += sum(float(matrix[one, other]) for one, other in pairs)
        found = make_groups(people, wishes, seed=case)
        reached += sum(float(matrix[one, other]) for one, other in found.groups)
    return reached / best


if __name__ == "__main__":
    main()
