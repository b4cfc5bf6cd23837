"""The inbox before people's eyes: a question comes by itself and is answered by keyboard alone."""

import json
import re

import pytest
from playwright.sync_api import expect
from tests import make
from tests.channels import live
from tests.channels.connectors.live.conftest import outside
from tests.inbox.talking import url
from tests.people.told import settle_down

from veche.channels.actions import keep_heard
from veche.channels.models import Connection, Outgoing
from veche.channels.terms.live import Heard, Raw
from veche.core.terms import SYSTEM, Role
from veche.inbox.models import Conversation
from veche.inbox.terms import State
from veche.kit.time import SECOND, now

pytestmark = pytest.mark.django_db(transaction=True)
__all__ = ["outside"]


@pytest.fixture
def connection(outside, settings):
    """A bot in a chat where Anya asked something a minute ago."""
    settings.MAY_REACH = ["127.0.0.1"]
    made = live.telegram(make.community("Бегуны", accent="teal"), outside)
    settle_down()
    ask(made, 1, "Кто бежит в субботу?")
    return made


def ask(connection, number, text, **more):
    """Have the chat say something now."""
    found = Connection.objects.get(pk=connection.pk)
    told = live.update(number, text, date=now() // SECOND - 60, **more)
    keep_heard(found, Heard((Raw(str(number), json.dumps(told).encode()),), {}), by=SYSTEM)
    settle_down()


def enter(visitor, connection):
    home = connection.community.organisation
    visitor.sign_in(make.user(Role.OWNER, home, language=visitor.language, name="Ольга"))


def test_a_question_comes_by_itself_and_is_answered_by_keyboard(visitor, connection):
    enter(visitor, connection)
    page, community = visitor.page, connection.community

    visitor.go(url("conversation_list", community))
    expect(page.locator(".inbox-row")).to_have_count(1)
    ask(connection, 2, "Где парковка?", who=8, name="Борис")
    expect(page.locator(".inbox-row")).to_have_count(2)

    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator(".inbox-said .words")).to_contain_text("Кто бежит в субботу?")
    page.keyboard.press("r")
    page.keyboard.type("Мы **все**")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".is-pending .words")).to_contain_text("Мы **все**")
    assert Outgoing.objects.get().text == "Мы **все**"

    page.keyboard.press("e")
    expect(page.locator("[data-state=closed]")).to_be_visible()
    page.keyboard.press("u")
    expect(page.locator("[data-state=open]")).to_be_visible()
    assert {one.stands for one in Conversation.objects.all()} == {State.OPEN}
    assert visitor.problems == []


@pytest.mark.every_look
def test_the_inbox_looks_well(visitor, connection):
    enter(visitor, connection)
    community = connection.community

    visitor.go(url("conversation_list", community))
    visitor.look("list")
    visitor.go(url("conversation_page", community, Conversation.objects.get().pk))
    expect(visitor.page.locator(".inbox-who-card")).to_be_attached()
    visitor.look("conversation")
    visitor.go(url("tuning_page", community))
    visitor.look("tuning")
    visitor.go(url("stream_page", community))
    visitor.look("stream")


def test_this_computer_tells_of_what_comes_once_it_is_wished_for(visitor, connection):
    enter(visitor, connection)
    page, community = visitor.page, connection.community
    page.context.grant_permissions(["notifications"], origin=visitor.address)
    page.add_init_script("""
        window.told = []
        window.Notification = class extends EventTarget {
          static permission = 'granted'
          static requestPermission = async () => 'granted'
          constructor(title, more) {
            super()
            document.documentElement.dataset.told = window.told.push([title, more.body])
          }
        }""")
    visitor.go(url("conversation_list", community))
    expect(page).to_have_title(re.compile(r"^\(1\) "))
    button = page.locator("[data-notify]")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")

    ask(connection, 2, "Где парковка?", who=8, name="Борис")
    expect(page).to_have_title(re.compile(r"^\(2\) "))
    expect(page.locator("html")).to_have_attribute("data-told", "1")

    assert [words for _, words in page.evaluate("window.told")] == ["Где парковка?"]
    page.reload()
    visitor.look("inbox-notifying")
    assert page.evaluate("window.told") == []
    expect(button).to_have_attribute("aria-pressed", "true")
