"""What happened behind a number is what plain loops find, and as much as the number says."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples
from tests.insights.answer_oracles import questions
from tests.insights.oracle import Ledger
from tests.insights.test_measures import TODAY, ZONES, random_community

from veche.insights.measures import MEASURES
from veche.insights.queries import PAGE, Figures
from veche.insights.terms import EVERY, Asked, Behind, Grain, Period
from veche.ledger.models import Channel
from veche.ledger.terms import SPOKEN, Kind

pytestmark = pytest.mark.django_db
REACTED, COMMENTED = Kind.REACTED.number, Kind.COMMENTED.number
REPOSTED, PUBLISHED = Kind.REPOSTED.number, Kind.PUBLISHED.number
MESSAGES = (set(SPOKEN), {REACTED}, {COMMENTED}, {REPOSTED}, {PUBLISHED})
WRITTEN = (set(SPOKEN), {REACTED})


def everything(figures, measure, asked, behind):
    """All pages of what happened behind a number."""
    first = figures.facts(measure, asked, behind)
    pages = range(2, -(-first.whole // PAGE) + 1)
    found = [*first.shown, *(one for n in pages for one in figures.facts(measure, asked, behind, n).shown)]
    assert len(found) == len({one.interaction for one in found}) == first.whole
    assert [one.at for one in found] == sorted((one.at for one in found), reverse=True)
    return {one.interaction for one in found}


@given(st.randoms(use_true_random=False), ZONES)
@settings(max_examples=examples(20))
def test_what_happened_is_what_the_loops_find(draw, zone):
    community, persons, team = random_community(draw, zone)
    channels = list(Channel.objects.filter(community=community).values_list("pk", flat=True))
    some = tuple(sorted(draw.sample(channels, min(2, len(channels))))) if draw.random() < 0.4 else ()
    ledger, figures = Ledger(community, persons, team, some), Figures(community)
    last = TODAY - draw.choice([0, 3, 70, 140])
    period = Period(last - draw.choice([0, 6, 29, 89, 210]), last)
    asked = Asked(period, Grain.WEEK, some, TODAY)
    within = [
        fact for fact in ledger.facts.values()
        if fact.nature == 0 and period.first <= fact.day <= period.last
    ]  # fmt: skip

    def found(key, *place):
        return everything(figures, MEASURES[key], asked, Behind(*place))

    for part, kinds in enumerate(MESSAGES):
        assert found("messages", part) == {fact.pk for fact in within if fact.kind in kinds}, part
    for weekday, hour in ((EVERY, EVERY), (2, EVERY), (3, 12)):
        assert found("hours", 0, weekday, hour) == {
            fact.pk for fact in within if fact.kind in SPOKEN
            and weekday in (EVERY, (fact.day + 3) % 7) and hour in (EVERY, fact.hour)
        }  # fmt: skip
    person = draw.choice([EVERY, 1, 2, 3])
    for part, kinds in enumerate(WRITTEN):
        assert found("contributors", part, person) == {
            fact.pk for fact in within if fact.kind in kinds and fact.person not in team
            and person in (EVERY, fact.person)
        }  # fmt: skip
    asked_there = {fact.pk: bool(answers) for fact, answers in questions(ledger, period)}
    assert found("unanswered", 1) == set(asked_there)
    assert found("unanswered", 0) == {pk for pk, is_answered in asked_there.items() if not is_answered}


def test_every_measure_that_tells_what_happened_says_of_which_number():
    for measure in MEASURES.values():
        if measure.facts:
            assert any(part.what or part.who for part in measure.parts), measure.key
        else:
            assert not any(part.what for part in measure.parts), measure.key
