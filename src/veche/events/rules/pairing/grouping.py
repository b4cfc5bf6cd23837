"""Making groups of a matrix of likenesses: a greedy start, then swaps between groups, cooling down.

Everything is decided by the people, the wishes and the seed: the same again is the same groups, in
whatever order people come. Swaps are tried for many disjoint pairs of groups at once (numpy), better
ones always taken and worse ones ever less often (simulated annealing).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from veche.events.rules.pairing.likeness import NEVER, likenesses
from veche.events.terms.pairing import Groups, Seeker, Wishes

if TYPE_CHECKING:
    from veche.events.rules.pairing.likeness import Matrix

MOST_ROUNDS, NEAREST, WARM = 3000, 24, 0.12


def make_groups(
    people: Iterable[Seeker], wishes: Wishes, *, apart: Iterable[tuple[int, int]] = (), seed: int = 0
) -> Groups:
    """Put people together in groups of `wishes.size`, as alike as can be; nobody with whom they must not.

    With pairs and an odd number one group has three; tables differ by one seat at most. Who fits
    nowhere is `alone`. 2 000 people take a second or two.
    """
    import numpy as np

    seekers = sorted(people, key=lambda one: one.key)
    if len(seekers) < 2:
        return Groups((), tuple(one.key for one in seekers))
    matrix = likenesses(seekers, wishes, apart=apart)
    draw = np.random.default_rng(seed)
    members = _first_groups(matrix, _sizes(len(seekers), wishes.size), draw)
    if len(members) > 1:
        _improve(matrix, members, draw)
    groups, alone = _without_strangers(
        matrix, [[int(n) for n in row if n >= 0] for row in members], wishes.size
    )
    keys = [one.key for one in seekers]
    told = sorted(tuple(sorted(keys[n] for n in group)) for group in groups)
    return Groups(tuple(told), tuple(sorted(keys[n] for n in alone)))


def _sizes(count: int, size: int) -> list[int]:
    """Answer how large each group is: pairs with one of three, tables that differ by one at most."""
    number = max(1, count // 2 if size == 2 else -(-count // size))
    return [count // number + (1 if n < count % number else 0) for n in range(number)]


def _first_groups(matrix: Matrix, sizes: list[int], draw: Any) -> Any:
    """Seat the best pairs first, next to one another; answers a row a group, −1 where nobody sits."""
    import numpy as np

    count = len(matrix)
    near = _nearest(matrix)
    edges = np.stack([np.repeat(np.arange(count), near.shape[1]), near.ravel()], axis=1)
    worth = matrix[edges[:, 0], edges[:, 1]]
    order, taken = [], np.zeros(count, dtype=bool)
    for one, other in edges[np.argsort(-worth, kind="stable")]:
        if not taken[one] and not taken[other]:
            taken[one] = taken[other] = True
            order += [int(one), int(other)]
    order += [int(n) for n in draw.permutation(np.flatnonzero(~taken))]
    members = np.full((len(sizes), max(sizes)), -1, dtype=np.int64)
    start = 0
    for row, size in enumerate(sizes):
        members[row, :size] = order[start : start + size]
        start += size
    return members


def _nearest(matrix: Matrix) -> Any:
    """Answer for each those that go with them best."""
    import numpy as np

    wished = min(NEAREST, len(matrix) - 1)
    apart = matrix - np.eye(len(matrix), dtype=np.float32) * 1e6
    return np.argpartition(-apart, wished - 1, axis=1)[:, :wished]


def _improve(matrix: Matrix, members: Any, draw: Any) -> None:
    """Swap people between groups, in place, until it has cooled down."""
    import numpy as np

    count = len(matrix)
    padded = np.zeros((count + 1, count + 1), dtype=np.float32)  # the last one is nobody, at -1
    padded[:count, :count] = matrix
    near, group_of = _nearest(matrix), np.empty(count, dtype=np.int64)
    for row, seats in enumerate(members):
        group_of[seats[seats >= 0]] = row
    rounds = min(MOST_ROUNDS, 300 + 30 * len(members))
    for number in range(rounds):
        heat = WARM * (1 - number / (rounds * 0.9))
        here, there = _couples(members, near, group_of, draw)
        if not len(here):
            continue
        gain, one, other = _best_swaps(padded, members[here], members[there])
        bar = heat * np.log(draw.random(len(gain))) if heat > 0 else 1e-6
        chosen = np.flatnonzero(gain > bar)
        rows, cells = here[chosen], there[chosen]
        left, right = members[rows, one[chosen]], members[cells, other[chosen]]
        members[rows, one[chosen]], members[cells, other[chosen]] = right, left
        for seats, row in ((right, rows), (left, cells)):
            sat = seats >= 0
            group_of[seats[sat]] = row[sat]


def _couples(members: Any, near: Any, group_of: Any, draw: Any) -> tuple[Any, Any]:
    """Choose pairs of groups, none in two of them: where somebody's likes sit, and some by chance."""
    import numpy as np

    count = len(members)
    here = draw.permutation(count)
    somebody = members[here, draw.integers(0, members.shape[1], count)]
    liked = near[somebody, draw.integers(0, near.shape[1], count)]
    by_chance = (somebody < 0) | (draw.random(count) < 0.2)
    there = np.where(by_chance, draw.integers(0, count, count), group_of[liked])
    first = np.full(count, count, dtype=np.int64)
    places = np.arange(count)
    np.minimum.at(first, here, places)
    np.minimum.at(first, there, places)
    kept = (here != there) & (first[here] == places) & (first[there] == places)
    return here[kept], there[kept]


def _best_swaps(padded: Any, left: Any, right: Any) -> tuple[Any, Any, Any]:
    """Answer for each couple of groups what the best swap of two seats gains, and which seats those are."""
    import numpy as np

    across = padded[left[:, :, None], right[:, None, :]]
    stays_left = padded[left[:, :, None], left[:, None, :]].sum(axis=2)
    stays_right = padded[right[:, :, None], right[:, None, :]].sum(axis=2)
    moves_right, moves_left = across.sum(axis=2), across.sum(axis=1)
    gain = (moves_right - stays_left)[:, :, None] + (moves_left - stays_right)[:, None, :] - 2 * across
    gain = np.where((left < 0)[:, :, None] | (right < 0)[:, None, :], -np.inf, gain)
    width = gain.shape[2]
    best = gain.reshape(len(gain), -1).argmax(axis=1)
    return gain.reshape(len(gain), -1)[np.arange(len(gain)), best], best // width, best % width


def _without_strangers(
    matrix: Matrix, groups: list[list[int]], size: int
) -> tuple[list[list[int]], list[int]]:
    """Take out of groups whoever must not sit there; they sit where they may, or are alone."""
    outside: list[int] = []
    for group in groups:
        while len(group) > 1 and (worst := _most_unwanted(matrix, group)) is not None:
            group.remove(worst)
            outside.append(worst)
    kept = [group for group in groups if len(group) > 1]
    outside += [group[0] for group in groups if len(group) == 1]
    alone: list[int] = []
    for one in sorted(outside):
        fitting = [g for g in kept if len(g) <= size and all(matrix[one, n] > NEVER / 2 for n in g)]
        if fitting:
            max(fitting, key=lambda group: float(sum(matrix[one, n] for n in group))).append(one)
        elif (friend := next((n for n in alone if matrix[one, n] > NEVER / 2), None)) is not None:
            alone.remove(friend)
            kept.append([friend, one])
        else:
            alone.append(one)
    return kept, alone


def _most_unwanted(matrix: Matrix, group: list[int]) -> int | None:
    counts = {one: sum(matrix[one, n] <= NEVER / 2 for n in group) for one in group}
    worst = max(group, key=lambda one: (counts[one], one))
    return worst if counts[worst] else None
