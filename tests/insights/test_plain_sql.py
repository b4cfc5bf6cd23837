"""Every measure equals plain SQL over the ledger's tables, on either database."""

import random

import pytest
from benchmarks.plain_sql import PERSONS, QUESTIONS, plain_question
from tests.insights.test_measures import TODAY, as_found, random_community

from veche.insights.measures import MEASURES
from veche.insights.queries import Figures
from veche.insights.rules.asking import grain_for
from veche.insights.rules.connecting import rank_connectors
from veche.insights.terms import Asked, Form, Grain, Period
from veche.kit import sql

pytestmark = pytest.mark.django_db
PERIOD = Period(TODAY - 180, TODAY - 3)


def as_told(key, rows):
    """The measure's rows reduced to the numbers that plain SQL answers, by their key."""
    chosen = {
        "messages": lambda bucket, words, reactions, *more: (bucket, words, reactions),
        "stickiness": lambda bucket, share, average, people: (bucket, people),
        "first_word": lambda bucket, share, people, spoke: (bucket, people, spoke),
        "retention": lambda born, age, share, people: (born, age, round(share * people / 100)),
        "answer_time": lambda bucket, middle, *more: (bucket, round(middle, 6), more[3]),
    }
    rows = [chosen[key](*row) for row in rows] if key in chosen else rows
    return as_found(MEASURES[key], rows)


def as_asked(key, rows):
    """What plain SQL answered, in the shape of the measure."""
    if key == "members":
        rows = [(None if bucket == -1 else bucket, int(level)) for bucket, level in rows]
    elif key == "stickiness":
        rows = [(bucket, people) for bucket, _, people in rows]
    elif key == "answer_time":
        rows = [(bucket, round(float(middle), 6), whole) for bucket, middle, whole in rows]
    elif key == "connectors":
        rows = rank_connectors([tuple(row) for row in rows])
    else:
        rows = [tuple(int(value) for value in row) for row in rows]
    return as_found(MEASURES[key], rows)


@pytest.mark.parametrize("seed", range(6))
def test_every_measure_equals_plain_sql(seed):
    community, persons, team = random_community(random.Random(seed), "UTC")
    sql.execute(PERSONS)
    rows = [(identity, person, int(person in team)) for identity, person in persons.items()]
    sql.insert_rows("plain_person", ("identity_id", "person_id", "is_team"), rows)

    for key in QUESTIONS:
        measure = MEASURES[key]
        for wish in (Grain.DAY, Grain.WEEK) if measure.form is Form.SERIES else (Grain.WHOLE,):
            grain = grain_for(measure, wish)
            asked = Asked(PERIOD, grain, (), TODAY)
            found = as_told(key, Figures(community).rows(measure, asked, PERIOD, grain))
            wanted = as_asked(key, sql.fetch(plain_question(key, community.pk, *PERIOD, TODAY, grain)))
            assert found == wanted, (key, grain)
    sql.execute("DROP TABLE plain_person")


def test_plain_sql_is_of_measures_there_are():
    assert set(QUESTIONS) <= set(MEASURES)
