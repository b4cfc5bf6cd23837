"""Which day Today is about, and what is worth a word there."""

from hypothesis import given
from hypothesis import strategies as st

from veche.insights.rules.todays import MOST_NAMES, STALE, USUAL_DAYS, changes_of, day_meant, tone_of
from veche.insights.terms import Change, Span

ROWS = st.dictionaries(st.integers(1, 33), st.integers(1, 10_000)).map(lambda found: list(found.items()))


@given(st.integers(0, 40_000), st.integers(0, 40_000), st.integers(0, 400))
def test_today_is_about_today_unless_the_latest_fact_is_old(today, first, length):
    span = Span(first, first + length)

    day = day_meant(today, span)

    assert day == (today if span.last >= today - STALE else span.last + 1)
    assert day <= max(today, 0)


@given(ROWS, ROWS)
def test_every_kind_of_the_day_is_told_once_and_usual_ones_that_are_missing_too(counts, usual):
    changes = changes_of(counts, usual, [])

    kinds = [change.kind for change in changes]
    assert len(kinds) == len(set(kinds))
    assert set(kinds) >= {kind for kind, _ in counts}
    assert {change.kind: change.times for change in changes if change.times} == dict(counts)
    assert set(kinds) - {kind for kind, _ in counts} == {
        kind for kind, count in usual if count >= USUAL_DAYS and kind not in dict(counts)
    }


def test_those_who_did_most_are_named_and_no_more_than_a_few():
    actors = [(3, person, 10 - person) for person in range(8)]

    (change,) = changes_of([(3, 50)], [], actors)

    assert change.people == tuple(range(MOST_NAMES))


def test_a_day_is_more_or_less_than_usual_only_where_it_is_far_from_it():
    assert [tone_of(Change(3, n, 10)) for n in (2, 8, 10, 12, 20)] == [
        "less", "usual", "usual", "usual", "more",
    ]  # fmt: skip
    assert tone_of(Change(3, 1, 0)) == "usual"
    assert tone_of(Change(3, 3, 0)) == "more"
