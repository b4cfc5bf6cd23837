"""Boards, own ones by dragging, what is watched and sent, and a public address, in every look."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import expect
from tests import make
from tests.insights import world

from veche.core.queries import actor_of
from veche.core.terms import Role
from veche.insights.actions import add_annotation, set_alert, share_board
from veche.insights.models import Board, Link
from veche.insights.rules.boards import READY

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def community(settings):
    settings.FIGURES_PATIENCE = 60
    return world.build(accent="teal")


def enter(visitor, community):
    user = make.user(Role.OWNER, community.organisation, language=visitor.language)
    visitor.sign_in(user)
    return user


def drag(page, what, onto):
    """Hold something and lay it onto the upper edge of something else, as a hand does."""
    page.set_viewport_size({"width": 1280, "height": 4000})
    held, place = what.bounding_box(), onto.bounding_box()
    page.mouse.move(held["x"] + 5, held["y"] + 5)
    page.mouse.down()
    page.mouse.move(place["x"] + 60, place["y"] + 40, steps=10)
    page.mouse.move(place["x"] + 60, place["y"] + 4, steps=5)
    page.mouse.up()


def address(community, name, *more):
    return reverse(f"insights:{name}", args=[community.slug, *more])


@pytest.mark.every_look
def test_every_ready_board_looks_well(visitor, community):
    enter(visitor, community)

    # Each look takes every other board: what stands on them is drawn alike.
    for board in list(READY)[visitor.language == "ru" :: 2]:
        visitor.go(address(community, "board_page", board))
        charts = visitor.page.locator(".chart").count()
        expect(visitor.page.locator(".chart:has(canvas)")).to_have_count(charts, timeout=30_000)
        visitor.look(board)


@pytest.mark.every_look
def test_putting_a_board_together_looks_well(visitor, community):
    enter(visitor, community)

    visitor.go(address(community, "board_new"))
    visitor.look("new")
    visitor.go(address(community, "watch_list"))
    visitor.look("watched-empty")


def test_a_board_is_put_together_by_ticking_and_dragging(visitor, community):
    enter(visitor, community)
    page = visitor.page
    visitor.go(address(community, "overview"))
    page.get_by_role("link", name="Новая панель").click()
    page.get_by_label("Название").fill("Утро понедельника")
    for key in ("active", "messages", "reach"):
        page.locator(f"input[name=measures][value={key}]").check()

    drag(
        page,
        page.locator("li:has(input[value=reach]) .sortable-grip"),
        page.locator("[data-sortable] li").first,
    )
    page.locator("li:has(input[value=messages])").get_by_role("button", name="Выше").click()
    page.get_by_role("button", name="Сохранить").click()

    page.wait_for_url(re.compile(r"/boards/\d+/"))
    assert Board.objects.get().measures[0] == "reach"
    cards = page.locator("article.card")
    expect(cards).to_have_count(3)
    expect(cards.first).to_contain_text("Охват")
    page.get_by_role("link", name="Изменить").click()
    page.get_by_role("button", name="Убрать панель").click()
    page.get_by_role("button", name="Вернуть").click()
    expect(page.locator("h1")).to_contain_text("Утро понедельника")
    assert visitor.problems == []


def test_everything_that_is_watched_is_made_and_taken_back_by_hand(visitor, community):
    enter(visitor, community)
    page = visitor.page
    visitor.go(address(community, "watch_list"))

    notes = page.locator("section[aria-labelledby=notes]")
    notes.get_by_label("Что произошло").fill("Переехали в новый чат")
    notes.get_by_role("button", name="Отметить").click()
    expect(page.locator("section[aria-labelledby=notes] li")).to_contain_text("Переехали в новый чат")
    page.locator("section[aria-labelledby=reports]").get_by_role("button", name="Присылать мне").click()
    expect(page.locator("section[aria-labelledby=reports] li")).to_have_count(1)
    page.locator("section[aria-labelledby=reports] li button").click()
    expect(page.locator("section[aria-labelledby=reports] li")).to_have_count(0)
    page.get_by_role("button", name="Вернуть").click()
    expect(page.locator("section[aria-labelledby=reports] li")).to_have_count(1)
    assert visitor.problems == []


@pytest.mark.every_look
def test_what_is_watched_and_a_public_board_look_well(visitor, community):
    owner = actor_of(enter(visitor, community))
    day = world.today_in(community) - timedelta(days=20)
    add_annotation("Переехали в новый чат", day, in_=community, by=owner)
    set_alert("active", "week", "below", 20.0, in_=community, by=owner)
    share_board("community", "period=90", visitor.language, in_=community, by=owner)

    visitor.go(address(community, "watch_list"))
    visitor.look("watched")
    visitor.go(reverse("insights:public_board", args=[Link.objects.get().secret]))
    visitor.look("public")
