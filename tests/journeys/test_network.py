"""Who talks with whom in every look: a small community, a large one, a circle, a person, nobody."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect
from tests import make
from tests.insights import network_world

from veche.core.terms import Role

pytestmark = pytest.mark.django_db(transaction=True)
LARGE = (70, 60, 52, 45, 40, 36, 30, 28, 24, 20, 18, 15, 14, 12, 11, 10, 9, 8)


def enter(visitor, community):
    visitor.sign_in(make.user(Role.OWNER, community.organisation, language=visitor.language))


def address(community):
    return reverse("insights:network_page", args=[community.slug])


@pytest.mark.every_look
def test_the_network_looks_well(visitor):
    community = network_world.build()
    enter(visitor, community)

    visitor.go(address(community))
    expect(visitor.page.locator("svg.network .dot")).to_have_count(44)
    visitor.look("people")
    visitor.go(address(community) + "?period=custom&from=2001-01-01&to=2001-01-31")
    visitor.look("nobody")


@pytest.mark.every_look
def test_circles_look_well(visitor):
    community = network_world.build(LARGE, lonely=40, talk=6, team=3)
    enter(visitor, community)

    visitor.go(address(community))
    expect(visitor.page.locator("svg.network .disc").first).to_be_visible()
    visitor.look("circles")
    visitor.page.locator("svg.network .disc").first.click()
    expect(visitor.page.locator("svg.network .dot").first).to_be_visible()
    visitor.look("circle")


def test_a_circle_opens_and_a_person_of_it_too(visitor):
    community = network_world.build(LARGE, lonely=3, talk=6)
    enter(visitor, community)
    page = visitor.page
    visitor.go(address(community))

    page.locator("svg.network .disc").nth(3).hover()
    expect(page.locator("svg.network.is-looking")).to_be_visible()
    page.locator("svg.network .disc").nth(3).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Круг 4")
    person = page.locator("svg.network .dot").first
    name = person.get_attribute("aria-label").split(" · ")[0]
    person.focus()
    visitor.look("focus")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)


def test_without_scripts_circles_and_people_are_links(visitors):
    community = network_world.build(LARGE, lonely=3, talk=6)
    visitor = visitors(java_script_enabled=False)
    enter(visitor, community)

    visitor.go(address(community))
    visitor.page.locator("svg.network .disc").first.click()
    expect(visitor.page.locator("svg.network .disc")).to_have_count(0)
    visitor.page.locator("svg.network .dot").first.click()
    expect(visitor.page).to_have_url(re.compile("/people/"))
