"""What happened behind a number: a page of lines, a file, and for whom they are."""

import csv

import pytest
from django.test import Client
from django.urls import reverse
from tests import make
from tests.people.segment_world import build
from tests.people.test_recognising import do_jobs

from veche.core.terms import SYSTEM, Role
from veche.insights.actions import share_board
from veche.insights.rules.boards import READY
from veche.kit.time import DAY, Moment, now
from veche.ledger import columns
from veche.ledger.actions import record_many
from veche.ledger.terms import Handle, Kind

pytestmark = [pytest.mark.django_db, pytest.mark.told_once]
DAYS = "?period=365"


@pytest.fixture
def community():
    return build()


def entering(community, role=Role.OWNER):
    client = Client()
    place = community.organisation if role is Role.OWNER else community
    client.force_login(make.user(role, place, language="en"))
    return client


def address(community, route, measure):
    return reverse(f"insights:{route}", args=[community.slug, measure]) + DAYS


def test_from_people_behind_a_number_to_what_happened_and_back(community):
    client = entering(community)
    people = client.get(address(community, "measure_people", "messages")).content.decode()
    facts = address(community, "measure_facts", "messages")
    assert facts in people.replace("&amp;", "&")

    page = client.get(facts).content.decode()

    assert "Messages and reactions" in page
    assert address(community, "measure_people", "messages") in page.replace("&amp;", "&")
    assert reverse("people:word_page", args=[community.slug, 1])[:-2] in page


def test_the_file_has_every_line_with_its_amount(community):
    client = entering(community)
    whole = client.get(address(community, "measure_facts", "money")).content.decode()

    lines = b"".join(client.get(address(community, "facts_export", "money"))).decode("utf-8-sig")

    rows = list(csv.DictReader(lines.splitlines()))
    assert rows
    assert whole.count("<tr>") - 1 == len(rows)
    assert {row["Kind"] for row in rows} == {"purchase", "refund"}
    assert all(row["Amount"] for row in rows)


def test_a_measure_that_tells_no_facts_has_no_such_page(community):
    client = entering(community)

    assert client.get(address(community, "measure_facts", "members")).status_code == 404
    assert "facts/" not in client.get(address(community, "measure_people", "members")).content.decode()


def test_words_that_begin_like_a_formula_are_no_formula_in_the_file(community):
    handle = Handle("telegram", "0", "Анна Ким")
    said = make.sighting("formula", "=1+2", handle=handle, at=Moment(now() - DAY), kind=Kind.MESSAGED)
    record_many([said], origin=make.origin(community), by=SYSTEM)
    do_jobs()
    columns.append(community.pk)

    lines = b"".join(entering(community).get(address(community, "facts_export", "messages")))

    words = [row["Words"] for row in csv.DictReader(lines.decode("utf-8-sig").splitlines())]
    assert "'=1+2" in words
    assert "=1+2" not in words


@pytest.mark.parametrize("route", ["measure_facts", "facts_export"])
def test_whoever_may_not_read_about_people_sees_no_words(community, route):
    url = address(community, route, "messages")

    assert entering(community, Role.DOOR_VOLUNTEER).get(url).status_code == 403
    assert entering(community, Role.ANALYST).get(url).status_code == 200


def test_a_measure_there_is_not_has_no_file(community):
    assert entering(community).get(address(community, "facts_export", "nothing")).status_code == 404


def test_a_public_board_leads_to_nothing_that_happened(community):
    owner = make.actor(Role.OWNER, community.organisation)
    inside = reverse("insights:measure_facts", args=[community.slug, "messages"]).split("messages")[0]
    for board in READY:
        link = share_board(board, "", "en", in_=community, by=owner)
        page = Client().get(reverse("insights:public_board", args=[link.secret]))
        assert page.status_code == 200
        assert inside not in page.content.decode(), board


def test_the_page_asks_little_of_the_database(community, django_assert_max_num_queries):
    client, url = entering(community), address(community, "measure_facts", "messages")
    client.get(url)
    with django_assert_max_num_queries(12):
        client.get(url)


def test_the_file_names_its_columns_in_the_readers_language(community):
    client = Client()
    client.force_login(make.user(Role.OWNER, community.organisation, language="ru"))

    lines = b"".join(client.get(address(community, "facts_export", "money"))).decode("utf-8-sig")

    assert lines.splitlines()[0] == "Время,Что,Канал,Человек,Слова,Сумма,Валюта"
