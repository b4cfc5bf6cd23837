"""A person's page before people's eyes: in both languages and themes, wide and narrow."""

import pytest
from playwright.sync_api import expect
from tests import make
from tests.people.told import ANNA, BORIS, person_behind, said, tell, url

from veche.core.terms import SYSTEM, Role
from veche.ledger.terms import Handle, Kind, Place
from veche.people.actions import name_person

pytestmark = pytest.mark.django_db(transaction=True)
MAIL = Handle("email", "anna@example.org", "Анна Петрова", aliases=(Handle("telegram", ANNA.value),))
LONG = "Отлично, ждём. " + "Очень длинное письмо. " * 40
EVENTS = Place("table", "runs", "Забеги", "list")


@pytest.fixture
def community():
    """Anna's year: a chat, letters, runs, and whom she talks with."""
    found = make.community("Бегуны", accent="teal")
    chat = [
        said(n, f"Кто бежит завтра? Утро номер {n}: собираемся у фонтана, потом кофе.", days_ago=3 * n + 1)
        for n in range(1, 60)
    ]
    answers = [
        said(100 + n, "Я бегу!", BORIS, days_ago=3 * n + 0.5, reply_to=str(n)) for n in range(1, 30, 2)
    ]
    thanks = [
        said(200 + n, LONG if n == 3 else "Отлично, ждём.", days_ago=3 * n + 0.4, reply_to=str(100 + n))
        for n in range(1, 30, 2)
    ]
    runs = [
        said(f"r{n}", "", MAIL, days_ago=14 * n + 2, place=EVENTS, kind=Kind.ATTENDED) for n in range(1, 12)
    ]
    bought = said("b1", "", MAIL, days_ago=2, place=EVENTS, kind=Kind.BOUGHT, amount=150_000, currency="RUB")
    tell(found, *chat, *answers, *thanks, *runs, bought)
    return found


def enter(visitor, community):
    visitor.sign_in(make.user(Role.OWNER, community.organisation, language=visitor.language))


@pytest.mark.every_look
def test_a_person_looks_well(visitor, community):
    enter(visitor, community)
    person = person_behind(ANNA)

    visitor.go(url("person_page", community, person.pk))
    expect(visitor.page.locator(".heat")).to_be_visible()
    visitor.look("person")
    visitor.go(url("person_forget", community, person.pk))
    visitor.look("forget")
    visitor.go(url("person_edit", community, person.pk))
    visitor.look("edit")
    visitor.go(url("person_new", community))
    visitor.look("new")
    visitor.go(url("word_list", community, q="фонтан"))
    visitor.look("words")


def test_the_timeline_goes_on_and_narrows_where_one_stands(visitor, community):
    enter(visitor, community)
    page = visitor.page

    visitor.go(url("person_page", community, person_behind(ANNA).pk))
    before = page.locator(".timeline-entry").count()
    page.locator(".timeline-more a").click()
    expect(page.locator(".timeline-entry")).not_to_have_count(before)
    page.locator("#timeline-kind").select_option("attended")
    expect(page.locator(".timeline-entry")).to_have_count(11)

    assert "kind=attended" in page.url
    assert visitor.problems == []


def test_the_palette_leads_to_a_person(visitor, community):
    enter(visitor, community)
    page = visitor.page
    name_person(person_behind(ANNA), "Анна Быстрая", in_=community, by=SYSTEM)

    visitor.go(url("word_list", community))
    page.keyboard.press("Control+k")
    page.get_by_role("combobox").fill("bystr")
    page.get_by_role("option", name="Анна Быстрая").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Анна Быстрая")


def test_everything_works_without_scripts(visitors, community):
    visitor = visitors(java_script_enabled=False)
    enter(visitor, community)
    page = visitor.page

    visitor.go(url("person_page", community, person_behind(ANNA).pk))
    page.locator(".timeline-more a").click()
    page.wait_for_url("**before=*")
    expect(page.locator(".timeline-entry").first).to_be_visible()
    page.locator("#timeline-kind").select_option("bought")
    page.locator(".timeline-filter button").click()
    expect(page.locator(".timeline-entry")).to_have_count(1)
    page.locator("a[href$='activity/']").click()
    expect(page.locator(".heat")).to_be_visible()
