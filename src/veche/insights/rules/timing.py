"""Timing: the best hours of a week, told from numbers by weekday and hour."""

from collections.abc import Mapping
from typing import NamedTuple

from veche.insights.terms import Rows

WEEKDAYS, HOURS = 7, 24
WINDOW, MOST_WINDOWS, QUIET = 2, 3, 5
# Fewer say more about chance than about the hour.
LEAST_WORDS, LEAST_POSTS, LEAST_IN_WINDOW = 200, 20, 3
# So much better than usual a window has to be to be worth naming.
BETTER = 1.2


class Window(NamedTuple):
    """Hours of a weekday, from the first up to but not with the last, and how much better they are."""

    weekday: int
    start: int
    end: int
    times: float  # what is usual


def busiest(rows: Rows) -> list[Window]:
    """Answer the hours in which most is written, the best first; none where too little is written to tell.

    Rows are (weekday, hour, number). Windows do not overlap.
    """
    found = {(day, hour): float(number) for day, hour, number, *_ in rows if hour >= 0}
    whole = sum(found.values())
    if whole < LEAST_WORDS:
        return []
    usual = whole * WINDOW / (WEEKDAYS * HOURS)
    windows = [
        Window(day, start, start + WINDOW, _sum(found, day, start) / usual)
        for day in range(WEEKDAYS)
        for start in range(HOURS - WINDOW + 1)
    ]
    return _best(windows)


def best_met(rows: Rows) -> list[Window]:
    """Answer the hours whose posts got most responses each, the best first; none where posts are few.

    Rows are (weekday, hour, responses per post, posts).
    """
    each = {(day, hour): (float(number), int(posts)) for day, hour, number, posts in rows if hour >= 0}
    posts = {place: count for place, (_, count) in each.items()}
    responses = {place: number * count for place, (number, count) in each.items()}
    whole = sum(posts.values())
    if whole < LEAST_POSTS or not any(responses.values()):
        return []
    usual = sum(responses.values()) / whole
    windows = []
    for day in range(WEEKDAYS):
        for start in range(HOURS - WINDOW + 1):
            count = _sum(posts, day, start)
            if count >= LEAST_IN_WINDOW:
                times = _sum(responses, day, start) / count / usual
                windows.append(Window(day, start, start + WINDOW, times))
    return _best(windows)


def quietest(rows: Rows) -> tuple[int, int] | None:
    """Answer the hours of the day, on any weekday, in which least is written; they may pass midnight."""
    found = [0.0] * HOURS
    for _, hour, number, *_ in rows:
        if hour >= 0:
            found[hour] += float(number)
    if sum(found) < LEAST_WORDS:
        return None
    start = min(range(HOURS), key=lambda hour: sum(found[(hour + more) % HOURS] for more in range(QUIET)))
    return start, (start + QUIET) % HOURS


def _sum(found: Mapping[tuple[int, int], float], day: int, start: int) -> float:
    return sum(found.get((day, hour), 0) for hour in range(start, start + WINDOW))


def _best(windows: list[Window]) -> list[Window]:
    """Answer the best windows that do not overlap and are better than usual."""
    chosen: list[Window] = []
    for one in sorted(windows, key=lambda w: (-w.times, w.weekday, w.start)):
        apart = all(one.weekday != w.weekday or one.start >= w.end or one.end <= w.start for w in chosen)
        if one.times >= BETTER and apart:
            chosen.append(one)
        if len(chosen) == MOST_WINDOWS:
            break
    return chosen
