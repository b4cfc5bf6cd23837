"""Whoever was seen becomes a person, once: by account, address and phone, in whatever order facts come."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import make
from tests.examples import examples

from veche.core.terms import SYSTEM, Role
from veche.kit.jobs import Job, drain
from veche.ledger.actions import record_many
from veche.ledger.models import Identity
from veche.ledger.terms import Handle, Kind, Nature, Place
from veche.people.actions import merge_persons, split_identities, undo_merge, undo_split
from veche.people.models import Attachment, Person, Standing
from veche.people.rules.linking import Decided, Named, partition
from veche.people.terms import Stage

pytestmark = pytest.mark.django_db


def do_jobs():
    Job.objects.update(due_at=0)
    while drain():
        Job.objects.filter(state=Job.WAITING).update(due_at=0)
    assert not list(Job.objects.filter(state=Job.FAILED).values_list("name", "error"))


def seen(*handles, origin):
    batch = [make.sighting(f"{h.kind}-{h.value}-{n}", handle=h) for n, h in enumerate(handles)]
    record_many(batch, origin=origin, by=SYSTEM)


def people(origin=None):
    """Answer who is one with whom, in the origin's organisation or everywhere: sets of handles' values."""
    found = {}
    attached = Attachment.objects.select_related("identity")
    if origin:
        attached = attached.filter(person__organisation=origin.community.organisation_id)
    for one in attached:
        found.setdefault(one.person_id, set()).add(one.identity.value)
    return sorted(map(sorted, found.values()))


@pytest.fixture
def origin():
    return make.origin()


def test_everybody_seen_is_a_person_but_bots_and_places(origin):
    seen(
        Handle("telegram", "1", "Анна Ким"), Handle("telegram", "2", "Бот", Nature.BOT),
        Handle("telegram", "3", "Канал", Nature.PLACE), origin=origin,
    )  # fmt: skip
    do_jobs()

    assert list(Person.objects.values_list("name", flat=True)) == ["Анна Ким"]


def test_what_the_outside_says_is_one_account_is_one_person(origin):
    mail, phone = Handle("email", "anna@example.org"), Handle("phone", "+79261234567")
    seen(Handle("telegram", "1", "Анна"), Handle("slack", "U1", "anna", aliases=(mail,)), origin=origin)
    seen(Handle("telegram", "1", "Анна", aliases=(phone,)), mail._replace(aliases=(phone,)), origin=origin)
    do_jobs()

    assert people() == [["+79261234567", "1", "U1", "anna@example.org"]]
    assert Person.objects.filter(merged_into=None).count() == 1


def test_an_offices_address_joins_nobody(origin):
    office = Handle("email", "info@example.org")
    seen(Handle("slack", "U1", "Анна", aliases=(office,)), origin=origin)
    seen(Handle("slack", "U2", "Иван", aliases=(office,)), origin=origin)
    do_jobs()

    assert people() == [["U1"], ["U2"], ["info@example.org"]]


def test_a_name_is_the_best_that_was_seen_and_follows_a_newer_one(origin):
    seen(Handle("telegram", "1", "runner42"), origin=origin)
    do_jobs()
    later = make.sighting("later", handle=Handle("telegram", "1", "Анна Ким"), at=make.NOON + 10**9)
    record_many([later], origin=origin, by=SYSTEM)
    do_jobs()

    assert Person.objects.get().name == "Анна Ким"


def test_a_merge_shows_one_person_and_taking_it_back_shows_two(origin):
    seen(Handle("telegram", "1", "Анна"), Handle("slack", "U1", "Anna"), origin=origin)
    do_jobs()
    community, by = origin.community, make.actor(Role.COMMUNITY_MANAGER, origin.community)
    keep, lose = Person.objects.order_by("pk")

    merge = merge_persons(keep, lose, in_=community, by=by)
    do_jobs()
    assert people() == [["1", "U1"]]
    assert Standing.objects.get().person_id == keep.pk

    undo_merge(merge, in_=community, by=by)
    do_jobs()
    assert people() == [["1"], ["U1"]]
    assert Standing.objects.count() == 2


def test_a_split_takes_handles_out_and_taking_it_back_puts_them_in(origin):
    mail = Handle("email", "family@example.org")
    seen(
        Handle("telegram", "1", "Анна", aliases=(mail,)),
        Handle("slack", "U1", "Иван", aliases=(mail,)),
        origin=origin,
    )
    do_jobs()
    community, by = origin.community, make.actor(Role.COMMUNITY_MANAGER, origin.community)
    person = Person.objects.get(merged_into=None)
    slack = Identity.objects.get(kind="slack")

    split = split_identities(person, [slack.pk], in_=community, by=by)
    assert people() == [["1", "family@example.org"], ["U1"]]
    assert split.into_id == Attachment.objects.get(identity=slack).person_id

    seen(Handle("slack", "U1", "Иван", aliases=(Handle("phone", "+79261234567"),)), origin=origin)
    do_jobs()
    assert people() == [["+79261234567", "U1"], ["1", "family@example.org"]]

    undo_split(split, in_=community, by=by)
    assert people() == [["+79261234567", "1", "U1", "family@example.org"]]


def test_where_people_stand_is_counted_from_what_they_did(origin):
    joined = make.sighting("j", kind=Kind.JOINED, handle=Handle("telegram", "1", "Анна"))
    words = [make.sighting(n, handle=Handle("telegram", "1", "Анна"), words="да") for n in range(1, 4)]
    other = make.sighting("x", place=Place("telegram", "2", "Другой"), handle=Handle("telegram", "1", "Анна"))
    record_many([joined, *words, other], origin=origin, by=SYSTEM)
    do_jobs()

    found = Standing.objects.get()
    assert (found.own_count, found.words_count) == (5, 4)
    assert found.what is Stage.GONE
    assert found.person.presences.count() == 2
    assert [turn.stage_to for turn in found.person.transitions.order_by("day")] == [4, 8, 9]


NODES = st.integers(0, 7)
EDGES = st.lists(st.tuples(NODES, NODES), max_size=8)
DECISIONS = st.lists(
    st.tuples(
        st.booleans(), st.lists(NODES, min_size=1, max_size=3), st.lists(NODES, min_size=1, max_size=3)
    ),
    max_size=5,
)


@given(EDGES, DECISIONS, st.randoms())
def test_the_same_facts_and_decisions_give_the_same_people_in_any_order(edges, decisions, draw):
    handles = {n: Named("named", str(n)) for n in range(8)}
    decided = [
        Decided(at, joins, tuple(one), tuple(other)) for at, (joins, one, other) in enumerate(decisions)
    ]
    first = partition(handles, edges, decided)
    shuffled = list(handles.items())
    draw.shuffle(shuffled)

    again = partition(dict(shuffled), draw.sample(edges, len(edges)), draw.sample(decided, len(decided)))

    assert again == first
    assert sorted(node for block in first for node in block) == sorted(handles)


@settings(max_examples=examples(30))
@given(st.data())
def test_batches_in_any_order_end_with_the_same_people(data):
    origin = make.origin()
    handles = [
        Handle("telegram", str(n), f"Имя{n}", aliases=tuple(
            Handle("email", f"a{m}@example.org") for m in data.draw(st.sets(st.integers(0, 3), max_size=2))
        ))
        for n in range(5)
    ]  # fmt: skip
    seen(*handles, origin=origin)
    do_jobs()
    at_once = people(origin)
    other = make.origin()
    for handle in data.draw(st.permutations(handles)):
        seen(handle, origin=other)
        if data.draw(st.booleans()):
            do_jobs()
    do_jobs()

    assert people(other) == at_once
