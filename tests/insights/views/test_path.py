"""The page of the path: what it shows, how spending is noted, refused and taken back, and for whom."""

import pytest
from django.test import Client
from django.urls import reverse
from tests import make
from tests.people.segment_world import build

from veche.core.terms import SYSTEM, Role
from veche.events.actions import save_line
from veche.events.actions.money import Noted
from veche.events.terms.money import Category, Side
from veche.insights.models import Spending
from veche.kit.time import day_of, now

pytestmark = pytest.mark.django_db
DAYS = "?period=365"


@pytest.fixture
def community():
    return build()


@pytest.fixture
def client(community):
    return entering(community, Role.OWNER)


def entering(community, role):
    client = Client()
    client.force_login(make.user(role, community.organisation, language="en"))
    return client


def address(community, name, *more):
    return reverse(f"insights:{name}", args=[community.slug, *more])


def spend(client, community, **given):
    today = day_of(now(), community.time_zone).isoformat()
    form = {"what": "Blogger", "amount": "12 000", "first": today, "last": today, "channel": ""} | given
    return client.post(address(community, "spending_add"), form, follow=True)


def test_the_page_tells_every_step_and_leads_to_its_people(client, community):
    page = client.get(address(community, "path_page") + DAYS).content.decode()

    for step in ("Reached", "Clicked", "Joined", "First word", "Regular", "Advocate"):
        assert f">{step}</th>" in page
    assert "measures/path/people/" in page or "overview/path/people/" in page
    people = client.get(address(community, "measure_people", "path") + DAYS + "&row=3")
    assert people.status_code == 200
    assert "Анна Ким" in people.content.decode()
    assert "Joined" in people.content.decode()


def test_the_path_as_a_file_has_every_number(client, community):
    spend(client, community)

    lines = b"".join(client.get(address(community, "measure_export", "path") + DAYS)).decode("utf-8-sig")

    head, *rows = lines.strip().splitlines()
    assert head.split(",")[0] == "Step"
    assert "Cost of one" in head
    assert [row.split(",")[0] for row in rows] == [
        "Reached", "Clicked", "Joined", "First word", "Regular", "Advocate",
    ]  # fmt: skip


def test_what_was_spent_is_noted_shown_and_taken_back(client, community):
    page = spend(client, community).content.decode()
    assert "12,000.00" in page.replace("\N{NO-BREAK SPACE}", " ")
    assert "Blogger" in page

    found = Spending.objects.get()
    page = client.post(address(community, "spending_remove", found.pk), follow=True).content.decode()
    assert "Blogger" not in page
    assert address(community, "spending_restore", found.pk) in page
    page = client.post(address(community, "spending_restore", found.pk), follow=True).content.decode()
    assert "Blogger" in page


def test_a_refusal_shows_what_was_written_with_the_reasons(client, community):
    answer = spend(client, community, amount="lots", last="2001-01-01")

    assert answer.status_code == 422
    assert "Write an amount above zero" in answer.content.decode()
    assert "The last day lies before the first." in answer.content.decode()
    assert 'value="lots"' in answer.content.decode()
    assert spend(client, community, channel="999999").status_code == 422
    assert not Spending.objects.exists()


def test_spending_of_another_community_is_not_there(client, community):
    spend(client, community)
    other = make.community("Чужие")
    stranger = entering(other, Role.OWNER)

    assert stranger.post(address(other, "spending_remove", Spending.objects.get().pk)).status_code == 404
    assert Spending.objects.get().removed_at is None


def test_a_community_without_facts_is_taught_what_to_do():
    community = make.community()
    page = entering(community, Role.OWNER).get(address(community, "path_page"))

    assert page.status_code == 200
    assert b"/imports/" in page.content
    assert b"data-chart" not in page.content


def test_what_was_paid_for_events_counts_on_its_day(community, client):
    event = make.event(community, "Concert")
    today = day_of(now(), community.time_zone)
    hall = Noted(Side.COST, Category.VENUE, "The hall", paid="700", day=today)
    save_line(event, hall, by=SYSTEM)
    spend(client, community, amount="300")

    page = client.get(address(community, "path_page") + DAYS).content.decode()

    assert "<strong>1,000.00" in page
    assert reverse("events:budget_page", args=[community.slug, event.pk]) in page


def test_the_page_asks_little_of_the_database(client, community, django_assert_max_num_queries):
    client.get(address(community, "path_page") + DAYS)

    with django_assert_max_num_queries(12):
        client.get(address(community, "path_page") + DAYS)
