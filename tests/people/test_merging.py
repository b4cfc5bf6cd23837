"""Merging, splitting and taking back, in any order and beside facts that come in."""

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from tests import make
from tests.examples import examples
from tests.people.test_recognising import do_jobs, people, seen
from tests.people.told import client_of, url

from veche.core.terms import SYSTEM, Role
from veche.kit.terms import NotAllowed, Refusal
from veche.ledger.models import Identity, Interaction
from veche.ledger.terms import Handle
from veche.people.actions import (
    merge_persons,
    recognise_all,
    split_identities,
    tag_people,
    undo_merge,
    undo_split,
)
from veche.people.models import Attachment, Merge, Person, Split, Tagging
from veche.people.terms import Tie

pytestmark = pytest.mark.django_db


@pytest.fixture
def origin():
    return make.origin()


@pytest.fixture
def three(origin):
    seen(
        Handle("telegram", "1", "Анна"),
        Handle("slack", "U1", "Anna"),
        Handle("vk", "7", "Аня"),
        origin=origin,
    )
    do_jobs()
    return list(Person.objects.order_by("pk"))


def manager(origin, role=Role.COMMUNITY_MANAGER):
    return make.actor(role, origin.community)


def test_tags_follow_a_merge_and_come_back_to_whose_they_were(origin, three):
    here, by = origin.community, manager(origin)
    one, two, _ = three
    tag_people([one], "бег", in_=here, by=by)
    tag_people([two], "йога", in_=here, by=by)

    merge = merge_persons(one, two, in_=here, by=by)
    assert set(Tagging.objects.values_list("person", flat=True)) == {one.pk}

    undo_merge(merge, in_=here, by=by)
    assert dict(Tagging.objects.values_list("tag__name", "person")) == {"бег": one.pk, "йога": two.pk}


def test_merges_are_taken_back_in_any_order(origin, three):
    here, by = origin.community, manager(origin)
    one, two, three_ = three
    first = merge_persons(one, two, in_=here, by=by)
    second = merge_persons(one, three_, in_=here, by=by)
    assert people() == [["1", "7", "U1"]]

    undo_merge(first, in_=here, by=by)
    assert people() == [["1", "7"], ["U1"]]
    undo_merge(second, in_=here, by=by)
    assert people() == [["1"], ["7"], ["U1"]]
    assert not Person.objects.exclude(merged_into=None).exists()


def test_a_merge_never_touches_the_ledger_and_says_who_put_handles_together(origin, three):
    before = list(Interaction.objects.order_by("pk").values())

    merge_persons(three[0], three[1], in_=origin.community, by=manager(origin))

    assert list(Interaction.objects.order_by("pk").values()) == before
    ties = dict(Attachment.objects.filter(person=three[0]).values_list("identity__value", "tie"))
    assert ties == {"1": Tie.FIRST, "U1": Tie.HAND}


def test_what_is_merged_already_is_refused(origin, three):
    here, by = origin.community, manager(origin)
    merge_persons(three[0], three[1], in_=here, by=by)

    for pair in ((three[0], three[0]), (three[0], three[1])):
        with pytest.raises(Refusal):
            merge_persons(*pair, in_=here, by=by)


def test_people_of_another_organisation_are_not_merged(origin, three):
    other = make.origin()
    seen(Handle("telegram", "1", "Анна"), origin=other)
    do_jobs()
    stranger = Person.objects.get(organisation=other.community.organisation_id)

    with pytest.raises(Refusal):
        merge_persons(three[0], stranger, in_=origin.community, by=manager(origin))


def test_who_may_only_look_merges_nobody(origin, three):
    with pytest.raises(NotAllowed):
        merge_persons(three[0], three[1], in_=origin.community, by=manager(origin, Role.ANALYST))


def test_a_person_keeps_at_least_one_handle(origin, three):
    here, by = origin.community, manager(origin)
    merge_persons(three[0], three[1], in_=here, by=by)
    held = list(Attachment.objects.filter(person=three[0]).values_list("identity_id", flat=True))
    strange = Attachment.objects.get(person=three[2]).identity_id

    for wrong in (held, [], [strange]):
        with pytest.raises(Refusal):
            split_identities(three[0], wrong, in_=here, by=by)


def test_pages_merge_split_and_take_back(origin, three, django_assert_max_num_queries):
    here, client = origin.community, client_of(origin.community)
    one, two, _ = three
    found = client.get(url("person_merge", here, one.pk, q="Anna"))
    assert f'value="{two.pk}"' in found.content.decode()

    client.post(url("person_merge", here, one.pk), {"other": two.pk})
    assert people() == [["1", "U1"], ["7"]]
    with django_assert_max_num_queries(12):
        assert client.get(url("person_split", here, one.pk)).status_code == 200
    slack = Identity.objects.get(kind="slack").pk
    client.post(url("merge_undo", here, Merge.objects.get().pk))
    client.post(url("person_merge", here, one.pk), {"other": two.pk})
    client.post(url("person_split", here, one.pk), {"identity": [slack]})
    assert people() == [["1"], ["7"], ["U1"]]
    client.post(url("split_undo", here, Split.objects.get().pk))
    assert people() == [["1", "U1"], ["7"]]


def test_decisions_of_another_organisation_are_not_found(origin, three):
    merge = merge_persons(three[0], three[1], in_=origin.community, by=manager(origin))
    other = make.community("Чужие", make.organisation("Другой клуб"))

    assert client_of(other).post(url("merge_undo", other, merge.pk)).status_code == 404
    assert people() == [["1", "U1"], ["7"]]


HANDLES = st.builds(
    lambda n, mails: Handle(
        "telegram", str(n), f"Имя{n}", aliases=tuple(Handle("email", f"a{m}@example.org") for m in mails)
    ),
    st.integers(0, 5), st.sets(st.integers(0, 3), max_size=2).map(sorted),
)  # fmt: skip


class Deciding(RuleBasedStateMachine):
    """Managers merge, split and take back while imports bring more of the same people."""

    def __init__(self):
        super().__init__()
        self.origin, self.told, self.standing = make.origin(), [], []
        self.by = manager(self.origin)

    @property
    def place(self):
        return {"in_": self.origin.community, "by": self.by}

    def shown(self):
        organisation = self.origin.community.organisation_id
        return list(Person.objects.filter(organisation=organisation, merged_into=None).order_by("pk"))

    @rule(handle=HANDLES)
    def record(self, handle):
        self.told.append(handle)
        seen(handle, origin=self.origin)
        do_jobs()

    @rule(data=st.data())
    def merge(self, data):
        if len(shown := self.shown()) > 1:
            keep, lose = data.draw(st.permutations(shown))[:2]
            self.standing.append(merge_persons(keep, lose, **self.place))

    @rule(data=st.data())
    def split(self, data):
        for person in self.shown():
            held = list(person.attachments.order_by("pk").values_list("pk", flat=True))
            if len(held) > 1:
                taken = data.draw(st.sets(st.sampled_from(held), min_size=1, max_size=len(held) - 1))
                self.standing.append(split_identities(person, sorted(taken), **self.place))
                return

    @rule(data=st.data())
    def undo(self, data):
        if self.standing:
            self.take_back(data.draw(st.sampled_from(self.standing)))

    def take_back(self, decision):
        self.standing.remove(decision)
        (undo_merge if isinstance(decision, Merge) else undo_split)(decision, **self.place)

    @invariant()
    def everybody_is_somebody_shown(self):
        organisation = self.origin.community.organisation_id
        attached = Attachment.objects.filter(person__organisation=organisation)
        assert attached.count() == Identity.objects.filter(organisation=organisation).count()
        assert not attached.exclude(person__merged_into=None).exists()
        assert {one.pk for one in self.shown()} == set(attached.values_list("person_id", flat=True))

    @invariant()
    def made_anew_it_is_the_same(self):
        before = people(self.origin)
        recognise_all(self.origin.community, by=SYSTEM)
        assert people(self.origin) == before

    def teardown(self):
        for decision in reversed(self.standing.copy()):
            self.take_back(decision)
        plain = make.origin()
        if self.told:
            seen(*self.told, origin=plain)
            do_jobs()
        assert people(self.origin) == people(plain)


def test_merging_and_splitting_beside_imports_ends_where_facts_and_decisions_say():
    run_state_machine_as_test(Deciding, settings=settings(max_examples=examples(12), stateful_step_count=10))
