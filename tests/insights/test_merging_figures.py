"""Figures count two who turn out to be one once, from the next refresh on, until that is undone."""

import pytest
from tests import make
from tests.people.segment_world import build
from tests.people.test_recognising import do_jobs

from veche.core.terms import Role
from veche.insights.measures import MEASURES
from veche.insights.queries import Figures
from veche.insights.terms import Asked, Behind, Grain, Period
from veche.kit.time import now, number_of_day
from veche.people.actions import merge_persons, undo_merge
from veche.people.models import Person

pytestmark = pytest.mark.django_db
COUNTING = ("members", "active", "path")


@pytest.fixture
def community():
    return build()


def asked_of(community):
    today = number_of_day(now(), community.time_zone)
    return Asked(Period(today - 364, today), Grain.WHOLE, (), today, currency=community.currency)


def told(community):
    """The number of each measure for the year, and who is behind it."""
    asked, figures = asked_of(community), Figures(community)
    rows = {key: figures.rows(MEASURES[key], asked, asked.period, Grain.WHOLE) for key in COUNTING}
    people = {key: figures.everybody(MEASURES[key], asked, Behind()) for key in COUNTING}
    return rows, people


def counted(rows, key):
    """How many people a measure's first number counts."""
    return max(row[1] for row in rows[key]) if key == "path" else rows[key][-1][1]


def pair_counted_everywhere(community, people):
    """Two persons of whom every measure counts both."""
    everywhere = frozenset.intersection(*people.values())
    return Person.objects.filter(pk__in=everywhere, standings__is_team=False).order_by("pk")[:2]


def test_a_merge_counts_two_as_one_and_undoing_it_brings_the_figures_back(community):
    owner = make.actor(Role.OWNER, community.organisation)
    before, people_before = told(community)
    keep, lose = pair_counted_everywhere(community, people_before)

    merge = merge_persons(keep, lose, in_=community, by=owner)
    do_jobs()
    merged, people_merged = told(community)
    undo_merge(merge, in_=community, by=owner)
    do_jobs()

    for key in COUNTING:
        assert counted(merged, key) == counted(before, key) - 1, key
        assert people_merged[key] == people_before[key] - {lose.pk}, key
    assert told(community) == (before, people_before)


def test_figures_stay_as_they_were_until_the_refresh_after_a_merge(community):
    owner = make.actor(Role.OWNER, community.organisation)
    before, people = told(community)

    merge_persons(*pair_counted_everywhere(community, people), in_=community, by=owner)

    assert told(community) == (before, people)


def test_a_merge_changes_who_wrote_and_not_how_much_was_written(community):
    owner = make.actor(Role.OWNER, community.organisation)
    asked, messages = asked_of(community), MEASURES["messages"]
    figures = Figures(community)
    written = figures.facts(messages, asked, Behind())
    writers = Person.objects.filter(
        pk__in=figures.everybody(messages, asked, Behind()), standings__is_team=False
    )
    keep, lose = writers.order_by("pk")[:2]

    merge_persons(keep, lose, in_=community, by=owner)
    do_jobs()
    after = Figures(community).facts(messages, asked, Behind())

    assert {one.interaction for one in after.shown} == {one.interaction for one in written.shown}
    assert lose.pk in {one.person for one in written.shown}
    assert [one.person for one in after.shown].count(keep.pk) == sum(
        one.person in (keep.pk, lose.pk) for one in written.shown
    )
