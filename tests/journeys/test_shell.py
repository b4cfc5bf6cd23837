"""The shell on every page of the core: in both languages and themes, on a wide and on a narrow screen."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect
from tests import make

from veche.core.actions import invite_user, send_way_back
from veche.core.terms import SYSTEM, Role
from veche.kit.jobs import Job, enqueue

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'{{7*7}}javascript:alert(3)//"
OF_ORGANISATION = (
    "community_list", "community_open", "organisation_settings", "organisation_search", "role_table",
    "job_list", "audit_list", "audit_check", "outbox", "staff_list", "organisation_invite", "own_page",
)  # fmt: skip
OF_COMMUNITY = ("search_page", "community_settings", "community_staff", "community_invite")
SIGNING = ("account_change_password", "mfa_index", "account_logout")


@pytest.fixture
def house():
    community = make.community(
        f"Клуб {HOSTILE}", make.organisation(f"Организация {HOSTILE}"), accent="orange"
    )
    owner = make.user(Role.OWNER, community.organisation, name=f"Ольга {HOSTILE}", email="olga@example.org")
    make.user(Role.ANALYST, community, name="Иван <b>Петров</b>")
    invite_user(
        community, Role.EDITOR, email="new@example.org", by=make.actor(Role.OWNER, community.organisation)
    )
    send_way_back(owner.email, by=SYSTEM)
    enqueue("core.jobs.sweep")
    facts = {"name": "core.jobs.sweep", "made_at": 1, "due_at": 1, "ended_at": 1}
    Job.objects.create(state=Job.FAILED, error=f"Traceback\n{HOSTILE}", attempts=8, **facts)
    Job.objects.create(state=Job.RUNNING, done_part=30, whole=100, started_at=1, **facts)
    return community, owner


@pytest.mark.every_look
def test_every_page_of_the_core_can_be_looked_at(visitor, house):
    community, owner = house
    owner.language, owner.theme = visitor.language, visitor.theme
    owner.save()
    visitor.sign_in(owner)

    pages = {
        **{name: reverse(f"core:{name}") for name in OF_ORGANISATION},
        **{name: reverse(f"core:{name}", args=[community.slug]) for name in OF_COMMUNITY},
        **{name: reverse(name) for name in SIGNING},
    }
    # Each look takes every other page: they are laid out by the same few parts.
    for name in list(pages)[visitor.language == "ru" :: 2]:
        visitor.go(pages[name])
        visitor.look(name)


def test_search_goes_where_the_arrows_say(visitor, house):
    community, owner = house
    visitor.sign_in(owner)
    visitor.go(f"/c/{community.slug}/staff/")
    page = visitor.page

    page.keyboard.press("Control+k")
    page.wait_for_selector("[role=option]")
    page.keyboard.type("журнал")
    expect(page.locator("[role=option]").first).to_contain_text("Журнал действий")
    visitor.look("palette")
    option = page.get_attribute("[role=combobox]", "aria-activedescendant")
    expect(page.locator(f"#{option}")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")

    page.wait_for_url(re.compile("/o/audit/"))


def test_search_works_without_scripts(visitors, house):
    community, owner = house
    visitor = visitors(java_script_enabled=False)
    visitor.sign_in(owner)
    visitor.go(f"/c/{community.slug}/staff/")

    visitor.page.fill("#top-search", "audit")
    visitor.page.press("#top-search", "Enter")

    expect(visitor.page.locator("main a[href='/o/audit/']")).to_have_count(1)


def test_a_role_taken_by_mistake_comes_back_by_undo(visitor, house):
    community, owner = house
    visitor.sign_in(owner)
    visitor.go(f"/c/{community.slug}/staff/")
    page = visitor.page
    taken = page.get_by_role("button", name=re.compile("Забрать роль «Аналитик»"))

    taken.click()
    page.wait_for_selector(".notice form")
    visitor.look("undo")
    expect(taken).to_have_count(0)
    page.click(".notice form button")

    expect(taken).to_have_count(1)


def test_language_and_theme_change_where_one_stands(visitor, house):
    _, owner = house
    visitor.sign_in(owner)
    visitor.go("/o/roles/")
    page = visitor.page

    page.locator("summary", has_text="Язык").click()
    page.get_by_role("button", name="English").click()
    page.wait_for_selector("h1:text('Roles')")
    page.locator("summary", has_text="Theme").click()
    page.get_by_role("button", name="Dark").click()
    page.wait_for_selector("html[data-bs-theme=dark]")

    assert page.url.endswith("/o/roles/")
    owner.refresh_from_db()
    assert (owner.language, owner.theme) == ("en", "dark")


def test_the_menu_of_a_phone_opens_and_closes(visitors, house):
    _, owner = house
    visitor = visitors(device="phone")
    visitor.sign_in(owner)
    visitor.go("/o/")
    page, link = visitor.page, visitor.page.locator(".side a[href='/o/audit/']")

    expect(link).to_be_hidden()
    page.click(".side-opener")
    visitor.look("menu")
    page.keyboard.press("Escape")
    expect(link).to_be_hidden()
    page.click(".side-opener")
    link.click()

    page.wait_for_url(re.compile("/o/audit/"))


def test_what_breaks_behind_htmx_is_said(visitor, house):
    _, owner = house
    visitor.sign_in(owner)
    visitor.go("/o/audit/")
    page = visitor.page
    page.route("**/o/audit/?*", lambda route: route.fulfill(status=500, body="broken"))

    page.select_option("select[name=act]", index=1)

    expect(page.locator(".notice-danger")).to_contain_text("сломалось")
