"""The page of the people behind a number."""

import random
import re

import pytest
from django.test import Client
from django.urls import reverse
from tests import make
from tests.insights.promise_oracles import lay_promises

from veche.core.terms import SYSTEM, Role
from veche.insights.measures import MEASURES
from veche.kit.time import DAY, HOUR, Moment, now, number_of_day
from veche.ledger import columns
from veche.ledger.actions import record_many
from veche.ledger.terms import About, Kind, Place

pytestmark = pytest.mark.django_db
# What an inbox lays beside the figures and people say of it: the shared world has none.
JUDGED = {"answered_in_time", "late_answers", "resolved_in_time", "satisfaction"}
POSTED = {"letters", "letter_results"}
NUMBERS = re.compile(r'class="to-people" href="([^"]+)"[^>]*>([^<]+)<')


@pytest.fixture
def client(community):
    client = Client()
    client.force_login(make.user(Role.ANALYST, community, language="en"))
    return client


def address(community, measure, name="measure_people"):
    return reverse(f"insights:{name}", args=[community.slug, measure])


def judge(community):
    """Promises kept or not, and marks, of people who did something of late."""
    today = number_of_day(now(), community.time_zone)
    lay_promises(random.Random(4), community, range(today - 20, today))
    facts = {"kind": Kind.RATED, "tallies": (("mark", 5),)}
    record_many([
        make.sighting(f"mark{who}", who=str(who), at=Moment(now() - (who + 1) * DAY),
                      about=About("conversation", str(who), "#"), **facts)
        for who in range(4)
    ], origin=make.origin(community), by=SYSTEM)  # fmt: skip
    columns.append(community.pk)


def post(community):
    """Letters to people of late, opened, clicked in, and what came of them."""
    place = Place("letters", "letters", "Письма", "list")
    deeds = (
        (Kind.SENT, 0, "sent/{}"), (Kind.OPENED, 1, "open/{}"), (Kind.CLICKED, 2, "click/{}/1"),
        (Kind.REGISTERED, 3, "came/{}"),
    )  # fmt: skip
    record_many([
        make.sighting(key.format(who), place=place, who=str(who), kind=kind,
                      at=Moment(now() - (who + 5) * DAY + hours * HOUR),
                      about=About("event" if kind is Kind.REGISTERED else "letter", "7", "Письмо"))
        for who in range(4) for kind, hours, key in deeds
    ], origin=make.origin(community), by=SYSTEM)  # fmt: skip
    columns.append(community.pk)


@pytest.mark.parametrize("measure", [key for key, found in MEASURES.items() if found.people])
def test_every_number_of_a_table_leads_to_as_many_people_as_it_says(client, community, measure):
    if measure in JUDGED:
        judge(community)
    if measure in POSTED:
        post(community)
    page = client.get(address(community, measure, "measure_page") + "?period=365").content.decode()

    links = NUMBERS.findall(page)
    assert links
    for url, _ in links[:12]:
        found = client.get(url.replace("&amp;", "&"))
        assert found.status_code == 200
        assert "Nobody is behind this number" not in found.content.decode(), url


def test_a_number_of_people_is_the_number_of_its_list(client, community):
    page = client.get(address(community, "active", "measure_page") + "?period=30&grain=week").content.decode()

    for url, number in NUMBERS.findall(page):
        assert f": {number} " in client.get(url.replace("&amp;", "&")).content.decode()


def test_the_list_names_people_with_stage_and_the_way_to_them(
    client, community, django_assert_max_num_queries
):
    url = address(community, "active") + "?period=90"
    client.get(url)
    with django_assert_max_num_queries(12):
        page = client.get(url).content.decode()

    assert "Анна Ким" in page
    assert "Regular" in page
    assert re.search(r'href="/c/[^"]+/people/\d+/"', page)


@pytest.mark.parametrize(
    "query",
    ["?part=9", "?part=x&row=-5", "?row=99999999999999999999", "?page=0", "?page=99999999", "?page=%00",
     "?row=200000&column=999999", "?period=custom&from=x&to=y&row=1", "?grain=month&row=96000"],
)  # fmt: skip
@pytest.mark.parametrize("measure", ["active", "hours", "retention", "stages", "connectors"])
def test_any_address_is_answered(client, community, measure, query):
    assert client.get(address(community, measure) + query).status_code == 200


def test_measures_without_people_have_no_list(client, community):
    assert client.get(address(community, "contributors")).status_code == 404
    assert client.get(address(community, "nonsense")).status_code == 404


def test_people_of_another_community_are_not_found(community):
    stranger = Client()
    stranger.force_login(make.user(Role.ANALYST, make.community(), language="en"))

    assert stranger.get(address(community, "active")).status_code == 404


def test_those_who_may_not_see_figures_are_refused(community):
    client = Client()
    client.force_login(make.user(Role.DOOR_VOLUNTEER, community, language="en"))

    assert client.get(address(community, "active")).status_code == 403
