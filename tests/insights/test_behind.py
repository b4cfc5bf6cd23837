"""The people behind every number are those whom plain loops find, and as many as the number says."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import make
from tests.examples import examples
from tests.insights.behind_oracle import BEHIND
from tests.insights.more_oracles import states
from tests.insights.oracle import Ledger
from tests.insights.test_measures import TODAY, ZONES, random_community

from veche.core.terms import SYSTEM
from veche.insights.measures import MEASURES
from veche.insights.queries import PAGE, Figures
from veche.insights.rules.asking import days_behind, grain_for
from veche.insights.rules.periods import bucket_of, buckets_of
from veche.insights.terms import EVERY, LISTS, Asked, Behind, Form, Grain, Period, Unit
from veche.kit.language.lemmas import number_of
from veche.ledger.actions import save_snapshot
from veche.ledger.models import Channel
from veche.ledger.terms import SNAPSHOTS

# Asked of the columns, which tests of the ledger hold to the rows on either database.
pytestmark = [pytest.mark.django_db, pytest.mark.told_once]


def everybody(figures, measure, asked, behind):
    """All pages of the people behind a number."""
    first = figures.people(measure, asked, behind)
    pages = range(2, -(-first.whole // PAGE) + 1)
    found = [*first.shown, *(p for n in pages for p in figures.people(measure, asked, behind, n).shown)]
    assert len(found) == len(set(found)) == first.whole
    return set(found)


def places(draw, measure, asked):
    """The whole and a few places of a measure's table."""
    if measure.form is Form.SERIES:
        buckets = buckets_of(asked.period, grain_for(measure, asked.grain))
        return [EVERY, *draw.sample(buckets, min(3, len(buckets)))], [EVERY]
    if measure.form in LISTS:
        return [1, 2, 3, number_of("встреча")], [EVERY]
    if measure.headline.unit is Unit.PERCENT:
        return [EVERY, bucket_of(TODAY - 66, measure.step), bucket_of(TODAY - 200, measure.step)], [
            EVERY,
            0,
            1,
            4,
        ]
    return [EVERY, 0, 5], [EVERY, 3, 12]


@given(st.randoms(use_true_random=False), ZONES)
@settings(max_examples=examples(25))
def test_people_behind_numbers_are_those_the_loops_find(draw, zone):
    community, persons, team = random_community(draw, zone)
    channels = list(Channel.objects.filter(community=community).values_list("pk", flat=True))
    some = tuple(sorted(draw.sample(channels, min(2, len(channels))))) if draw.random() < 0.4 else ()
    ledger, figures = Ledger(community, persons, team, some), Figures(community)
    last = TODAY - draw.choice([0, 3, 70, 140])
    period = Period(last - draw.choice([0, 6, 29, 89, 210]), last)
    asked = Asked(period, draw.choice([Grain.DAY, Grain.WEEK, Grain.MONTH]), some, TODAY)

    for key, oracle in BEHIND.items():
        measure = MEASURES[key]
        rows, columns = places(draw, measure, asked)
        for part in (number for number, part in enumerate(measure.parts) if part.who):
            for behind in (Behind(part, row, column) for row in rows for column in columns):
                wanted = oracle(ledger, days_behind(measure, asked, behind), TODAY, behind)
                assert everybody(figures, measure, asked, behind) == wanted, (key, behind)


@given(st.randoms(use_true_random=False), ZONES)
@settings(max_examples=examples(15))
def test_who_is_new_staying_back_and_lost_is_who_the_loops_find(draw, zone):
    community, persons, team = random_community(draw, zone)
    ledger, figures, measure = Ledger(community, persons, team), Figures(community), MEASURES["audience"]
    period = Period(TODAY - draw.choice([6, 29, 210]), TODAY - draw.choice([0, 3]))
    for grain in (Grain.WEEK, Grain.MONTH):
        asked = Asked(period, grain, (), TODAY)
        for row in (EVERY, *buckets_of(period, grain)):
            step = Grain.WHOLE if row == EVERY else grain
            days = days_behind(measure, asked, Behind(0, row))
            wanted = states(ledger, days, step, TODAY)
            for part in range(4):
                found = everybody(figures, measure, asked, Behind(part, row))
                assert found == wanted.get((0 if row == EVERY else row, part + 1), set()), (row, part)


def test_every_measure_that_counts_people_can_name_them():
    of_snapshots = {"stages", "flows", "audience", "sources", "beginnings", "path", "ways"}

    assert {key for key, measure in MEASURES.items() if measure.people} - of_snapshots == set(BEHIND)
    for measure in MEASURES.values():
        assert bool(measure.people) == any(part.who for part in measure.parts), measure.key


def save_standings(community, standings):
    rest = {name: [0] * len(standings["stage"]) for name in SNAPSHOTS["standings"] if name not in standings}
    save_snapshot(community, "standings", standings | rest, by=SYSTEM)


def test_people_at_a_stage_and_of_a_move():
    community = make.community()
    standings = {
        "person_id": [1, 2, 3], "stage": [4, 5, 4], "joined_day": [1, 1, 1], "first_word_day": [-1, 5, 5],
        "last_seen_day": [9, 8, 10],
    }  # fmt: skip
    moves = {"person_id": [1, 1, 2], "day": [100, 110, 105], "stage_from": [3, 5, 4], "stage_to": [5, 4, 5]}
    save_standings(community, standings)
    save_snapshot(community, "transitions", moves, by=SYSTEM)
    figures = Figures(community)

    def shown(key, last, **place):
        asked = Asked(Period(100, last), Grain.WEEK, (), TODAY)
        return figures.people(MEASURES[key], asked, Behind(0, **place)).shown

    assert shown("stages", 120, row=4) == (3, 1)  # the latest seen first
    assert shown("stages", 104, row=4) == (3, 2)
    assert shown("stages", 120) == (3, 1, 2)
    assert shown("flows", 105, row=3, column=5) == (1,)
    assert shown("flows", 110) == (1, 2)


def test_thousands_are_a_page_at_a_time():
    community = make.community()
    rows = {"person_id": [*range(1, 5001)], "stage": [5] * 5000, "joined_day": [1] * 5000,
            "first_word_day": [-1] * 5000, "last_seen_day": [n % 7 for n in range(5000)]}  # fmt: skip
    save_standings(community, rows)
    figures, asked = Figures(community), Asked(Period(100, 120), Grain.WEEK, (), TODAY)

    assert len(everybody(figures, MEASURES["stages"], asked, Behind())) == 5000
    assert figures.people(MEASURES["stages"], asked, Behind(), 10**6).whole == 5000
