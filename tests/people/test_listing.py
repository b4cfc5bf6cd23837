"""The list of people: found, sorted, paged, done to several at once, saved as files."""

import io
import zipfile

import pytest
from tests import make
from tests.people.told import ANNA, BORIS, client_of, person_behind, said, talk, tell, text_of, url

from veche.core.terms import Role
from veche.ledger.terms import Handle
from veche.people.actions import describe_person, tag_people
from veche.people.models import Note, Person, SavedView, Standing, Tagging
from veche.people.queries import people_listed
from veche.people.queries.listing import PAGE
from veche.people.terms import SORTS, Stage, Wish

pytestmark = pytest.mark.django_db


@pytest.fixture
def community():
    return make.community()


def names(community, **wish) -> list[str]:
    return [row.standing.person.name for row in people_listed(community, Wish(**wish)).rows]


def test_the_list_shows_everybody_within_its_budget(community, django_assert_max_num_queries):
    talk(community)
    client = client_of(community)
    client.get(url("word_list", community))

    with django_assert_max_num_queries(12):
        response = client.get(url("person_list", community))

    assert response.status_code == 200
    assert "Анна Петрова" in text_of(response)
    assert "Болталка" in text_of(response)


def test_every_column_fits_the_budget(community, django_assert_max_num_queries):
    anna, client = talk(community), client_of(community)
    describe_person(anna, {"city": "Тверь"}, in_=community, by=make.actor(Role.OWNER, community.organisation))
    client.get(url("word_list", community))
    columns = ["stage", "last_own", "joined", "handles", "channels", "tags", "trait:city", "trait:gone"]
    address = url("person_list", community) + "?" + "&".join(f"column={each}" for each in columns)

    with django_assert_max_num_queries(12):
        response = client.get(address)

    assert "Тверь" in text_of(response)
    assert "anna_runs" in text_of(response)


def test_an_empty_list_says_how_people_come(community):
    shown = client_of(community).get(url("person_list", community))
    assert "Люди появляются сами" in text_of(shown)


def test_filters_leave_out_whom_they_should(community):
    anna = talk(community)
    boris = person_behind(BORIS)
    owner = make.actor(Role.OWNER, community.organisation)
    tag = tag_people([anna], "Бег", in_=community, by=owner)
    describe_person(boris, {"city": "Казань"}, in_=community, by=owner)
    presence = anna.presences.get()
    stage = Standing.objects.get(person=anna).stage

    assert names(community, query="Ёлкин") == ["Борис Ёлкин"]
    assert names(community, tag=tag.pk) == ["Анна Петрова"]
    assert names(community, trait="city", value="каз") == ["Борис Ёлкин"]
    assert names(community, trait="city", value="тве") == []
    assert set(names(community, channel=presence.channel_id)) == {"Анна Петрова", "Борис Ёлкин"}
    assert "Анна Петрова" in names(community, stages=(stage,))
    assert names(community, stages=(Stage.GONE,)) == []
    assert names(community, seen="-365") == []
    assert names(community, deeds="100") == []


def test_pages_follow_one_another_in_every_order_and_nobody_twice(community):
    many = PAGE * 2 + 7
    tell(community, *(
        said(number, "слово", Handle("telegram", str(5000 + number), f"Человек {number % 9}"),
             days_ago=number % 5 + 1)
        for number in range(many)
    ))  # fmt: skip

    for sort in SORTS:
        seen: list[int] = []
        after, pages = "", 0
        while pages == 0 or after:
            listed = people_listed(community, Wish(sort=sort), after=after)
            seen += [row.standing.person_id for row in listed.rows]
            after, pages = listed.further, pages + 1

        assert (len(seen), len(set(seen)), pages) == (many, many, 3), sort


def test_an_address_full_of_nonsense_still_shows_a_list(community):
    talk(community)
    asked = (
        "?stage=99&stage=x&channel=-1&tag=9e9&sort=drop&after=~~5&seen=now&column=password&column=trait:%00"
    )

    response = client_of(community).get(url("person_list", community) + asked)

    assert response.status_code == 200


def test_several_are_tagged_and_noted_at_once(community):
    anna, client = talk(community), client_of(community)
    boris = person_behind(BORIS)
    chosen = {"person": [anna.pk, boris.pk]}

    client.post(url("person_bulk", community), chosen | {"act": "tag", "tag_name": "Бегуны"})
    client.post(url("person_bulk", community), chosen | {"act": "note", "note": "Позвать в мае"})

    assert Tagging.objects.filter(tag__name="Бегуны").count() == 2
    assert Note.objects.filter(text="Позвать в мае").count() == 2


def test_two_are_merged_from_the_list(community):
    anna, client = talk(community), client_of(community)
    boris = person_behind(BORIS)

    client.post(url("person_bulk", community), {"act": "merge", "person": [anna.pk, boris.pk]})

    assert Person.objects.filter(merged_into=None, pk__in=[anna.pk, boris.pk]).count() == 1


def test_people_of_another_community_are_not_touched(community):
    anna = talk(community)
    other = make.community()
    client = client_of(other)

    client.post(url("person_bulk", other), {"act": "note", "note": "чужое", "person": [anna.pk]})

    assert not Note.objects.exists()


def test_a_view_is_kept_and_forgotten(community):
    talk(community)
    client = client_of(community)

    client.post(url("view_save", community), {"title": "Молчат", "query": "seen=-30&sort=name"})
    view = SavedView.objects.get()
    shown = client.get(url("person_list", community))
    client.post(url("view_remove", community, view.pk))

    assert view.query == "seen=-30&sort=name"
    assert "Молчат" in text_of(shown)
    assert not SavedView.objects.exists()


def test_a_view_of_somebody_else_is_not_forgotten(community):
    talk(community)
    client_of(community).post(url("view_save", community), {"title": "Моё", "query": ""})
    view = SavedView.objects.get()

    client_of(community, Role.COMMUNITY_MANAGER).post(url("view_remove", community, view.pk))

    assert SavedView.objects.exists()


def test_files_hold_no_formulas(community):
    tell(community, said(1, "слово", Handle("telegram", "7", "=HYPERLINK(1)")), said(2, "слово", ANNA))
    client = client_of(community)

    csv = client.post(url("person_bulk", community), {"act": "csv", "everybody": "1"})
    xlsx = client.post(url("person_bulk", community), {"act": "xlsx", "everybody": "1"})

    text = b"".join(csv.streaming_content).decode("utf-8-sig")
    assert "Анна Петрова" in text
    assert not any(cell.startswith("=") for line in text.splitlines() for cell in line.split(","))
    with zipfile.ZipFile(io.BytesIO(b"".join(xlsx.streaming_content))) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


def test_who_may_not_export_gets_no_file(community):
    talk(community)
    client = client_of(community, Role.ANALYST)

    response = client.post(url("person_bulk", community), {"act": "csv", "everybody": "1"})

    assert response.status_code == 403
