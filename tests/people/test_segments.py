"""Segments find whom they describe, by every kind of condition, and tell who came and who went."""

import os
import random
from datetime import date, timedelta

import pytest
from django.urls import reverse
from tests import make
from tests.people.segment_world import CITIES, Oracle, build, names_here
from tests.people.test_recognising import do_jobs

from veche.core.terms import SYSTEM, Role
from veche.kit.terms import NotAllowed, Refusal
from veche.kit.time import DAY, Moment, now
from veche.ledger import columns
from veche.ledger.actions import record_many
from veche.people import actions, queries
from veche.people.models import Person, Segment, Spell, Tag
from veche.people.rules.conditions import read_conditions
from veche.people.rules.drafting import drafts_of
from veche.people.terms import STAGE_FORMS
from veche.people.terms.conditions import CLAUSES, Joint, Slot

pytestmark = pytest.mark.django_db

# `CONDITIONS=100000 pytest tests/people/test_segments.py` asks as many as the promise says.
GENERATED = int(os.environ.get("CONDITIONS", "400"))
SILENT = {"about": "did", "kinds": ["messaged", "commented", "asked"], "times": "most", "number": "0",
          "span": "last", "days": "60"}  # fmt: skip


def found(community, raw):
    drafts = drafts_of(raw)
    known = queries.known_to(community, [drafts])
    question = queries.question_of(community, read_conditions(drafts, known), known)
    return queries.people_matching(community, question)


def generated(draw, names):
    """Write a tree of conditions of any kind."""
    if draw.random() < 0.25:
        parts = [generated(draw, names) for _ in range(draw.randint(1, 3))]
        return {draw.choice(list(Joint)): parts}
    clause = draw.choice([one for key, one in CLAUSES.items() if key != "segment" or names["segments"]])
    raw = {"about": clause.key}
    for slot in clause.slots:
        raw[slot.name] = value_for(slot, raw, draw, names)
    return raw


def value_for(slot, raw, draw, names):
    some = {
        Slot.TAGS: names["tags"], Slot.CHANNELS: names["channels"],
        Slot.STAGES: [form.key for form in STAGE_FORMS.values()],
        Slot.KINDS: ["messaged", "commented", "reacted", "asked", "joined", "left", "bought"],
    }  # fmt: skip
    if slot.slot in some:
        return (
            [] if slot.is_free and draw.random() < 0.6 else draw.sample(some[slot.slot], k=draw.randint(1, 2))
        )
    if slot.name == "how":
        return {"birthday": draw.choice(["anniversary", "when", "known", "unknown"]),
                "sex": draw.choice(["is", "known"])}.get(
            raw["field"], draw.choice(["is", "begins", "contains", "known", "unknown"]))  # fmt: skip
    if slot.slot is Slot.TEXTS:
        if slot.name == "subject":
            return draw.choice([[], ["РЕК"], ["ужин"], ["nothing"]])
        if slot.name == "words":
            return draw.choice([[], [], ["встреча"], ["палатки, спасибо"], ["park", "дождь"]])
        return [draw.choice(["female", "male"])] if raw["field"] == "sex" else [
            draw.choice([*CITIES, "о", "орел", "бег", "zz"])]  # fmt: skip
    day = (date.today() - timedelta(days=draw.randint(0, 200))).isoformat()
    return {
        Slot.ONE: lambda: draw.choice(list(slot.choices)),
        Slot.FIELD: lambda: draw.choice(["city", "birthday", "sex", "interests", "company"]),
        Slot.NUMBER: lambda: str(
            draw.choice([1, 2, 3, 30, 90]) if slot.name == "number" else draw.randint(0, 200)
        ),
        Slot.DECIMAL: lambda: "1.5",
        Slot.MONEY: lambda: draw.choice(["0", "100", "100.5", "-20", "500", "9"]),
        Slot.CURRENCY: lambda: draw.choice(["RUB", "EUR"]),
        Slot.DAY: lambda: day if slot.name == "since" or draw.random() < 0.3 else "",
        Slot.PERSON: lambda: draw.choice(names["persons"]),
        Slot.SEGMENT: lambda: draw.choice(names["segments"]),
    }[slot.slot]()


@pytest.mark.told_once
def test_whatever_is_described_is_found_as_a_plain_walk_over_everything_finds_it():
    community = build()
    owner = make.actor(Role.OWNER, community.organisation)
    actions.save_segment("Молчат", drafts_of(SILENT), in_=community, by=owner)
    oracle, names, draw = Oracle(community), names_here(community), random.Random(1)
    asked = seen = refused = 0
    while asked < GENERATED:
        raw = generated(draw, names)
        asked += 1
        try:
            people = found(community, raw)
        except Refusal:
            refused += 1
            continue
        assert people == oracle.people(raw), raw
        seen += bool(people) and len(people) < len(oracle.standings)
    assert seen > asked // 5
    assert refused < asked // 3


def test_a_sentence_says_it_in_the_readers_language(settings):
    from django.utils.translation import override

    community = make.community()
    drafts = drafts_of({"all": [
        SILENT | {"kinds": ["attended"], "times": "least", "number": "2", "days": "180"},
        SILENT | {"kinds": ["messaged"], "days": "30"},
        {"none": [{"about": "team", "is": "in"}, {"about": "stage", "stages": ["gone"], "held": "any"}]},
    ]})  # fmt: skip
    known = queries.known_to(community, [drafts])
    group = read_conditions(drafts, known)
    with override("en"):
        assert queries.sentence_of(group, known) == (
            "People who came in person at least 2 times in the last 180 days and who never wrote messages in "
            "the last 30 days, except those who are of the team or who are at the stage “Gone”"
        )
    with override("ru"):
        assert queries.sentence_of(group, known) == (
            "Люди, которые приходили на встречи не меньше 2 раз за последние 180 дней и которые ни разу не "
            "писали сообщения за последние 30 дней, кроме тех, которые из команды или которые на ступени "
            "«Вне сообщества»"
        )


def test_a_merge_changes_who_is_found_and_undoing_it_brings_them_back():
    community = build()
    owner = make.actor(Role.OWNER, community.organisation)
    raw = {"about": "trait", "field": "city", "how": "is", "texts": ["Москва"]}
    before = found(community, raw)
    one, other = (Person.objects.get(pk=pk) for pk in before[:2])
    merge = actions.merge_persons(one, other, in_=community, by=owner)
    do_jobs()
    assert found(community, raw) == [pk for pk in before if pk != other.pk]
    actions.undo_merge(merge, in_=community, by=owner)
    do_jobs()
    assert found(community, raw) == before


def test_who_enters_and_who_leaves_is_followed():
    community = build()
    owner = make.actor(Role.OWNER, community.organisation)
    segment = actions.save_segment("Молчат", drafts_of(SILENT), in_=community, by=owner)
    do_jobs()
    first = queries.segment_told(Segment.objects.get(pk=segment.pk))
    assert not first.entered
    assert [size for _, size in first.sizes] == [first.found.count] == [len(queries.segment_people(segment))]

    loud = Person.objects.get(pk=queries.segment_people(segment)[0])
    speak = make.sighting("now", handle=_handle_of(loud), at=Moment(now() - DAY), place=make.PLACE)
    record_many([speak], origin=make.origin(community), by=SYSTEM)
    columns.append(community.pk)
    do_jobs()
    for _ in range(2):
        actions.follow_segment(segment.pk, in_=community, by=SYSTEM)
    told = queries.segment_told(Segment.objects.get(pk=segment.pk))
    assert [passage.person for passage in told.left] == [loud]
    assert told.found.count == first.found.count - 1
    assert Spell.objects.filter(segment=segment, left_at=None).count() == told.found.count


def _handle_of(person):
    from veche.ledger.terms import Handle

    identity = person.attachments.first().identity
    return Handle(identity.kind, identity.value, identity.name)


def test_segments_made_of_others_refuse_circles_and_what_is_gone():
    community, owner = build(), None
    owner = make.actor(Role.OWNER, community.organisation)
    one = actions.save_segment("Первый", drafts_of(SILENT), in_=community, by=owner)
    of_one = drafts_of({"about": "segment", "segment": str(one.pk)})
    two = actions.save_segment("Второй", of_one, in_=community, by=owner)
    assert queries.segment_people(two) == queries.segment_people(one)

    of_two = drafts_of({"about": "segment", "segment": str(two.pk)})
    with pytest.raises(Refusal, match="Первый → Второй → Первый"):
        actions.save_segment("Первый", of_two, in_=community, by=owner, segment=one)
    with pytest.raises(Refusal, match="Второй"):
        actions.remove_segment(one, in_=community, by=owner)
    actions.remove_segment(two, in_=community, by=owner)
    actions.remove_segment(one, in_=community, by=owner)
    with pytest.raises(Refusal):
        queries.segment_people(two)
    actions.restore_segment(one, in_=community, by=owner)
    actions.restore_segment(two, in_=community, by=owner)
    assert queries.segment_people(two) == queries.segment_people(one)


def test_a_segment_that_names_what_is_gone_says_so_and_breaks_nothing(client):
    community = build()
    owner = make.actor(Role.OWNER, community.organisation)
    tag = Tag.objects.filter(community=community).first()
    raw = {"about": "tag", "tags": [str(tag.pk)]}
    segment = actions.save_segment("Друзья", drafts_of(raw), in_=community, by=owner)
    tag.delete()
    do_jobs()
    assert queries.segments_told(community)[0].faults
    client.force_login(make.user(Role.OWNER, community.organisation))
    for route in ("segment_page", "segment_edit"):
        answer = client.get(reverse(f"people:{route}", args=[community.slug, segment.pk]))
        assert answer.status_code == 200


def test_two_segments_of_one_name_and_nameless_ones_are_refused():
    community = make.community()
    owner = make.actor(Role.OWNER, community.organisation)
    actions.save_segment("Молчат", drafts_of(SILENT), in_=community, by=owner)
    with pytest.raises(Refusal) as refusal:
        actions.save_segment("МОЛЧАТ", drafts_of({"all": []}), in_=community, by=owner)
    assert len(refusal.value.reasons) == 2
    with pytest.raises(Refusal):
        actions.save_segment("  ", drafts_of(SILENT), in_=community, by=owner)
    with pytest.raises(NotAllowed):
        actions.save_segment(
            "X", drafts_of(SILENT), in_=community, by=make.actor(Role.DOOR_VOLUNTEER, community)
        )


def test_it_is_put_together_by_clicking_and_used_in_the_list(client, django_assert_max_num_queries):
    community = build()
    client.force_login(make.user(Role.COMMUNITY_MANAGER, community))
    draft_url = reverse("people:segment_draft", args=[community.slug])
    page = client.post(
        draft_url, {"part.joint": "all", "do": "add:", "about:": "tag"}, headers={"HX-Request": "true"}
    )
    assert 'name="part.0.tags"' in page.content.decode()
    tag = Tag.objects.filter(community=community).first()
    form = {"title": "С меткой", "part.joint": "all", "part.0.about": "tag", "part.0.tags": [str(tag.pk)]}
    page = client.post(draft_url, form, headers={"HX-Request": "true"})
    assert tag.name in page.content.decode()
    made = client.post(reverse("people:segment_new", args=[community.slug]), form)
    segment = Segment.objects.get()
    assert made.url == reverse("people:segment_page", args=[community.slug, segment.pk])
    with django_assert_max_num_queries(14):
        client.get(made.url)
    with django_assert_max_num_queries(12):
        client.get(reverse("people:segment_list", args=[community.slug]))
    with django_assert_max_num_queries(20):
        listed = client.get(reverse("people:person_list", args=[community.slug]), {"segment": segment.pk})
    shown = {row.standing.person_id for row in listed.context["listed"].rows}
    assert shown == set(queries.segment_people(segment))


def test_what_is_wrong_is_said_beside_it_and_nothing_is_kept(client):
    community = make.community()
    client.force_login(make.user(Role.COMMUNITY_MANAGER, community))
    form = {"title": "", "part.0.about": "did", "part.0.number": "x", "part.1.joint": "any"}
    page = client.post(reverse("people:segment_new", args=[community.slug]), form)
    assert page.status_code == 422
    assert not Segment.objects.exists()
    assert len(page.context["editor"].parts[0].slots[0].faults) == 1


def test_words_are_found_in_all_their_forms_and_what_has_none_is_refused():
    community = build()
    oracle = Oracle(community)
    did = {"about": "did", "kinds": ["messaged", "commented", "asked"], "times": "least", "number": "1",
           "span": "ever"}  # fmt: skip

    for words in (["встречами"], ["спасибо палатке"], ["parks", "слова"], ["дождь"]):
        raw = did | {"words": words}
        assert found(community, raw) == oracle.people(raw), words
    assert found(community, did | {"words": ["встречами"]}) != found(community, did)
    with pytest.raises(Refusal) as refused:
        found(community, did | {"words": ["и это, 100"]})
    assert refused.value.reasons[0].values["words"] == "и это, 100"
