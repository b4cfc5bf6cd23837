"""Finding people by names and handles, and what was said by its words."""

import pytest
from django.urls import reverse
from tests import make
from tests.people.told import ANNA, client_of, person_behind, said, settle_down, talk, tell, text_of, url

from veche.core.terms import SYSTEM, Role
from veche.ledger.actions import withdraw_origin
from veche.ledger.models import Origin
from veche.ledger.terms import Handle
from veche.people.actions import name_person
from veche.people.actions.indexing import rebuild_names
from veche.people.queries import find_people, find_words

pytestmark = pytest.mark.django_db


@pytest.fixture
def community():
    return make.community()


def names(community, query):
    return [one.person.name for one in find_people(community, query)]


@pytest.mark.parametrize("query", ["анна", "Анна Пет", "петрова", "Anna", "petr", "Petrova Anna", "anna_runs",
                                   "@anna_runs", "runs", "АНН"])  # fmt: skip
def test_people_are_found_in_both_alphabets_and_by_handles(community, query):
    talk(community)

    assert names(community, query) == ["Анна Петрова"]


@pytest.mark.parametrize("query", ["ёлкин", "елкин", "Elkin", "Yolkin"][:3])
def test_yo_is_ye(community, query):
    talk(community)

    assert names(community, query) == ["Борис Ёлкин"]


@pytest.mark.parametrize("query", ["Юлия", "Yulia", "Julia", "Iuliia"])
def test_spellings_of_one_sound_meet(community, query):
    tell(community, said(1, "привет", Handle("telegram", "5", "Юлия Щукина")))

    assert names(community, query) == ["Юлия Щукина"]


@pytest.mark.parametrize("query", ["", "   ", "%", '"', "*", "' OR 1=1 --", "-", "анна иванова", "𝒳" * 50])
def test_nothing_is_found_by_what_is_no_name(community, query):
    talk(community)

    assert names(community, query) == []


def test_a_phone_is_found_by_its_last_digits(community):
    tell(community, said(1, "", Handle("phone", "+79161234567", "Вера")))

    for query in ("+7916123", "9161234567", "1234567"):
        assert names(community, query) == ["Вера"]


def test_a_name_given_by_hand_is_found_and_the_old_one_too(community):
    person = talk(community)
    name_person(person, "Нюра Быстрая", in_=community, by=SYSTEM)

    assert names(community, "nyura") == names(community, "Петрова") == ["Нюра Быстрая"]
    name_person(person, "", in_=community, by=SYSTEM)
    assert names(community, "нюра") == []


def test_a_later_name_is_found(community):
    talk(community)
    tell(community, said(20, "я теперь так", ANNA._replace(name="Анна Замужняя"), days_ago=1))

    assert names(community, "замужняя") == ["Анна Замужняя"]


def test_others_communities_people_are_not_found(community):
    talk(community)

    assert names(make.community("Соседи", community.organisation), "анна") == []
    assert names(make.community(), "анна") == []


def test_a_withdrawn_import_takes_its_names_along(community):
    talk(community)
    for origin in Origin.objects.filter(community=community):
        withdraw_origin(origin, by=SYSTEM)
    settle_down()

    assert names(community, "анна") == []
    from veche.people.queries.finding import NAMES, scope_of_handles

    assert NAMES.find("anna*", scope=scope_of_handles(community.organisation_id)) == []


def test_the_index_can_be_made_anew(community):
    talk(community)
    before = names(community, "анна")

    rebuild_names()

    assert names(community, "анна") == before == ["Анна Петрова"]


def test_the_palette_and_the_search_page_find_people_within_the_budget(
    community, django_assert_max_num_queries
):
    person, client = talk(community), client_of(community)
    address = reverse("core:search_page", args=[community.slug]) + "?q=anna"
    client.get(address)

    for headers in ({}, {"HX-Request": "true"}):
        with django_assert_max_num_queries(12):
            shown = client.get(address, headers=headers).content.decode()
        assert url("person_page", community, person.pk) in shown
        assert url("word_list", community) + "?q=anna" in shown


def test_who_may_not_see_people_finds_none(community):
    talk(community)
    client = client_of(community, Role.DOOR_VOLUNTEER)

    assert client.get(url("word_list", community, q="бежит")).status_code == 403


def test_words_are_found_in_any_form_with_who_said_them(community, django_assert_max_num_queries):
    person, client = talk(community), client_of(community)
    client.get(url("word_list", community))

    with django_assert_max_num_queries(12):
        response = client.get(url("word_list", community, q="ответы"))

    assert "Спасибо за ответ" in text_of(response)
    assert url("person_page", community, person.pk) in response.content.decode()
    assert "ничего такого" not in text_of(client.get(url("word_list", community, q="синхрофазотрон")))


def test_found_words_page_on(community):
    tell(community, *(said(n, f"бег номер {n}", days_ago=n + 1) for n in range(40)))

    first = find_words(community, "бег")
    second = find_words(community, "бег", before=first.further)

    assert len(first.lines) == 30
    assert len(second.lines) == 10
    assert second.further is None
    assert person_behind(ANNA) == first.lines[0][1]
