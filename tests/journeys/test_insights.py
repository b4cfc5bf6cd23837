"""Today, the overview and a measure at large: in both languages and themes, wide and narrow."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect
from tests import make
from tests.insights import world

from veche.core.terms import Role
from veche.insights.measures import MEASURES
from veche.insights.rules.boards import FIRST
from veche.people.models import Person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def community():
    found = world.build(accent="teal")
    person = Person.objects.filter(organisation=found.organisation).latest("pk")
    world.give_birthday(person, "--" + world.today_in(found).strftime("%m-%d"))
    return found


def enter(visitor, community):
    visitor.sign_in(make.user(Role.OWNER, community.organisation, language=visitor.language))


@pytest.mark.every_look
def test_today_and_the_overview_look_well(visitor, community):
    enter(visitor, community)

    visitor.go(reverse("insights:today", args=[community.slug]))
    visitor.look("today")
    visitor.go(reverse("insights:overview", args=[community.slug]))
    expect(visitor.page.locator("article.card")).to_have_count(len(FIRST), timeout=30_000)
    charts = visitor.page.locator(".chart").count()
    expect(visitor.page.locator(".chart:has(canvas)")).to_have_count(charts, timeout=30_000)
    visitor.look("overview")


@pytest.mark.every_look
def test_every_measure_looks_well_at_large(visitor, community):
    enter(visitor, community)

    # Each look takes every other measure: they are drawn by the same few pictures.
    for measure in list(MEASURES)[visitor.language == "ru" :: 2]:
        visitor.go(reverse("insights:measure_page", args=[community.slug, measure]))
        visitor.look(measure)


@pytest.mark.every_look
def test_a_new_community_is_taught_what_to_do_first(visitor):
    community = make.community()
    enter(visitor, community)

    for page in ("today", "overview"):
        visitor.go(reverse(f"insights:{page}", args=[community.slug]))
        visitor.look(f"{page}-empty")


def test_choosing_days_and_channels_changes_the_address_and_the_numbers(visitor, community):
    enter(visitor, community)
    page = visitor.page
    visitor.go(reverse("insights:overview", args=[community.slug]))

    page.get_by_role("link", name="30 дней").click()
    page.get_by_role("link", name="по неделям").click()
    page.get_by_text("Все каналы", exact=False).first.click()
    page.get_by_label("Болталка").check()
    page.locator("form:has([name=channel])").get_by_role("button", name="Показать").click()

    page.wait_for_url("**channel=*")
    assert "period=30" in page.url
    assert "grain=week" in page.url
    page.get_by_role("link", name="Активные люди").first.click()
    page.wait_for_url("**/overview/active/**")
    assert "channel=" in page.url
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    assert download.value.suggested_filename.endswith(".csv")


def test_cards_that_take_long_come_by_themselves_with_their_charts(visitor, community, settings):
    settings.FIGURES_PATIENCE = -1
    enter(visitor, community)

    visitor.go(reverse("insights:overview", args=[community.slug]))

    expect(visitor.page.locator("article.card")).to_have_count(len(FIRST), timeout=30_000)
    charts = visitor.page.locator(".chart").count()
    expect(visitor.page.locator(".chart:has(canvas)")).to_have_count(charts, timeout=30_000)
    assert charts > 10
    assert visitor.problems == []


def test_without_scripts_every_number_stands_in_its_table(visitors, community):
    visitor = visitors(java_script_enabled=False)
    enter(visitor, community)

    visitor.go(reverse("insights:overview", args=[community.slug]))
    visitor.page.locator("#card-members summary").click()
    visitor.page.locator("#card-members .comes a").click()

    expect(visitor.page.locator("table tbody tr").nth(10)).to_be_visible()


def test_a_table_comes_when_it_is_opened(visitors, community):
    visitor = visitors()
    enter(visitor, community)

    visitor.go(reverse("insights:overview", args=[community.slug]))
    card = visitor.page.locator("#card-members")
    expect(card.locator("table")).to_have_count(0)
    card.locator("summary").click()

    expect(card.locator("table tbody tr").first).to_be_visible(timeout=10_000)
    expect(visitor.page.locator("h1")).to_have_count(1)
    assert visitor.problems == []


@pytest.mark.every_look
def test_a_number_opens_the_people_behind_it(visitor, community):
    enter(visitor, community)
    visitor.go(reverse("insights:measure_page", args=[community.slug, "active"]) + "?period=30")

    visitor.page.locator("table a.to-people").first.click()

    visitor.page.wait_for_url("**/active/people/**")
    visitor.look("people-behind")
    visitor.page.locator("td a").first.click()
    visitor.page.wait_for_url("**/people/*/**")
