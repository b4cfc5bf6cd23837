"""Today: which day it is about, what is usual, and how rows become lines."""

from collections.abc import Iterable, Mapping

from veche.insights.terms import Change, Day, Rows, Span

# A community whose latest fact is older than this is shown as it was on that day.
STALE = 7
USUAL_DAYS = 28
# In how many days after joining a first word counts as one in time: see the measure of it.
FIRST_DAYS = 7
MOST_NAMES = 3
# How far from the usual a day must be to be worth a word: two thirds more, or two thirds of it.
MUCH, LITTLE = 5 / 3, 3 / 5


def day_meant(today: Day, span: Span) -> Day:
    """Answer the day that Today is about: today, or the one after the latest fact of an old export."""
    return today if span.last >= today - STALE else span.last + 1


def days_left(joined: Day, day: Day) -> int:
    """Answer in how many days from a day somebody's first word would be too late; below zero it is."""
    return joined + FIRST_DAYS - day


def changes_of(counts: Rows, usual: Rows, actors: Rows) -> list[Change]:
    """Answer what happened on a day by kind, the most unusual first.

    `counts` is (kind, how many), `usual` (kind, how many in `USUAL_DAYS` days before), `actors`
    (kind, person, how many), those who did most first.
    """
    found: dict[int, int] = dict(counts)
    before: dict[int, int] = dict(usual)
    people = _by_kind(actors)
    changes = [
        Change(kind, found.get(kind, 0), before.get(kind, 0) / USUAL_DAYS, tuple(people.get(kind, ())))
        for kind in found.keys() | {kind for kind, count in before.items() if count >= USUAL_DAYS}
    ]
    return sorted(changes, key=lambda change: (-change.times, -change.usual, change.kind))


def _by_kind(actors: Rows) -> Mapping[int, list[int]]:
    people: dict[int, list[int]] = {}
    for kind, person, _ in actors:
        if len(people.setdefault(kind, [])) < MOST_NAMES:
            people[kind].append(person)
    return people


def tone_of(change: Change) -> str:
    """Answer whether a day's number is «more», «less» or «usual»."""
    if change.times > max(change.usual * MUCH, change.usual + 2):
        return "more"
    return "less" if change.times < min(change.usual * LITTLE, change.usual - 2) else "usual"


def people_in(*rows: Iterable[int]) -> set[int]:
    """Answer everybody who is named anywhere."""
    return {person for some in rows for person in some}
