"""What happened behind a number is what plain loops find, and as much as the number says."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples
from tests.insights.answer_oracles import questions
from tests.insights.letter_oracles import LETTERS, letters_behind, results_behind
from tests.insights.oracle import Ledger
from tests.insights.promise_oracles import PROMISES, marks_behind, promises_behind
from tests.insights.test_measures import TODAY, ZONES, random_community

from veche.insights.measures import MEASURES
from veche.insights.queries import PAGE, Figures
from veche.insights.terms import EVERY, Asked, Behind, Grain, Period
from veche.ledger.models import Channel
from veche.ledger.terms import SPOKEN, Kind

# Asked of the columns, which tests of the ledger hold to the rows on either database.
pytestmark = [pytest.mark.django_db, pytest.mark.told_once]
REACTED, COMMENTED = Kind.REACTED.number, Kind.COMMENTED.number
REPOSTED, PUBLISHED = Kind.REPOSTED.number, Kind.PUBLISHED.number
MESSAGES = (set(SPOKEN), {REACTED}, {COMMENTED}, {REPOSTED}, {PUBLISHED})
WRITTEN = (set(SPOKEN), {REACTED})
BOUGHT, REFUNDED = Kind.BOUGHT.number, Kind.REFUNDED.number
PAID = ({BOUGHT, REFUNDED}, {BOUGHT}, {REFUNDED}, {BOUGHT})
# Parts whose number for the period is how many facts are behind it.
COUNTED = {"messages": (0, 1, 2, 3, 4), "unanswered": (0, 1), "money": (3,), "engagement": (3,),
           "late_answers": (0, 1), "answered_in_time": (1, 2), "resolved_in_time": (1, 2),
           "satisfaction": (1, 2, 3), "letters": (3,)}  # fmt: skip
LOOKED_AT = {"messages", "hours", "contributors", "unanswered", "money", "engagement", "posts",
             *PROMISES, *LETTERS}  # fmt: skip


def everything(figures, measure, asked, behind):
    """All pages of what happened behind a number."""
    first = figures.facts(measure, asked, behind)
    pages = range(2, -(-first.whole // PAGE) + 1)
    found = [*first.shown, *(one for n in pages for one in figures.facts(measure, asked, behind, n).shown)]
    assert len(found) == len({one.interaction for one in found}) == first.whole
    assert [one.at for one in found] == sorted((one.at for one in found), reverse=True)
    return {one.interaction for one in found}


def random_world(draw, zone):
    """Random facts with what is asked of them: some channels, some days, and people's facts of these."""
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
    return ledger, figures, asked, period, within


@given(st.randoms(use_true_random=False), ZONES)
@settings(max_examples=examples(20))
def test_what_happened_is_what_the_loops_find(draw, zone):
    ledger, figures, asked, period, within = random_world(draw, zone)

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
            fact.pk for fact in within if fact.kind in kinds and fact.person not in ledger.team
            and person in (EVERY, fact.person)
        }  # fmt: skip
    asked_there = {fact.pk: bool(answers) for fact, answers in questions(ledger, period)}
    assert found("unanswered", 1) == set(asked_there)
    assert found("unanswered", 0) == {pk for pk, is_answered in asked_there.items() if not is_answered}


@given(st.randoms(use_true_random=False), ZONES)
@settings(max_examples=examples(20))
def test_what_was_paid_and_published_and_how_posts_were_answered_is_what_the_loops_find(draw, zone):
    ledger, figures, asked, period, within = random_world(draw, zone)

    def found(key, *place):
        return everything(figures, MEASURES[key], asked, Behind(*place))

    for part, kinds in enumerate(PAID):
        assert found("money", part) == {
            fact.pk for fact in within if fact.kind in kinds and not fact.currency
        }, part  # fmt: skip
    published = {
        fact.pk for fact in ledger.facts.values()
        if fact.kind == PUBLISHED and period.first <= fact.day <= period.last
    }  # fmt: skip
    for part in (n for n, one in enumerate(MEASURES["engagement"].parts) if one.what):
        assert found("engagement", part) == published
    for key in PROMISES:
        for part in range(len(MEASURES[key].parts)):
            if key == "satisfaction":
                wanted = {fact.pk for fact in marks_behind(ledger, period, part)}
            else:
                wanted = {one.id for one in promises_behind(key, ledger, period, part)}
            assert found(key, part) == wanted, (key, part)
    for post in {parent.pk for _, parent in ledger.replies}:
        assert found("posts", 0, post) == {
            child.pk for child, parent in ledger.replies
            if parent.pk == post and child.person is not None and period.first <= parent.day <= period.last
        }  # fmt: skip


@given(st.randoms(use_true_random=False), ZONES)
@settings(max_examples=examples(20))
def test_letters_and_clicks_behind_a_number_are_what_the_loops_find(draw, zone):
    ledger, figures, asked, period, _ = random_world(draw, zone)

    for key, behind in (("letters", letters_behind), ("letter_results", results_behind)):
        for part in range(len(MEASURES[key].parts)):
            found = everything(figures, MEASURES[key], asked, Behind(part))
            assert found == {one.pk for one in behind(ledger, period, part)}, (key, part)


@given(st.randoms(use_true_random=False), ZONES)
@settings(max_examples=examples(20))
def test_as_much_happened_as_the_number_says(draw, zone):
    _, figures, asked, period, _ = random_world(draw, zone)

    def found(key, *place):
        return everything(figures, MEASURES[key], asked, Behind(*place))

    for key, parts in COUNTED.items():
        rows = figures.rows(MEASURES[key], asked, period, Grain.WHOLE)
        for part in parts:
            number = rows[0][1 + part] if rows else 0
            assert len(found(key, part)) == number, (key, part)


def test_every_measure_that_tells_what_happened_is_looked_at_here():
    assert {key for key, measure in MEASURES.items() if measure.facts} == LOOKED_AT


def test_every_measure_that_tells_what_happened_says_of_which_number():
    for measure in MEASURES.values():
        if measure.facts:
            assert any(part.what or part.who for part in measure.parts), measure.key
        else:
            assert not any(part.what for part in measure.parts), measure.key
