"""The best hours of a week are really the best, and nothing is told of too little."""

from hypothesis import given
from hypothesis import strategies as st

from veche.insights.rules.timing import (
    BETTER,
    LEAST_IN_WINDOW,
    LEAST_POSTS,
    LEAST_WORDS,
    MOST_WINDOWS,
    WINDOW,
    best_met,
    busiest,
    quietest,
)

PLACES = st.tuples(st.integers(0, 6), st.integers(0, 23))
WORDS = st.dictionaries(PLACES, st.integers(0, 300), max_size=60)
POSTS = st.dictionaries(PLACES, st.tuples(st.integers(0, 50), st.integers(1, 9)), max_size=40)


def rows_of(words):
    return [(day, hour, count) for (day, hour), count in words.items()]


def test_an_evening_that_is_talked_through_is_the_best_time():
    rows = [(day, hour, 2) for day in range(7) for hour in range(8, 24)]
    rows += [(1, 19, 200), (1, 20, 180), (5, 12, 150)]

    assert [window[:3] for window in busiest(rows)][:2] == [(1, 19, 21), (5, 11, 13)]
    assert quietest(rows) in {(hour, hour + 5) for hour in (0, 1, 2, 3)}


def test_posts_are_judged_by_what_each_got_and_not_by_how_many_there_were():
    rows = [(0, 10, 1.0, 30), (3, 18, 6.0, 4), (4, 9, 50.0, 1)]

    assert [window[:3] for window in best_met(rows)] == [(3, 17, 19)]


@given(WORDS)
def test_windows_are_apart_better_than_usual_and_the_best_comes_first(words):
    whole, windows = sum(words.values()), busiest(rows_of(words))

    assert len(windows) <= MOST_WINDOWS
    assert windows == sorted(windows, key=lambda window: -window.times)
    for place, one in enumerate(windows):
        inside = sum(words.get((one.weekday, hour), 0) for hour in range(one.start, one.end))
        assert inside / whole * 168 / WINDOW >= BETTER - 1e-9
        assert all(
            o.weekday != one.weekday or o.start >= one.end or o.end <= one.start for o in windows[:place]
        )
    if windows:
        most = max(sum(words.get((d, h + n), 0) for n in range(WINDOW)) for d in range(7) for h in range(23))
        first = windows[0]
        assert sum(words.get((first.weekday, h), 0) for h in range(first.start, first.end)) == most
    assert whole >= LEAST_WORDS or not windows


@given(WORDS)
def test_the_quietest_hours_have_least(words):
    found = quietest(rows_of(words))
    if found is None:
        assert sum(words.values()) < LEAST_WORDS
        return
    by_hour = [sum(count for (_, hour), count in words.items() if hour == each) for each in range(24)]
    sums = [sum(by_hour[(start + more) % 24] for more in range(5)) for start in range(24)]
    assert sums[found[0]] == min(sums)
    assert found[1] == (found[0] + 5) % 24


@given(POSTS)
def test_few_posts_say_nothing_and_every_window_has_enough_of_them(posts):
    rows = [(day, hour, each, count) for (day, hour), (each, count) in posts.items()]
    windows = best_met([*rows, (-1, -1, 1.0, 1)])

    if sum(count for _, count in posts.values()) < LEAST_POSTS:
        assert windows == []
    for one in windows:
        count = sum(posts.get((one.weekday, hour), (0, 0))[1] for hour in range(one.start, one.end))
        assert count >= LEAST_IN_WINDOW
