"""A gathering before people's eyes: planned, filled, waited for, let in, and remembered."""

import re

import pytest
from playwright.sync_api import expect
from tests import make
from tests.journeys.gathering import register, url, wall

from veche.core.terms import Role
from veche.events.models import Event, Guest
from veche.events.terms import GuestState
from veche.kit.jobs import drain
from veche.kit.models import Letter
from veche.kit.time import HOUR, MINUTE, Moment, now

pytestmark = pytest.mark.django_db(transaction=True)


def plan(team, community, starts):
    """The organiser plans an evening for two and opens registration."""
    team.go(url("event_new", community))
    team.page.fill("[name=title]", "Вечер у реки")
    team.page.fill("[name=starts_at]", wall(starts))
    team.page.fill("[name=ends_at]", wall(Moment(starts + HOUR)))
    team.page.fill("[name=capacity]", "2")
    team.page.locator("main form button.btn-primary").last.click()
    team.page.locator("button[name=state][value=open]").click()
    expect(team.page.locator("button[name=state][value=closed]")).to_be_visible()
    team.look("event")
    return Event.objects.select_related("community").get()


def let_in(team, event):
    """The organiser finds the guest by name at the door."""
    team.go(url("door_page", event.community, event.pk))
    expect(team.page.locator("#door[data-ready=yes]")).to_be_attached()
    expect(team.page.locator("#door-numbers")).to_contain_text(re.compile(r"0 \D+ 1"))
    team.page.fill("#door-words", "борис")
    team.page.press("#door-words", "Enter")
    team.page.locator("#door-found button").click()
    expect(team.page.locator("#door-result[data-outcome=in]")).to_contain_text("Борис")
    expect(team.page.locator("#door-numbers")).to_contain_text(re.compile(r"1 \D+ 1"))
    team.settle()
    assert Guest.objects.get(name="Борис").state == GuestState.CAME


def test_an_evening_is_planned_filled_waited_for_and_let_in(visitors):
    community = make.community("Бегуны")
    team, anna, boris = visitors(), visitors("en", "dark", "phone"), visitors("ru", "light", "phone")
    team.sign_in(make.user(Role.EVENT_ORGANISER, community, language="ru"))
    starts = Moment(now() + 15 * MINUTE)  # its first line was due a while ago: it begins late

    event = plan(team, community, starts)

    register(anna, event, "Anna", "anna@example.org", seats="2")
    anna.look("guest")
    register(boris, event, "Борис", "boris@example.org")
    assert Guest.objects.get(name="Борис").state == GuestState.WAITING
    anna.page.locator("button[name=act][value=no]").click()
    expect(anna.page.locator("button[name=act][value=no]")).to_have_count(0)
    boris.page.reload()
    boris.page.locator("button[name=act][value=take]").click()
    expect(boris.page.locator("button[name=act][value=take]")).to_have_count(0)
    drain()
    assert set(Letter.objects.values_list("to", flat=True)) == {"anna@example.org", "boris@example.org"}

    team.go(url("task_list", community, event.pk))
    team.page.locator("form[action$='/checklist/'] button").click()
    expect(team.page.locator("main .list-group-item").nth(3)).to_be_visible()
    team.look("tasks")
    team.go(url("run_page", community, event.pk))
    team.page.locator("#run form[action$='/begin/'] button").first.click()
    expect(team.page.locator("#run [aria-current=step]")).to_have_count(1)
    expect(team.page.locator("#run .alert-warning")).to_be_visible()
    team.look("run")

    let_in(team, event)
    for name in ("guest_list", "letter_list", "programme_page", "budget_page", "after_page"):
        team.go(url(name, community, event.pk))
        team.look(name)
    team.go(url("round_new", community))
    team.look("introductions")
