"""The overview, a measure at large, its card and its file."""

import csv
import io

import pytest
from django.test import Client
from django.urls import reverse
from tests import make
from tests.insights import world

from veche.core.terms import Role
from veche.insights.measures import MEASURES
from veche.insights.rules.boards import FIRST

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def patience(settings):
    """However busy the machine is, cards are told on the page."""
    settings.FIGURES_PATIENCE = 60


@pytest.fixture
def client(community):
    client = Client()
    client.force_login(make.user(Role.ANALYST, community, language="en"))
    return client


def address(community, name="overview", *more):
    return reverse(f"insights:{name}", args=[community.slug, *more])


def read(response):
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_the_overview_shows_every_measure_with_its_table(client, community):
    page = client.get(address(community)).content.decode()

    for measure in (MEASURES[key] for key in FIRST):
        assert measure.title in page
        assert address(community, "measure_page", measure.key) in page
    assert "Пётр Волков" in page


def test_the_overview_stays_within_its_budget(client, community, django_assert_max_num_queries):
    client.get(address(community))

    with django_assert_max_num_queries(12):
        client.get(address(community))


@pytest.mark.parametrize("measure", MEASURES)
def test_a_measure_has_a_page_a_card_and_a_file(client, community, measure, django_assert_max_num_queries):
    client.get(address(community))  # who comes in for the first time also has that noted
    with django_assert_max_num_queries(12):
        page = client.get(address(community, "measure_page", measure)).content.decode()
    card = client.get(address(community, "measure_card", measure)).content.decode()
    rows = read(client.get(address(community, "measure_export", measure)))

    assert MEASURES[measure].title in page
    assert "<html" not in card
    assert len(rows) > 1
    assert {len(row) for row in rows} == {len(rows[0])}


def test_figures_of_a_file_are_those_of_the_page(client, community):
    rows = read(client.get(address(community, "measure_export", "growth") + "?period=30&grain=day"))

    assert rows[0] == ["Day", "Net", "Joined", "Left", "The period before"]
    assert len(rows) == 31
    assert sum(int(row[2]) for row in rows[1:]) == 1  # the silent newcomer


def test_choices_stay_in_the_address_of_everything(client, community):
    query = "?period=30&grain=week"

    page = client.get(address(community) + query).content.decode()

    one = address(community, "measure_page", "active")
    assert f'href="{one}?period=30&amp;grain=week"' in page
    assert 'href="?period=30&amp;grain=day"' in page


def test_a_channel_of_another_community_chooses_nothing(client, community):
    foreign = world.build(weeks=4)
    channel = foreign.channel_set.first() if hasattr(foreign, "channel_set") else None
    pk = channel.pk if channel else 10**6

    plain = read(client.get(address(community, "measure_export", "messages")))
    asked = read(client.get(address(community, "measure_export", "messages") + f"?channel={pk}"))

    assert plain == asked


def test_one_channel_has_less_than_all(client, community):
    from veche.ledger.queries import channels_of

    pk = channels_of(community).first().pk
    whole = read(client.get(address(community, "measure_export", "messages")))
    part = read(client.get(address(community, "measure_export", "messages") + f"?channel={pk}"))

    assert 0 < sum(int(row[1]) for row in part[1:]) < sum(int(row[1]) for row in whole[1:])


@pytest.mark.parametrize(
    "query",
    [
        "?period=custom", "?period=custom&from=2026-13-01&to=x", "?period=%00", "?grain=second",
        "?channel=abc&channel=-1&channel=99999999999999", "?compare=0", "?period=all", "?period=custom&"
        "from=1970-01-01&to=2199-01-01", "?period=year", "?period=last_month&grain=month",
    ],
)  # fmt: skip
def test_any_address_is_answered(client, community, query):
    assert client.get(address(community) + query).status_code == 200
    assert client.get(address(community, "measure_page", "active") + query).status_code == 200


def test_an_unknown_measure_is_not_found(client, community):
    for name in ("measure_page", "measure_card", "measure_export"):
        assert client.get(address(community, name, "nonsense")).status_code == 404


def test_cards_that_take_long_come_by_themselves(client, community, settings):
    settings.FIGURES_PATIENCE = -1

    page = client.get(address(community)).content.decode()

    assert page.count('hx-trigger="load"') == len(FIRST)
    assert address(community, "measure_card", "members") in page


def test_a_community_without_facts_is_told_how_to_begin():
    community = make.community()
    client = Client()
    client.force_login(make.user(Role.COMMUNITY_MANAGER, community, language="en"))

    page = client.get(address(community)).content.decode()

    assert "No figures yet" in page
    assert reverse("channels:import_list", args=[community.slug]) in page


def test_names_from_outside_are_text(client, community):
    from veche.people.models import Person

    Person.objects.filter(name="Пётр Волков").update(name="=cmd|'/c calc'!A1<script>")

    page = client.get(address(community)).content.decode()
    rows = read(client.get(address(community, "measure_export", "contributors")))

    assert "<script>" not in page.replace("<script src", "")
    assert any(row[0].startswith("'=cmd") for row in rows)


def test_figures_that_cannot_be_told_are_a_page_and_a_card_that_ask_again(settings):
    community, client = world.build(weeks=4), Client()  # one of its own: its files go
    client.force_login(make.user(Role.ANALYST, community, language="en"))
    for path in settings.COLUMNS.rglob("*.parquet"):
        path.unlink()

    page = client.get(address(community))
    card = client.get(address(community, "measure_card", "hours"), headers={"HX-Request": "true"})

    assert page.status_code == 503
    assert "Try again" in page.content.decode()
    assert card.status_code == 200
    assert "delay:10s" in card.content.decode()
