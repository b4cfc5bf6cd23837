"""People are put together: nobody twice, nobody with whom they must not, near the best there could be."""

import random

import pytest
import rustworkx
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples

from veche.events.rules.pairing import make_groups, reasons_for
from veche.events.rules.pairing.likeness import likenesses
from veche.events.terms.pairing import Likeness, Seeker, Wishes

WORDS = st.frozensets(st.sampled_from(["бег", "книги", "йога", "код", "кино"]), max_size=3)
SEEKERS = st.builds(
    Seeker, key=st.integers(1, 10_000), interests=WORDS, offers=WORDS, seeks=WORDS,
    is_newcomer=st.booleans(), circle=st.sampled_from(["", "Альфа", "Бета"]),
    languages=st.frozensets(st.sampled_from(["ru", "en"]), max_size=2),
)  # fmt: skip
CROWDS = st.lists(SEEKERS, max_size=14, unique_by=lambda one: one.key)
WISHES = st.builds(
    Wishes, size=st.integers(2, 5), by=st.sampled_from(Likeness), mixes_newcomers=st.booleans(),
    keeps_circles_apart=st.booleans(),
)  # fmt: skip


@settings(max_examples=examples(60), deadline=None)
@given(CROWDS, WISHES, st.data())
def test_everybody_has_one_place_and_nobody_sits_with_whom_they_must_not(people, wishes, data):
    keys = [one.key for one in people]
    pairs = st.tuples(st.sampled_from(keys or [0]), st.sampled_from(keys or [0]))
    apart = data.draw(st.sets(pairs, max_size=8))

    found = make_groups(people, wishes, apart=apart, seed=5)

    placed = [key for group in found.groups for key in group]
    assert sorted([*placed, *found.alone]) == sorted(keys)
    assert all(2 <= len(group) <= wishes.size + 1 for group in found.groups)
    by_key = {one.key: one for one in people}
    for group in found.groups:
        for number, first in enumerate(group):
            for other in group[number + 1 :]:
                assert (first, other) not in apart
                assert (other, first) not in apart
                one, two = by_key[first], by_key[other]
                assert not wishes.keeps_circles_apart or not one.circle or one.circle != two.circle
                assert not one.languages or not two.languages or one.languages & two.languages


def test_the_same_people_wishes_and_seed_are_the_same_groups_in_any_order():
    people = crowd(31, seed=4)
    shuffled = random.Random(1).sample(people, len(people))

    assert make_groups(people, Wishes(), seed=9) == make_groups(shuffled, Wishes(), seed=9)
    sizes = sorted(len(group) for group in make_groups(people, Wishes(), seed=9).groups)
    assert sizes == [2] * 14 + [3]


@pytest.mark.parametrize("likeness", Likeness)
def test_pairs_come_near_the_best_that_could_be(likeness):
    people, wishes = crowd(20, seed=6), Wishes(by=likeness)
    matrix = likenesses(people, wishes)
    graph = rustworkx.PyGraph()
    graph.add_nodes_from(range(len(people)))
    edges = [
        (one, other, int(matrix[one, other] * 1e6)) for one in range(len(people)) for other in range(one)
    ]
    graph.add_edges_from(edges)
    best = rustworkx.max_weight_matching(graph, max_cardinality=True, weight_fn=int)

    found = make_groups(people, wishes, seed=1)

    reached = sum(matrix[one, other] for one, other in found.groups)
    assert reached >= 0.95 * sum(matrix[one, other] for one, other in best)


def test_what_two_people_may_talk_about_is_told():
    anna = Seeker(1, frozenset({"бег", "йога"}), offers=frozenset({"код"}))
    boris = Seeker(2, frozenset({"бег"}), seeks=frozenset({"код"}))

    assert reasons_for(anna, boris) == {"shared": ["бег"], "offers": ["код"], "seeks": []}


def crowd(count, *, seed):
    """People with a few interests each."""
    draw = random.Random(seed)
    words = ["бег", "книги", "йога", "код", "кино", "шахматы", "горы", "хлеб"]
    return [
        Seeker(
            number, frozenset(draw.sample(words, 3)), frozenset(draw.sample(words, 2)),
            frozenset(draw.sample(words, 2)), draw.random() < 0.4,
        )
        for number in range(count)
    ]  # fmt: skip
