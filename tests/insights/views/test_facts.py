"""What happened behind a number: a page of lines, a file, and for whom they are."""

import csv

import pytest
from django.test import Client
from django.urls import reverse
from tests import make
from tests.people.segment_world import build

from veche.core.terms import Role

pytestmark = pytest.mark.django_db
DAYS = "?period=365"


@pytest.fixture
def community():
    return build()


def entering(community, role=Role.OWNER):
    client = Client()
    client.force_login(make.user(role, community.organisation, language="en"))
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


def test_the_file_has_every_line_and_no_formula(community):
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


def test_whoever_may_not_read_about_people_sees_no_words(community):
    client = Client()
    client.force_login(make.user(Role.ANALYST, community, language="en"))
    may_read = client.get(address(community, "measure_people", "messages")).status_code == 200

    found = client.get(address(community, "measure_facts", "messages"))

    assert (found.status_code == 200) == may_read
    assert (
        entering(community, Role.OWNER).get(address(community, "facts_export", "nothing")).status_code == 404
    )


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
