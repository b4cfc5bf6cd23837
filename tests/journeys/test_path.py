"""The path in every look: steps, ways, their tables, spending, the people behind a step."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect
from tests import make
from tests.insights.test_path import add_clicks
from tests.people.segment_world import build

from veche.core.terms import Role

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def community():
    found = build()
    add_clicks(found)
    return found


def enter(visitor, community):
    visitor.sign_in(make.user(Role.OWNER, community.organisation, language=visitor.language))


def address(community, name, *more):
    return reverse(f"insights:{name}", args=[community.slug, *more])


@pytest.mark.every_look
def test_the_path_looks_well(visitor, community):
    enter(visitor, community)

    visitor.go(address(community, "path_page") + "?period=365")
    expect(visitor.page.locator(".chart:has(canvas)")).to_have_count(2, timeout=30_000)
    visitor.look("path")
    visitor.go(address(community, "path_page") + "?period=custom&from=2001-01-01&to=2001-01-31")
    visitor.look("nobody")


def test_spending_is_noted_and_a_step_opens_its_people(visitor, community):
    enter(visitor, community)
    page = visitor.page
    visitor.go(address(community, "path_page") + "?period=365")
    page.get_by_label("На что", exact=True).fill("Пост у блогера")
    page.get_by_label("Сколько", exact=True).fill("30 000")
    page.get_by_role("button", name="Отметить").click()
    expect(page.get_by_text("Пост у блогера", exact=False).first).to_be_visible()
    visitor.look("spent")

    visitor.go(address(community, "path_page") + "?period=365")
    row = page.get_by_role("row", name="Первое слово").last
    row.get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Путь")
    visitor.look("people")
