"""The network equals plain loops over the ledger; the same people make the same picture."""

from collections import Counter

import pytest
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import make
from tests.examples import examples
from tests.insights import network_world
from tests.insights.answer_oracles import talks
from tests.insights.oracle import Ledger
from tests.insights.test_measures import TODAY, ZONES, random_community

from veche.core.terms import Role
from veche.insights.queries import Figures, network_in, team_of
from veche.insights.showing.asking import Wanted
from veche.insights.showing.networks import Web
from veche.insights.showing.sketching import picture_of
from veche.insights.terms import Asked, Grain, Period
from veche.kit.time import now, number_of_day
from veche.ledger.models import Channel
from veche.people.queries import Question

# Asked of the columns, which tests of the ledger hold to the rows on either database.
pytestmark = [pytest.mark.django_db, pytest.mark.told_once]


def pairs_of(ledger, period, without=()):
    found = Counter(tuple(sorted(pair)) for _, *pair in talks(ledger, period))
    return {pair: count for pair, count in found.items() if not set(pair) & set(without)}


def told(network):
    return {(tie.one, tie.other): tie.replies for tie in network.ties}


@given(st.randoms(use_true_random=False), ZONES)
@settings(max_examples=examples(25))
def test_the_network_equals_plain_loops(draw, zone):
    community, persons, team = random_community(draw, zone)
    channels = list(Channel.objects.filter(community=community).values_list("pk", flat=True))
    some = tuple(sorted(draw.sample(channels, min(2, len(channels))))) if draw.random() < 0.4 else ()
    ledger = Ledger(community, persons, team, some)
    period = Period(TODAY - draw.choice([20, 90, 210]), TODAY - draw.choice([0, 3]))
    figures, asked = Figures(community), Asked(period, Grain.WHOLE, some, TODAY)

    network = network_in(figures, asked)

    assert told(network) == pairs_of(ledger, period)
    assert told(network_in(figures, asked, with_team=False)) == pairs_of(ledger, period, team)
    assert team_of(figures) == team & set(persons.values())
    whole = sum(one.inside for one in network.circles) + sum(one.outside for one in network.circles) / 2
    assert whole == sum(told(network).values())


def test_a_segment_has_the_ties_among_its_people_alone():
    community = network_world.build((6, 6), lonely=0)
    today = number_of_day(now(), community.time_zone)
    asked = Asked(Period(today - 60, today), Grain.WHOLE, (), today)
    few = sorted(network_in(Figures(community), asked).circles[0].people)[:3]
    among = Question("SELECT DISTINCT person_id FROM persons WHERE person_id <= $most", {"most": few[-1]})

    some = told(network_in(Figures(community, among), asked))

    everybody = told(network_in(Figures(community), asked))
    assert some == {pair: count for pair, count in everybody.items() if max(pair) <= few[-1]}
    assert 0 < len(some) < len(everybody)


@pytest.mark.parametrize("sizes", [(14, 12, 10, 8), (30, 25, 20, 15, 10)])
def test_the_same_people_make_the_same_picture_and_all_of_it_is_inside(sizes):
    community = network_world.build(sizes)
    owner = make.actor(Role.OWNER, community.organisation)

    first, second = (picture_of(Web(Wanted(QueryDict(""), community, owner))) for _ in range(2))

    assert first == second
    for one in [*first.dots, *first.discs]:
        assert float(one.x) - float(one.radius) > 0
        assert float(one.x) + float(one.radius) < float(first.width)
        assert float(one.y) - float(one.radius) > 0
        assert float(one.y) + float(one.radius) < float(first.height)


def test_a_connector_stands_between_the_circles_they_join():
    community = network_world.build((30, 25, 20, 15, 10))
    web = Web(Wanted(QueryDict(""), community, make.actor(Role.OWNER, community.organisation)))

    picture = picture_of(web)

    assert web.is_of_circles
    assert len(picture.discs) == 5
    assert picture.dots
    for dot in picture.dots:
        ends = [line.ends.split() for line in picture.lines if str(dot.key) in line.ends.split()]
        assert len(ends) >= 2
        assert "100" in dot.title
