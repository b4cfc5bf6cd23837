"""The listening process: news come in and messages go out by themselves, a dead line slows no other."""

import threading
import time

import pytest
from tests import make
from tests.channels import live
from tests.channels.connectors.live.scripted import nobody

from veche.channels import actions
from veche.channels.jobs.listening import Listening
from veche.channels.models import Connection, Outgoing
from veche.core.terms import SYSTEM
from veche.kit.jobs import drain
from veche.ledger.models import Channel, Interaction

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def listening(settings):
    """Answer a function that runs the listening process beside the test until it ends."""
    settings.MAY_REACH = ["127.0.0.1"]
    ending, threads = threading.Event(), []

    def start():
        thread = threading.Thread(target=lambda: Listening().run(ending.is_set), daemon=True)
        thread.start()
        threads.append(thread)

    yield start
    ending.set()
    for thread in threads:
        thread.join(15)


def until(condition, patience=15):
    end = time.monotonic() + patience
    while time.monotonic() < end:
        drain()
        if condition():
            return True
        time.sleep(0.05)
    return False


def test_news_come_in_and_answers_go_out_while_another_line_is_dead(outside, listening):
    community = make.community()
    found = live.telegram(community, outside)
    dead = actions.connect_channel(community, "telegram", {"token": live.TOKEN, "api": nobody()}, by=SYSTEM)
    live.news(outside, live.update(1, "Кто бежит?"), live.update(2))
    live.said(outside)

    listening()

    assert until(lambda: Interaction.objects.count() == 2)
    actions.send_message(
        community, channel=Channel.objects.get(), text="Все", key="k", by=make.actor(in_=community)
    )
    assert until(lambda: Outgoing.objects.get().state == "sent")
    assert until(lambda: Connection.objects.get(pk=dead.pk).is_failing)
    assert not Connection.objects.get(pk=found.pk).is_failing
    assert Connection.objects.get(pk=found.pk).taken == 2


def test_of_two_processes_one_holds_the_line_and_switching_off_ends_it(outside, listening):
    found = live.telegram(make.community(), outside)

    first = actions.hold_lines("one:1", by=SYSTEM)
    second = actions.hold_lines("two:1", by=SYSTEM)

    assert [one.pk for one in first] == [found.pk]
    assert second == []
    actions.give_back_lines("one:1", first, by=SYSTEM)
    assert actions.hold_lines("two:1", by=SYSTEM)
    actions.switch_connection(found, is_on=False, by=SYSTEM)
    assert actions.hold_lines("two:1", by=SYSTEM) == []
