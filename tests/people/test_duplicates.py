"""Pairs that may be one person: found across alphabets, with reasons; decided by a key; taken back."""

import pytest
from tests import make
from tests.people.test_recognising import do_jobs, people, seen
from tests.people.told import client_of, text_of, url

from veche.core.terms import SYSTEM, Role
from veche.ledger.actions import record_many, withdraw_origin
from veche.ledger.terms import Handle
from veche.people.actions import dismiss_duplicate, merge_persons, reopen_duplicate, undo_merge
from veche.people.models import Duplicate, Trace

pytestmark = pytest.mark.django_db


@pytest.fixture
def origin():
    return make.origin()


def open_pairs():
    rows = Duplicate.objects.filter(state=Duplicate.OPEN)
    return sorted(tuple(sorted((row.one.name, row.other.name))) for row in rows)


def meet(origin, *handles):
    seen(*handles, origin=origin)
    do_jobs()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Handle("telegram", "1", "Анна Петрова"), Handle("slack", "U1", "Anna Petrova")),
        (Handle("telegram", "1", "Александр Зимин"), Handle("vk", "5", "Саша Зимин")),
        (Handle("telegram", "1", "Юлия Щукина"), Handle("slack", "U1", "Yulia Shchukina")),
        (Handle("telegram", "1", "Анна Петрова"), Handle("email", "anna.petrova@example.org")),
        (Handle("telegram_name", "runner_anya", "А"), Handle("github", "runner_anya", "B")),
    ],
)
def test_one_human_in_two_spellings_is_proposed(origin, one, other):
    meet(origin, one, other)

    assert Duplicate.objects.get().state == Duplicate.OPEN


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Handle("telegram", "1", "Анна Петрова"), Handle("slack", "U1", "Анна Сидорова")),
        (Handle("telegram", "1", "Анна"), Handle("slack", "U1", "Anna")),
        (Handle("telegram", "1", "Иван Петров"), Handle("slack", "U1", "Ольга Петрова")),
        (Handle("email", "info@example.org"), Handle("email", "info@example.com")),
    ],
)
def test_people_who_share_a_part_of_a_name_are_not(origin, one, other):
    meet(origin, one, other)

    assert not Duplicate.objects.exists()


def test_two_who_answer_each_other_are_two(origin):
    anna, other = Handle("telegram", "1", "Анна Петрова"), Handle("telegram", "2", "Anna Petrova")
    said = [make.sighting(1, "Кто?", handle=anna), make.sighting(2, "Я", handle=other, reply_to="1")]
    record_many(said, origin=origin, by=SYSTEM)
    do_jobs()

    assert open_pairs() == []


def test_a_name_half_the_town_has_proposes_few(origin):
    meet(origin, *(Handle("telegram", str(n), "Анна Петрова") for n in range(60)))

    assert Duplicate.objects.count() == 0
    assert Trace.objects.count() >= 60


@pytest.fixture
def pair(origin):
    meet(origin, Handle("telegram", "1", "Анна Петрова"), Handle("slack", "U1", "Anna Petrova"))
    return Duplicate.objects.get()


def test_a_dismissed_pair_is_not_proposed_again_until_it_is_reopened(origin, pair):
    by = make.actor(Role.COMMUNITY_MANAGER, origin.community)
    dismiss_duplicate(pair, in_=origin.community, by=by)
    meet(origin, Handle("telegram", "1", "Анна Петрова", aliases=(Handle("phone", "+79261234567"),)))
    assert open_pairs() == []

    reopen_duplicate(pair, in_=origin.community, by=by)
    assert open_pairs() == [("Anna Petrova", "Анна Петрова")]


def test_a_merged_pair_is_open_again_when_the_merge_is_taken_back(origin, pair):
    by = make.actor(Role.COMMUNITY_MANAGER, origin.community)
    merge = merge_persons(pair.one, pair.other, in_=origin.community, by=by)
    do_jobs()
    assert open_pairs() == []

    undo_merge(merge, in_=origin.community, by=by)
    do_jobs()
    assert len(open_pairs()) == 1


def test_the_page_tells_why_and_decides(origin, pair, django_assert_max_num_queries):
    here, client = origin.community, client_of(origin.community)
    with django_assert_max_num_queries(12):
        text = text_of(client.get(url("duplicate_list", here)))
    assert "одно имя в двух написаниях" in text

    client.post(url("duplicate_dismiss", here, pair.pk))
    assert "Решать пока не о ком" in text_of(client.get(url("duplicate_list", here)))
    client.post(url("duplicate_reopen", here, pair.pk))
    client.post(url("duplicate_merge", here, pair.pk))
    assert people() == [["1", "U1"]]
    assert "Недавно объединено" in text_of(client.get(url("duplicate_list", here)))


def test_pairs_of_others_are_not_found(origin, pair):
    other = make.community("Чужие", make.organisation("Другой клуб"))

    client = client_of(other)

    assert client.post(url("duplicate_merge", other, pair.pk)).status_code == 404
    assert client.get(url("duplicate_list", origin.community)).status_code in (403, 404)
    assert people() == [["1"], ["U1"]]


def test_an_import_taken_back_takes_its_people_along(origin, pair):
    withdraw_origin(origin, by=make.actor(Role.OWNER, origin.community.organisation))
    do_jobs()

    assert people() == []
    assert not Duplicate.objects.exists()
