"""The signs of health, month by month, equal plain loops over each month by itself."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples
from tests.insights.oracle import INSIDE, ORACLES, Ledger
from tests.insights.test_measures import TODAY, ZONES, random_community

from veche.insights.queries import Figures, vitals_of
from veche.insights.rules.health import MONTHS, days_of, month_meant, year_of
from veche.insights.rules.signs import SIGNS
from veche.insights.terms import Asked, Grain, Period
from veche.ledger.models import Channel
from veche.ledger.terms import OWN

pytestmark = [pytest.mark.django_db, pytest.mark.told_once]


def told(key, ledger, days, parts):
    """What a measure's oracle says of one month as a whole."""
    row = ORACLES[key](ledger, days, Grain.WHOLE, TODAY).get(0)
    return None if row is None else tuple(row[part] for part in parts)


def share(part, whole):
    return (100 * part / whole, whole) if whole else None


def came(ledger, month):
    """Who was active in a month."""
    return {fact.person for fact in ledger.within(days_of(month)) if fact.kind in OWN}


def born(ledger, month):
    """Who was inside for the first time in a month."""
    firsts = {}
    for fact in ledger.people():
        if fact.kind in INSIDE:
            firsts[fact.person] = min(fact.day, firsts.get(fact.person, fact.day))
    return {person for person, day in firsts.items() if days_of(month).first <= day <= days_of(month).last}


def left(ledger, days):
    before = Period(0, days.first - 1)
    members = ORACLES["members"](ledger, before, Grain.WHOLE, TODAY).get(0, (0,))[0]
    gone = (told("growth", ledger, days, [2]) or (0,))[0]
    return share(gone, members)


def plainly(ledger, month):
    days = days_of(month)
    unanswered = told("unanswered", ledger, days, [0, 1])
    lately = came(ledger, month - 1)
    fresh = born(ledger, month - 1)
    return {
        "first_word": told("first_word", ledger, days, [0, 1]),
        "back": share(len(fresh & came(ledger, month)), len(fresh)),
        "stickiness": told("stickiness", ledger, days, [0, 2]),
        "lost": share(len(lately - came(ledger, month)), len(lately)),
        "left": left(ledger, days),
        "answer_time": told("answer_time", ledger, days, [0, 4]),
        "unanswered": unanswered and share(*unanswered),
        "concentration": told("concentration", ledger, days, [0, 2]),
    }


@given(st.randoms(use_true_random=False), ZONES)
@settings(max_examples=examples(20))
def test_every_sign_equals_plain_loops(draw, zone):
    community, persons, team = random_community(draw, zone)
    channels = list(Channel.objects.filter(community=community).values_list("pk", flat=True))
    some = tuple(sorted(draw.sample(channels, min(2, len(channels))))) if draw.random() < 0.4 else ()
    ledger, figures = Ledger(community, persons, team, some), Figures(community)
    month = month_meant(TODAY, TODAY, figures.span.last if figures.span else TODAY)

    found = vitals_of(figures, Asked(Period(TODAY - 89, TODAY), Grain.WEEK, some, TODAY), month)

    first = min((fact.day for fact in Ledger(community, persons, team).facts.values()), default=2 * TODAY)
    assert found.keys() == SIGNS.keys()
    gone = (told("growth", ledger, year_of(month), [2]) or (0,))[0]
    for place, one in enumerate(range(month - MONTHS + 1, month + 1)):
        wanted = plainly(ledger, one) if days_of(one).last >= first else {}
        wanted = wanted | {"left": wanted.get("left") if gone else None}
        for key, year in found.items():
            vital = wanted.get(key)
            assert tuple(year[place]) == pytest.approx(vital or (None, 0), abs=1e-6), (key, place)
