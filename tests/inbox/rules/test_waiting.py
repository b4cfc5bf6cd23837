"""Who waited for what was promised, until when, and whether it was kept."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples

from veche.inbox.rules.waiting import GOES_ON_FOR, is_kept, waits_in
from veche.inbox.terms import FAR, Promised, Turn, Turned, Waited
from veche.kit.time import DAY, HOUR

ASKED, ANSWERED, HANDLED, CLOSED, REOPENED = Turned
FIRST, WHOLE = Promised
TURNS = st.lists(
    st.builds(Turn, st.integers(0, 12 * 24).map(lambda hour: hour * HOUR), st.sampled_from(Turned))
)


def waits(promised, *turns):
    """When each wait began and ended, in hours; nothing while it goes on."""
    told = [Turn(at * HOUR, turned, number) for number, (at, turned) in enumerate(turns)]
    return [
        (one.since // HOUR, None if one.ended_at == FAR else one.ended_at // HOUR)
        for one in waits_in(told) if one.promised is promised
    ]  # fmt: skip


def test_each_time_somebody_asks_they_wait_until_they_are_answered():
    told = ((0, ASKED), (1, ASKED), (3, ANSWERED), (4, ANSWERED), (10, ASKED))

    assert waits(FIRST, *told) == [(0, 3), (10, None)]


def test_what_is_asked_soon_after_goes_on_with_the_matter_also_where_it_was_closed():
    soon, late = (hours // HOUR for hours in (GOES_ON_FOR, GOES_ON_FOR + DAY))

    for end in (ANSWERED, CLOSED, HANDLED):
        assert waits(WHOLE, (0, ASKED), (1, end), (1 + soon, ASKED), (90, ANSWERED)) == [(0, 90)]
        assert waits(WHOLE, (0, ASKED), (1, end), (1 + late, ASKED)) == [(0, 1), (1 + late, None)]


def test_whoever_is_opened_again_by_hand_waits_on_but_not_who_was_answered():
    assert waits(FIRST, (0, ASKED), (1, CLOSED), (2, REOPENED), (5, ANSWERED)) == [(0, 5)]
    assert waits(FIRST, (0, ASKED), (1, ANSWERED), (2, REOPENED)) == [(0, 1)]
    assert waits(FIRST, (0, ASKED), (1, CLOSED), (2, ASKED), (3, REOPENED)) == [(0, 1), (2, None)]


def test_closing_ends_a_matter_but_answers_nobody():
    first, whole = waits_in([Turn(0, ASKED, 7), Turn(2 * HOUR, CLOSED)])

    assert (is_kept(first, 3 * HOUR, DAY), is_kept(whole, 3 * HOUR, DAY)) == (None, True)
    assert (is_kept(first, HOUR, DAY), is_kept(whole, HOUR, DAY)) == (False, False)
    assert is_kept(Waited(FIRST, 7, 0, 0), HOUR, HOUR) is None
    assert is_kept(Waited(FIRST, 7, 0, 0), HOUR, HOUR + 1) is False
    assert is_kept(Waited(FIRST, 7, 0, 0), FAR, DAY) is None


@settings(max_examples=examples(60))
@given(TURNS, st.randoms(use_true_random=False))
def test_waits_follow_each_other_in_whatever_order_turns_are_told(turns, draw):
    told = waits_in(turns)
    draw.shuffle(turns)

    assert waits_in(turns) == told
    for promised in Promised:
        some = [one for one in told if one.promised is promised]
        assert all(one.ended_at <= after.since for one, after in pairwise(some))
        assert all(one.since <= one.ended_at for one in some)
    firsts, wholes = ([one for one in told if one.promised is promised] for promised in Promised)
    assert {one.since for one in wholes} <= {one.since for one in firsts}
    assert all(
        any(one.since <= first.since and first.ended_at <= one.ended_at for one in wholes) for first in firsts
    )
