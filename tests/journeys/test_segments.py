"""Segments: put together by clicking, counted as one goes, said as a sentence, in every look."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect
from tests import make
from tests.people.segment_world import build
from tests.people.test_segments import SILENT

from veche.core.queries import actor_of
from veche.core.terms import Role
from veche.people.actions import save_segment
from veche.people.models import Segment
from veche.people.rules.drafting import drafts_of

pytestmark = pytest.mark.django_db(transaction=True)
FOUND = "#segment-editor .h1"


@pytest.fixture
def community():
    return build()


def enter(visitor, community):
    user = make.user(Role.OWNER, community.organisation, language=visitor.language)
    visitor.sign_in(user)
    return actor_of(user)


def address(community, name, *more):
    return reverse(f"people:{name}", args=[community.slug, *more])


@pytest.mark.every_look
def test_segments_look_well(visitor, community):
    owner = enter(visitor, community)
    visitor.go(address(community, "segment_list"))
    visitor.look("list-empty")

    conditions = {"any": [SILENT, {"about": "stage", "stages": ["gone", "drifting"], "held": "any"}]}
    segment = save_segment("Замолчали или уходят", drafts_of(conditions), in_=community, by=owner)

    visitor.go(address(community, "segment_list"))
    visitor.look("list")
    visitor.go(address(community, "segment_page", segment.pk))
    visitor.look("page")
    visitor.go(address(community, "segment_edit", segment.pk))
    visitor.look("edit")


def add(page, about, group=0):
    """Choose what a new condition is about and add it to one of the groups."""
    page.get_by_label("О чём новое условие").nth(group).select_option(about)
    page.get_by_role("button", name="Добавить условие").nth(group).click()


def test_a_segment_is_put_together_by_clicking_and_counted_as_one_goes(visitor, community):
    enter(visitor, community)
    page = visitor.page
    visitor.go(address(community, "segment_list"))
    page.get_by_role("link", name="Новый сегмент").first.click()
    page.get_by_label("Название").fill("Говорящие москвички")

    with page.expect_response("**/draft/"):  # counting anew while somebody's hand goes to the button
        page.get_by_label("О чём новое условие").select_option("did")
    visitor.settle()
    page.get_by_role("button", name="Добавить условие").click()
    condition = page.locator(".segment-condition")
    expect(condition).to_have_count(1)
    condition.locator("input[type=checkbox][value=messaged]").check()
    expect(page.locator(FOUND)).to_be_visible()
    first = int(page.locator(FOUND).inner_text())
    visitor.settle()
    add(page, "team")
    expect(condition).to_have_count(2)
    condition.nth(1).get_by_role("button", name=re.compile("Убрать условие")).click()
    expect(condition).to_have_count(1)
    page.get_by_role("button", name="Сохранить").click()

    page.wait_for_url(re.compile(r"/segments/\d+/$"))
    expect(page.locator("h1")).to_have_text("Говорящие москвички")
    page.get_by_role("link", name="Открыть в списке").click()
    expect(page.locator("tbody tr")).to_have_count(first)
    assert Segment.objects.count() == 1
    assert visitor.problems == []


def test_without_scripts_a_segment_is_put_together_as_well(visitors, community):
    visitor = visitors(java_script_enabled=False)
    enter(visitor, community)
    page = visitor.page
    visitor.go(address(community, "segment_new"))

    add(page, "team")
    page.get_by_role("button", name="Показать, кого находит").click()

    expect(page.locator(".segment-condition")).to_have_count(1)
    expect(page.locator(FOUND)).to_be_visible()
