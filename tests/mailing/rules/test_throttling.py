"""Limits: never more than allowed, evenly by domain, slower at first, tried again but not for ever."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples

from veche.kit.time import DAY, HOUR, MINUTE, SECOND, Moment
from veche.mailing.rules.throttling import (
    LEAST_AT_ONCE,
    LONGEST_TRYING,
    MOST_AT_ONCE,
    WARMING,
    Count,
    Limits,
    added,
    allowed,
    daily_limit,
    is_hopeless,
    next_batch,
    next_chance,
    next_try,
    seconds_needed,
    slots,
)

BEGUN = 20_000 * DAY


def test_how_long_it_takes_counts_warming_up_and_what_left_today():
    new, hourly = Limits(warms_since=BEGUN), Limits(per_hour=60)
    used = added(Count(), 50, BEGUN)

    assert seconds_needed(Limits(), Count(), 10**6, BEGUN) == 0
    assert seconds_needed(new, used, 100, BEGUN) == DAY // SECOND
    assert seconds_needed(new, Count(), 351, BEGUN) == 3 * DAY // SECOND
    assert seconds_needed(hourly, Count(), 120, BEGUN) == 2 * HOUR // SECOND


limits = st.none() | st.integers(1, 400)


@settings(max_examples=examples(150))
@given(limits, limits, limits, st.lists(st.integers(0, 90 * MINUTE), min_size=1, max_size=40))
def test_no_second_hour_or_day_gets_more_than_its_limit(second, hour, day, steps):
    held, count, at = Limits(second, hour, day), Count(), BEGUN
    left: list[tuple[int, int]] = []

    for step in steps:
        at += step
        number = allowed(held, count, Moment(at))
        count = added(count, number, Moment(at))
        left.append((at, number))
        assert number <= MOST_AT_ONCE
        if not number:
            assert at < next_chance(held, count, Moment(at)) <= at + DAY

    for size, most in ((SECOND, second), (HOUR, hour), (DAY, day)):
        by_window: dict[int, int] = {}
        for moment, number in left:
            by_window[moment // size] = by_window.get(moment // size, 0) + number
        assert most is None or max(by_window.values()) <= most


def test_a_batch_is_half_a_second_of_what_the_server_takes():
    assert [next_batch(100, seconds) for seconds in (0.5, 1, 20, 0)] == [100, 50, LEAST_AT_ONCE, MOST_AT_ONCE]
    assert next_batch(0, 600) == LEAST_AT_ONCE


def test_a_new_server_sends_more_each_day():
    held = Limits(warms_since=BEGUN)

    found = [daily_limit(held, Moment(BEGUN + day * DAY)) for day in range(len(WARMING) + 1)]

    assert found == [*WARMING, None]
    assert daily_limit(Limits(per_day=70, warms_since=BEGUN), Moment(BEGUN + DAY)) == 70


@settings(max_examples=examples(150))
@given(
    st.integers(1, 500), st.integers(1, 6_000), st.integers(0, 10) | st.none(),
    st.lists(st.integers(0, 10 * SECOND), min_size=1, max_size=10),
)  # fmt: skip
def test_letters_to_one_domain_keep_their_distance(number, per_minute, pause, steps):
    at, next_at, taken = BEGUN, Moment(BEGUN), []
    paused = Moment(BEGUN + pause * MINUTE) if pause is not None else None

    for step in steps:
        at += step
        given_ = slots(number, per_minute=per_minute, next_at=next_at, paused_until=paused, at=Moment(at))
        begun = max(next_at, at, paused if paused and paused > at else 0)
        taken += [begun + place * max(1, MINUTE // per_minute) for place in range(given_.leaving)]
        taken += given_.later
        assert given_.leaving + len(given_.later) == number
        assert all(due >= at for due in given_.later)
        next_at = given_.next_at

    distances = [after - before for before, after in pairwise(taken)]
    assert all(one >= max(1, MINUTE // per_minute) for one in distances)
    if paused and paused > at:
        assert min(taken) >= paused or min(taken) >= BEGUN + sum(steps)


def test_who_says_not_now_is_tried_with_growing_pauses_for_two_days():
    at, tries = Moment(BEGUN), []

    while (due := next_try(len(tries) + 1, Moment(BEGUN), at)) is not None:
        tries.append(due - at)
        at = due

    assert tries == sorted(tries)
    assert LONGEST_TRYING - 5 * HOUR < at - BEGUN <= LONGEST_TRYING


def test_a_few_refusals_are_no_reason_to_stop_and_many_are():
    assert not is_hopeless([False] * 49)
    assert not is_hopeless([True] * 26 + [False] * 24)
    assert is_hopeless([True] * 25 + [False] * 25)
