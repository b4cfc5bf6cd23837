"""Trials: a variant wins that is surely enough the best, and doubt is said."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples

from veche.mailing.rules.trying import chances_of, faults_of_trial, read_trial, verdict_of
from veche.mailing.terms.trying import Score, Trial, Undecided, Wanted

SCORES = st.lists(
    st.integers(1, 400).flatmap(lambda whole: st.tuples(st.just(whole), st.integers(0, whole))),
    min_size=2, max_size=4,
).map(lambda told: [Score(variant, *one) for variant, one in enumerate(told)])  # fmt: skip


@settings(max_examples=examples(60), deadline=None)
@given(SCORES, st.integers(0, 2**32))
def test_chances_are_those_of_drawing_from_what_is_believed(scores, seed):
    chances = chances_of(scores)

    draw, rounds = random.Random(seed), 4_000
    wins = [0] * len(scores)
    for _ in range(rounds):
        drawn = [draw.betavariate(1 + one.hits, 1 + one.whole - one.hits) for one in scores]
        wins[drawn.index(max(drawn))] += 1
    assert abs(sum(one.best for one in chances) - 1) < 1e-9
    for one, won in zip(chances, wins, strict=True):
        assert abs(one.best - won / rounds) < 0.045
        assert 0 <= one.low < one.high <= 1
        assert one.low - 0.01 <= (1 + one.hits) / (2 + one.whole) <= one.high + 0.01


def test_the_surely_better_wins_and_the_doubtful_is_left_to_the_rule():
    clear = [Score(0, 500, 100), Score(1, 500, 160)]
    close = [Score(0, 500, 100), Score(1, 500, 104)]
    none = [Score(0, 500, 0), Score(1, 2, 0)]

    assert verdict_of(clear, Trial())[:2] == (1, True)
    assert verdict_of(close, Trial())[:2] == (0, False)
    assert verdict_of(close, Trial(undecided=Undecided.ASK))[:2] == (None, False)
    assert verdict_of(none, Trial(confidence=80))[:2] == (0, False)
    assert verdict_of([Score(0, 10, 40), Score(1, 10, 1)], Trial())[:2] == (0, True)
    assert chances_of([Score(0, 1_000_000, 200_000), Score(1, 1_000_000, 202_000)])[1].best > 0.999


def test_what_is_kept_and_what_is_wished_is_checked():
    assert read_trial({"hours": 7, "wins_by": "luck"}) == Trial()
    assert read_trial({"hours": 24, "wins_by": "clicks", "confidence": 95, "undecided": "ask"}).hours == 24
    assert not faults_of_trial(20, [Wanted("Другая тема")])
    assert len(faults_of_trial(0, [])) == 2
    assert len(faults_of_trial(150, [Wanted("")] * 4)) == 3
