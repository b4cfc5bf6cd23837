"""Whom free seats are offered to."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples

from veche.events.rules.seats import Bound, Party, choose_offers, free_within
from veche.events.terms import WaitingMode

PARTIES = st.lists(st.tuples(st.integers(1, 6), st.integers(0, 4)), max_size=12).map(
    lambda rows: [Party(number, seats, passed) for number, (seats, passed) in enumerate(rows)]
)


@settings(max_examples=examples(200))
@given(PARTIES, st.integers(0, 12), st.sampled_from(WaitingMode), st.integers(0, 4))
def test_no_more_is_offered_than_is_free_and_nobody_waits_who_could_sit(parties, free, mode, bound):
    offered, passed = choose_offers(parties, free, mode=mode, bound=bound)

    seats = {party.guest: party.seats for party in parties}
    left = free - sum(seats[guest] for guest in offered)
    assert left >= 0
    waiting = [party for party in parties if party.guest not in offered]
    if waiting:
        assert left < waiting[0].seats  # the first who still waits does not fit
    assert not set(offered) & set(passed)
    if mode is WaitingMode.STRICT:
        assert offered == tuple(range(len(offered)))
        assert passed == ()


def test_a_party_that_was_passed_over_often_enough_is_waited_for():
    parties = [Party(1, 4, passed_over=2), Party(2, 1)]

    assert choose_offers(parties, 2, mode=WaitingMode.FIT, bound=3) == ((2,), (1,))
    assert choose_offers(parties, 2, mode=WaitingMode.FIT, bound=2) == ((), ())


def test_the_tightest_bound_counts():
    assert free_within([Bound(None, 5), Bound(10, 4), Bound(3, 5)]) == 0
    assert free_within([Bound(None, 5)]) is None
