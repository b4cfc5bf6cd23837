"""Shifts fill themselves fairly, and the run sheet moves when a line slips."""

import random
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples

from veche.events.rules.team.filling import clash, fill_shifts
from veche.events.rules.team.running import expect_cues, overlaps_of
from veche.events.terms.team import Candidate, CueState, PlannedCue, ShiftNeed, Span, WishLevel
from veche.kit.time import HOUR, MINUTE

SPANS = st.builds(
    lambda start, hours: Span(start * HOUR, (start + hours) * HOUR), st.integers(0, 8), st.integers(1, 4)
)
SHIFTS = st.lists(st.tuples(SPANS, st.integers(1, 3)), max_size=6).map(
    lambda rows: [ShiftNeed(number, span, needed) for number, (span, needed) in enumerate(rows)]
)


@st.composite
def crowds(draw):
    shifts = draw(SHIFTS)
    keys = [one.key for one in shifts]
    helpers = [
        Candidate(
            100 + number, {key: draw(st.sampled_from(WishLevel)) for key in keys if draw(st.booleans())},
            tuple(draw(st.lists(SPANS, max_size=1))),
        )
        for number in range(draw(st.integers(0, 6)))
    ]  # fmt: skip
    return shifts, helpers


@settings(max_examples=examples(150), deadline=None)
@given(crowds(), st.randoms(use_true_random=False))
def test_nobody_is_in_two_places_or_where_they_cannot_and_the_order_does_not_matter(crowd, draw):
    shifts, helpers = crowd

    found = fill_shifts(shifts, helpers, {})

    spans = {one.key: one.span for one in shifts}
    for shift in shifts:
        here = found[shift.key]
        assert len(here) == len(set(here)) <= shift.needed
    for helper in helpers:
        mine = [key for key, here in found.items() if helper.key in here]
        assert all(helper.wishes.get(key) is not WishLevel.CANNOT for key in mine)
        assert not any(clash(spans[key], busy) for key in mine for busy in helper.busy)
        assert not any(clash(spans[one], spans[other]) for one in mine for other in mine if one != other)
    again = fill_shifts(random.Random(1).sample(shifts, len(shifts)), draw.sample(helpers, len(helpers)), {})
    assert again == found


def test_who_can_only_come_here_is_exchanged_in():
    evening, night = Span(0, 2 * HOUR), Span(HOUR, 3 * HOUR)
    shifts = [ShiftNeed(1, evening, 1), ShiftNeed(2, night, 1)]
    only_evening = Candidate(11, {2: WishLevel.CANNOT})
    both = Candidate(10, {1: WishLevel.LIKES, 2: WishLevel.CAN})

    assert fill_shifts(shifts, [both, only_evening], {}) == {1: (11,), 2: (10,)}
    assert fill_shifts(shifts, [both, only_evening], {1: frozenset({10})}) == {1: (10,), 2: ()}


def test_wishes_count_and_then_the_hours_are_shared():
    shifts = [ShiftNeed(number, Span(number * HOUR, (number + 1) * HOUR), 1) for number in range(4)]
    keen = Candidate(1, {0: WishLevel.LIKES})
    other = Candidate(2, {})

    found = fill_shifts(shifts, [keen, other], {})

    assert found[0] == (1,)
    assert sorted(len([1 for here in found.values() if one in here]) for one in (1, 2)) == [2, 2]


CUES = st.lists(
    st.tuples(st.integers(0, 300), st.integers(1, 60), st.booleans()), min_size=1, max_size=8
).map(lambda rows: [
    PlannedCue(number, starts * MINUTE, minutes, is_fixed)
    for number, (starts, minutes, is_fixed) in enumerate(sorted(rows))
])  # fmt: skip


@settings(max_examples=examples(150))
@given(CUES, st.integers(0, 90))
def test_nothing_begins_before_its_time_and_what_slips_moves_the_rest(cues, slip):
    first = cues[0]
    late = first._replace(started=first.starts + slip * MINUTE)

    before, after = expect_cues(cues), expect_cues([late, *cues[1:]])

    for cue, planned, moved in zip(cues, before, after, strict=True):
        assert planned.starts >= cue.starts
        assert 0 <= moved.starts - planned.starts <= slip * MINUTE
        assert moved.starts == cue.starts or not cue.is_fixed or cue is first
    # A plan that nobody has begun is not late, whatever it has at once in several hands.
    assert [one.late for one in before] == [0] * len(cues)
    for (cue, one), (then, other) in combinations(zip(cues, after, strict=True), 2):
        if not then.is_fixed and cue.starts + cue.minutes * MINUTE <= then.starts:
            assert other.starts >= one.ends


def test_lines_in_several_hands_do_not_wait_for_each_other_and_what_follows_waits_for_all():
    desk, sound = PlannedCue(1, 0, 60), PlannedCue(2, 30 * MINUTE, 30)
    doors = PlannedCue(3, 60 * MINUTE, 30)

    planned = expect_cues([desk, sound, doors])
    late = expect_cues([desk, sound._replace(started=50 * MINUTE), doors])

    assert [one.late for one in planned] == [0, 0, 0]
    assert [one.late for one in late] == [0, 20, 20]


def test_a_gap_takes_a_delay_in_and_a_fixed_line_shows_its_clash():
    talk, pause, train = PlannedCue(1, 0, 30, started=0), PlannedCue(2, 40 * MINUTE, 10), PlannedCue(
        3, 50 * MINUTE, 5, is_fixed=True
    )  # fmt: skip

    at_ease = expect_cues([talk, pause, train], now=35 * MINUTE)
    late = expect_cues([talk, pause, train], now=45 * MINUTE)

    assert [one.starts // MINUTE for one in at_ease] == [0, 40, 50]
    assert [one.starts // MINUTE for one in late] == [0, 45, 50]
    assert late[1].late == 5
    assert [one.state for one in late] == [CueState.NOW, CueState.AHEAD, CueState.AHEAD]
    assert overlaps_of(late, frozenset({3})) == ((2, 3),)
    assert overlaps_of(at_ease, frozenset({3})) == ()
