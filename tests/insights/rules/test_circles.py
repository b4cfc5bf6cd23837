"""Circles: planted ones are found, nobody is lost, nothing is left to chance."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veche.insights.rules.circles import circles_among
from veche.insights.rules.connecting import rank_connectors
from veche.insights.rules.networking import (
    MOST_CIRCLES,
    drawn_circles,
    joining,
    lines_between,
    marked_among,
    network_of,
    threads_between,
)
from veche.insights.terms import Tie

PAIRS = st.dictionaries(
    st.tuples(st.integers(1, 40), st.integers(1, 40)).filter(lambda pair: pair[0] < pair[1]),
    st.integers(1, 30),
    max_size=120,
)


def ties_of(pairs):
    found = [Tie(one, other, count) for (one, other), count in pairs.items()]
    return sorted(found, key=lambda tie: (-tie.replies, tie.one, tie.other))


def rows_of(pairs):
    return [(*tie, len(pairs)) for tie in ties_of(pairs)]


def clique(people, replies=3):
    return dict.fromkeys(combinations(sorted(people), 2), replies)


def modularity(pairs, circles):
    """Newman's modularity by its definition, a loop over all pairs of a circle."""
    whole, weight = sum(pairs.values()), {}
    for (one, other), count in pairs.items():
        weight[one] = weight.get(one, 0) + count
        weight[other] = weight.get(other, 0) + count
    found = 0.0
    for circle in circles:
        inside = sum(count for pair, count in pairs.items() if set(pair) <= set(circle))
        found += inside / whole - (sum(weight[one] for one in circle) / (2 * whole)) ** 2
    return found


@pytest.mark.parametrize("sizes", [(5, 5), (8, 4, 3), (20, 15, 10, 5), (6,) * 12])
def test_planted_circles_are_found(sizes):
    pairs, planted, first = {}, [], 1
    for size in sizes:
        people = list(range(first, first + size))
        pairs |= clique(people)
        planted.append(people)
        first += size
    pairs |= {(before[0], circle[0]): 1 for before, circle in pairwise(planted)}

    assert sorted(map(sorted, circles_among(ties_of(pairs)))) == sorted(planted)


@given(PAIRS)
def test_everybody_is_in_one_circle_that_hangs_together(pairs):
    circles = circles_among(ties_of(pairs))

    everybody = [one for circle in circles for one in circle]
    assert sorted(everybody) == sorted({one for pair in pairs for one in pair})
    assert [len(circle) for circle in circles] == sorted((len(circle) for circle in circles), reverse=True)
    for circle in circles:
        reached, waiting = {circle[0]}, [circle[0]]
        while waiting:
            here = waiting.pop()
            near = {a + b - here for a, b in pairs if here in (a, b)} & set(circle)
            waiting += near - reached
            reached |= near
        assert reached == set(circle)


@given(PAIRS.filter(bool))
def test_circles_are_better_than_everybody_alone_or_all_in_one(pairs):
    circles = circles_among(ties_of(pairs))

    found = modularity(pairs, circles)
    people = sorted({one for pair in pairs for one in pair})
    assert found >= modularity(pairs, [[one] for one in people]) - 1e-9
    assert found >= -1e-9


@given(PAIRS, st.randoms(use_true_random=False))
def test_the_order_in_which_ties_come_makes_no_difference(pairs, draw):
    ties = ties_of(pairs)
    shuffled = draw.sample(ties, len(ties))

    assert circles_among(ties) == circles_among(shuffled)


def test_who_joins_two_circles_is_a_connector_and_stands_between_them():
    pairs = clique(range(1, 8)) | clique(range(8, 15)) | {(1, 50): 4, (8, 50): 4}
    rows = rows_of(pairs)
    network = network_of(rows)

    connectors = [row[0] for row in rank_connectors([row[:3] for row in rows])]
    circles = drawn_circles(network)

    assert set(connectors) == {1, 8, 50}
    between = joining(network, connectors, set(circles))
    assert 50 in between
    assert len(between[50]) == 2
    assert sum(between[50].values()) == 8


def test_a_network_counts_what_is_said_inside_circles_and_out():
    network = network_of(rows_of(clique((1, 2, 3, 4), 5) | clique((11, 12, 13), 2) | {(1, 11): 1}))

    assert [(one.inside, one.outside) for one in network.circles] == [(30, 1), (6, 1)]
    assert [one.heart for one in network.circles] == [1, 11]
    assert network.partners[1] == 4
    assert network.replies[1] == 16
    assert threads_between(network, {0, 1}) == [Tie(0, 1, 1)]
    assert network.people == 7
    assert network.left_out == 0
    assert network_of([(1, 2, 3, 10)]).left_out == 9


def test_a_picture_of_circles_has_no_pairs_and_not_too_many():
    pairs = {}
    for circle in range(40):
        pairs |= clique(range(circle * 10, circle * 10 + 3))
    pairs[900, 901] = 99

    network = network_of(rows_of(pairs))

    assert len(drawn_circles(network)) == MOST_CIRCLES
    assert all(len(network.circles[place].people) == 3 for place in drawn_circles(network))


@given(PAIRS)
def test_drawn_lines_are_few_and_leave_nobody_out(pairs):
    ties = ties_of(pairs)
    people = {one for pair in pairs for one in pair}

    drawn = lines_between(ties, people)

    assert len(drawn) <= max(80, 2.2 * len(people))
    assert {one for tie in drawn for one in tie[:2]} == people
    assert drawn == [tie for tie in ties if tie in set(drawn)]


def test_only_the_first_of_many_connectors_are_marked():
    assert len(marked_among(list(range(20)), 44)) == 4
    assert len(marked_among(list(range(20)), 5)) == 3
    assert len(marked_among(list(range(20)), 5_000)) == 12
    assert marked_among([7], 5) == [7]
    assert network_of([]).circles == []
