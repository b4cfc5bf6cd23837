"""Every measure equals its oracle, whatever the ledger holds and however it came in."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import make
from tests.examples import examples
from tests.insights.letter_oracles import OF_LETTERS, about_letter
from tests.insights.oracle import ORACLES, Ledger
from tests.insights.promise_oracles import lay_promises
from tests.ledger.columns.oracle import finish
from tests.people.segment_world import build

from veche.core.terms import SYSTEM
from veche.insights.measures import MEASURES
from veche.insights.queries import Figures
from veche.insights.rules.asking import grain_for
from veche.insights.terms import Asked, Form, Grain, Period
from veche.kit.time import DAY, now, number_of_day
from veche.ledger import columns
from veche.ledger.actions import record_many, save_snapshot, withdraw_origin
from veche.ledger.models import Channel, Identity, Interaction
from veche.ledger.terms import OWN, SNAPSHOTS, SPOKEN, About, Handle, Kind, Nature
from veche.people.queries import known_to, people_matching, question_of
from veche.people.rules.conditions import read_conditions
from veche.people.rules.drafting import drafts_of

pytestmark = pytest.mark.django_db
# Days around a leap day, around changes of clocks and of years.
TODAY = 20_530
KINDS = [Kind.MESSAGED] * 8 + [
    Kind.JOINED,
    Kind.LEFT,
    Kind.LEFT,
    Kind.REACTED,
    Kind.COMMENTED,
    Kind.SENT,
    Kind.BOUGHT,
    Kind.REFUNDED,
    Kind.PUBLISHED,
    Kind.REPOSTED,
    Kind.SENT,
    Kind.OPENED,
    Kind.CLICKED,
    Kind.BOUNCED,
    Kind.UNSUBSCRIBED,
    Kind.REGISTERED,
    Kind.RATED,
    Kind.RATED,
]
DAYS = [0, 1, 2, 3, 5, 8, 9, 40, 65, 66, 67, 130, 200]
SAID = [
    "а кто?",
    "да",
    "нет",
    "where is it?",
    "Спасибо за встречу!",
    "не люблю палатки",
    "Great run",
    "ужасная встреча",
]
TALLIES = [(), (), (), (("views", 100),), (("views", 7), ("reactions", 2), ("comments", 3), ("reposts", 1))]
ZONES = st.sampled_from(["Europe/Moscow", "America/New_York", "Australia/Lord_Howe", "UTC"])


def random_batch(draw, number, size):
    """What people and bots did, often several times a day, often in answer to something."""
    batch = []
    for k in range(size):
        who = draw.randint(1, 9)
        nature = Nature.BOT if who == 9 else Nature.PERSON
        day, kind = draw.choice(DAYS), draw.choice(KINDS)
        answered = f"{draw.randint(1, number)}-{draw.randint(0, size)}"
        batch.append(
            make.sighting(
                f"{number}-{k}", draw.choice(SAID),
                handle=Handle("telegram", str(who), f"Человек {who}", nature), kind=kind,
                at=(TODAY - 205 + day) * DAY + draw.randint(0, DAY) + draw.choice([0, 0, DAY // 4]),
                place=make.PLACE._replace(key=str(draw.randint(1, 3))),
                reply_to=answered if draw.random() < 0.6 else "", amount=draw.choice([None, 1250, 99]),
                **told_of(draw, kind),
            )
        )  # fmt: skip
    return batch


def marked(draw):
    """A mark for an answer, mostly of one of a few conversations."""
    about = About("conversation", str(draw.randint(1, 6)), "#") if draw.random() < 0.8 else None
    return {"about": about, "tallies": (("mark", draw.randint(1, 5)),)}


def told_of(draw, kind):
    """What goes with a kind: a mark and a conversation, a letter, or numbers the outside states."""
    if kind is Kind.RATED:
        return marked(draw)
    if kind in OF_LETTERS:
        return {"about": about_letter(draw)}
    return {"tallies": draw.choice(TALLIES)}


def random_community(draw, zone):
    """A community with facts recorded, copied, tidied and taken back in any order, and who is who."""
    community = make.community(time_zone=zone)
    origins = [make.origin(in_=community) for _ in range(2)]
    for number in range(1, draw.randint(2, 5)):
        record_many(random_batch(draw, number, draw.randint(5, 30)), origin=draw.choice(origins), by=SYSTEM)
        draw.choice([columns.append, columns.compact_one, columns.rebuild, hash])(community.pk)
    if draw.random() < 0.2:
        withdraw_origin(origins[1], by=SYSTEM)
        finish()
    columns.append(community.pk)
    lay_promises(draw, community, [TODAY - 205 + day for day in DAYS])
    return community, *who_is_who(draw, community)


def who_is_who(draw, community):
    """Random merges: identity → person, and who of them is of the team."""
    identities = Identity.objects.filter(organisation=community.organisation, nature=Nature.PERSON)
    persons = {pk: draw.choice([1, 2, 3, 4, 100 + pk]) for pk in identities.values_list("pk", flat=True)}
    team = {person for person in set(persons.values()) if draw.random() < 0.2}
    lay_persons(community, persons, team)
    return persons, team


def lay_persons(community, persons, team):
    """Save who is who."""
    rows = {
        "identity_id": [*persons], "person_id": [*persons.values()],
        "is_team": [person in team for person in persons.values()],
    }  # fmt: skip
    save_snapshot(community, "persons", rows, by=SYSTEM)


def as_found(measure, rows):
    """Rows by their key, as the oracles give them."""
    keys = 2 if measure.form is Form.GRID else 1
    return {row[0] if keys == 1 else row[:2]: tuple(row[keys:]) for row in rows}


def assert_equal(found, wanted, where):
    """Same keys, same numbers."""
    assert found.keys() == wanted.keys(), where
    for key, numbers in wanted.items():
        assert found[key] == pytest.approx(numbers, abs=1e-6), (where, key)


@given(st.randoms(use_true_random=False), ZONES)
@settings(max_examples=examples(40))
def test_every_measure_equals_its_oracle(draw, zone):
    community, persons, team = random_community(draw, zone)
    channels = list(Channel.objects.filter(community=community).values_list("pk", flat=True))
    some = tuple(sorted(draw.sample(channels, min(2, len(channels))))) if draw.random() < 0.4 else ()
    ledger = Ledger(community, persons, team, some)
    last = TODAY - draw.choice([0, 3, 70, 140])
    period = Period(last - draw.choice([0, 6, 29, 89, 210]), last)

    for key, oracle in ORACLES.items():
        measure = MEASURES[key]
        for wish in Grain if measure.form is Form.SERIES else [Grain.WHOLE]:
            grain = grain_for(measure, wish)
            rows = Figures(community).rows(measure, Asked(period, grain, some, TODAY), period, grain)
            wanted = oracle(ledger, period, grain, TODAY)
            assert_equal(as_found(measure, rows), wanted, (key, grain, period))


def test_every_measure_has_an_oracle():
    of_snapshots = {"stages", "flows", "sources", "beginnings", "path", "ways"}

    assert set(MEASURES) - of_snapshots == set(ORACLES)


def test_a_merge_changes_the_figures_and_undoing_it_brings_them_back():
    origin = make.origin()
    record_many([make.sighting(n, who=str(n % 4)) for n in range(8)], origin=origin, by=SYSTEM)
    columns.append(origin.community_id)
    persons = {pk: pk for pk in Identity.objects.values_list("pk", flat=True)}
    merged = dict.fromkeys(persons, min(persons))
    period = Period(20_500, 20_530)

    counts = []
    for who in (persons, merged, persons):
        lay_persons(origin.community, who, set())
        asked = Asked(period, Grain.WHOLE, (), TODAY)
        counts.append(Figures(origin.community).rows(MEASURES["active"], asked, period, Grain.WHOLE))

    assert counts == [[(0, 4)], [(0, 1)], [(0, 4)]]


def test_stages_of_an_earlier_day_are_told_by_the_moves_since():
    community = make.community()
    standings = {
        "person_id": [1, 2, 3], "stage": [4, 5, 4], "joined_day": [1, 1, 1], "first_word_day": [-1, 5, 5],
        "last_seen_day": [9, 9, 9],
    }  # fmt: skip
    standings |= {name: [0, 0, 0] for name in SNAPSHOTS["standings"] if name not in standings}
    moves = {"person_id": [1, 1, 2], "day": [100, 110, 105], "stage_from": [3, 5, 4], "stage_to": [5, 4, 5]}
    save_snapshot(community, "standings", standings, by=SYSTEM)
    save_snapshot(community, "transitions", moves, by=SYSTEM)

    def at(last):
        asked = Asked(Period(90, last), Grain.WHOLE, (), TODAY)
        return dict(Figures(community).rows(MEASURES["stages"], asked, asked.period, Grain.WHOLE))

    asked = Asked(Period(100, 105), Grain.WHOLE, (), TODAY)
    assert (at(99), at(104), at(120)) == ({3: 1, 4: 2}, {5: 1, 4: 2}, {4: 2, 5: 1})
    flows = Figures(community).rows(MEASURES["flows"], asked, asked.period, Grain.WHOLE)
    assert sorted(flows) == [(3, 5, 1), (4, 5, 1)]


def test_measures_are_asked_about_a_segments_people_alone():
    """Every measure runs about some people; those that count people count no others."""
    community = build()
    drafts = drafts_of({"about": "trait", "field": "city", "how": "is", "texts": ["Москва"]})
    known = known_to(community, [drafts])
    question = question_of(community, read_conditions(drafts, known), known)
    people = set(people_matching(community, question))
    today = number_of_day(now(), community.time_zone)
    asked = Asked(Period(today - 300, today), Grain.WHOLE, (), today)

    some = {key: Figures(community, question).rows(one, asked, asked.period, Grain.WHOLE)
            for key, one in MEASURES.items()}  # fmt: skip
    everybody = {key: Figures(community).rows(one, asked, asked.period, Grain.WHOLE)
                 for key, one in MEASURES.items()}  # fmt: skip

    spoken = Interaction.objects.filter(community=community, kind__in=SPOKEN)
    theirs = spoken.filter(identity__attachment__person__in=people).count()
    assert some["messages"][0][1] == theirs < everybody["messages"][0][1]
    active = Interaction.objects.filter(community=community, kind__in=OWN)
    mine = active.filter(identity__attachment__person__in=people).values("identity__attachment__person")
    assert some["active"][0][1] == mine.distinct().count() < everybody["active"][0][1]
    assert {row[0] for row in some["contributors"]} <= people
    assert sum(count for _, count in some["stages"]) == len(people)
