"""Whom free seats are offered to."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples

from veche.events.rules.seats import Bound, Offering, Party, free_within
from veche.events.terms import WaitingMode

PARTIES = st.lists(st.tuples(st.integers(1, 6), st.integers(0, 4)), max_size=12).map(
    lambda rows: [Party(number, seats, passed) for number, (seats, passed) in enumerate(rows)]
)
SMALL = st.integers(0, 4)
KINDS = (("event",), ("event", "type 1"), ("event", "type 2", "pool"), ("event", "type 3", "pool"))


def offered_by(parties, free, *, mode, bound):
    """Who is offered seats, and who is passed over by that."""
    offering = Offering(free, mode=mode, bound=bound)
    offering.take(parties)
    return tuple(offering.offered), tuple(one.guest for one in parties if offering.was_passed(one))


@settings(max_examples=examples(200))
@given(PARTIES, st.integers(0, 12), st.sampled_from(WaitingMode), st.integers(0, 4))
def test_no_more_is_offered_than_is_free_and_nobody_waits_who_could_sit(parties, free, mode, bound):
    offered, passed = offered_by(parties, free, mode=mode, bound=bound)

    seats = {party.guest: party.seats for party in parties}
    left = free - sum(seats[guest] for guest in offered)
    assert left >= 0
    waiting = [party for party in parties if party.guest not in offered]
    if waiting:
        assert left < waiting[0].seats  # the first who still waits does not fit
    assert not set(offered) & set(passed)
    last = max(offered, default=-1)
    if mode is WaitingMode.STRICT:
        assert offered == tuple(range(len(offered)))
        assert passed == ()
    else:
        assert passed == tuple(one.guest for one in waiting if one.guest < last)


@settings(max_examples=examples(200))
@given(
    PARTIES, st.lists(st.sampled_from(KINDS), min_size=12, max_size=12), st.sampled_from(WaitingMode),
    st.fixed_dictionaries({"event": st.integers(0, 9), "type 1": SMALL, "pool": SMALL}),
)  # fmt: skip
def test_read_in_parts_and_without_whom_it_cannot_be_for_a_list_comes_to_the_same(parties, kinds, mode, free):
    parties = [one._replace(draws=draws) for one, draws in zip(parties, kinds, strict=False)]
    whole, parted = (Offering(free, mode=mode, bound=3) for _ in range(2))
    whole.take(parties)
    for start in range(0, len(parties), 2):
        mosts = {draws: parted.most_for(draws) for draws in KINDS}
        part = [
            one for one in parties[start : start + 2]
            if mosts[one.draws] is None or one.seats <= mosts[one.draws]
            or ((mode is WaitingMode.STRICT or one.passed_over >= 3) and not parted.held_from(one.draws))
        ]  # fmt: skip
        parted.take(part)

    assert parted.offered == whole.offered
    assert [parted.was_passed(one) for one in parties] == [whole.was_passed(one) for one in parties]


def test_a_party_that_was_passed_over_often_enough_is_waited_for():
    parties = [Party(1, 4, passed_over=2), Party(2, 1)]

    assert offered_by(parties, 2, mode=WaitingMode.FIT, bound=3) == ((2,), (1,))
    assert offered_by(parties, 2, mode=WaitingMode.FIT, bound=2) == ((), ())


def test_who_lacks_a_seat_of_one_kind_holds_up_nobody_else():
    one, two = ("event", "type 1"), ("event", "type 2")
    parties = [Party(1, 2, 0, one), Party(2, 1, 0, two), Party(3, 1, 0, one)]

    known = offered_by(parties, {"event": 5, "type 1": 1}, mode=WaitingMode.STRICT, bound=3)

    assert known == ((2,), ())


def test_the_tightest_bound_counts():
    assert free_within([Bound(None, 5), Bound(10, 4), Bound(3, 5)]) == 0
    assert free_within([Bound(None, 5)]) is None
