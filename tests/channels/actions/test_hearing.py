"""News: kept raw first, read into facts, accounted for whatever comes and however often."""

import json
import random

import pytest
from tests import make
from tests.channels import live
from tests.channels.connectors.live import test_discord as discord

from veche.channels import actions
from veche.channels.models import Connection, Envelope
from veche.channels.queries import channels_reached
from veche.channels.terms.live import Heard, Raw
from veche.core.terms import SYSTEM
from veche.kit.jobs import drain
from veche.kit.time import DAY, Moment, now
from veche.ledger.models import Channel, Interaction, Removal, Reply, Wording

pytestmark = pytest.mark.django_db


@pytest.fixture
def connection(outside, settings):
    settings.MAY_REACH = ["127.0.0.1"]
    found = live.telegram(make.community(), outside)
    drain()  # the check
    return fresh(found)


def raw(number, text="", **more):
    told = live.update(number, text, **more)
    return Raw(str(told["update_id"]), json.dumps(told).encode(), "message")


def fresh(connection):
    return Connection.objects.get(pk=connection.pk)


def assert_accounted(connection, received):
    found = fresh(connection)
    assert found.received == received
    assert found.waiting == Envelope.objects.filter(connection=connection, state="waiting").count()
    assert found.received == found.waiting + found.taken + found.duplicate + found.refused + found.parked


def test_news_become_facts_on_the_right_channel(connection):
    actions.keep_heard(connection, Heard((raw(1, "Кто бежит?"), raw(2)), {"offset": 5003}), by=SYSTEM)
    assert fresh(connection).waiting == 2
    assert not Interaction.objects.exists()

    drain()

    assert [one.text for one in Wording.objects.order_by("pk")] == ["Кто бежит?", "Слово 2"]
    assert Channel.objects.get().title == "Город бежит"
    found = fresh(connection)
    assert (found.received, found.taken, found.waiting) == (2, 2, 0)
    assert found.cursor == {"offset": 5003}
    assert [channel.title for channel in channels_reached(found)] == ["Город бежит"]


def test_the_same_news_again_is_counted_and_changes_nothing(connection):
    heard = Heard((raw(1), raw(2), raw(1)), {"offset": 1})
    actions.keep_heard(connection, heard, by=SYSTEM)
    drain()

    actions.keep_heard(connection, heard, by=SYSTEM)
    drain()

    assert Interaction.objects.count() == 2
    assert_accounted(connection, received=6)
    assert fresh(connection).duplicate == 4


def test_what_is_deleted_is_taken_whenever_it_comes_and_accounted(outside, settings):
    settings.MAY_REACH = ["127.0.0.1"]
    filled = {"token": "secret", "api": outside.address}
    found = actions.connect_channel(make.community(), "discord", filled, by=SYSTEM)
    gone = [discord.raw("MESSAGE_DELETE", {"id": discord.number(n), "channel_id": "2000"}) for n in (1, 2)]
    spoken = [discord.raw("MESSAGE_CREATE", discord.said(n)) for n in (1, 2)]
    order = [gone[0], *spoken, gone[1], gone[1]]

    for number, one in enumerate(order):
        actions.keep_heard(found, Heard((one._replace(key=f"s/{number}"),), {}), by=SYSTEM)
        actions.read_envelopes(found, by=SYSTEM)

    assert Removal.objects.filter(interaction__isnull=False).count() == Interaction.objects.count() == 2
    assert (fresh(found).taken, fresh(found).duplicate) == (4, 1)
    assert_accounted(found, received=5)


def test_replies_find_what_they_answer_in_whatever_order_they_come(connection):
    question = live.update(1, "Где старт?")["message"]
    updates = [raw(1, "Где старт?")] + [
        raw(n, f"Ответ {n}", who=8, name="Боря", reply_to_message=question) for n in range(2, 30)
    ]
    several = [raw for raw in updates for _ in range(5)]
    random.Random(4).shuffle(several)

    for start in range(0, len(several), 7):
        actions.keep_heard(connection, Heard(tuple(several[start : start + 7]), {}), by=SYSTEM)
        if start % 3 == 0:
            drain()
    drain()

    assert Interaction.objects.count() == 29
    asked = Interaction.objects.get(external_id__endswith="1", wordings__text="Где старт?")
    assert Reply.objects.filter(parent=asked).count() == 28
    assert_accounted(connection, received=145)


def test_what_cannot_be_read_is_parked_with_the_reason_and_can_be_tried_again(connection):
    actions.keep_heard(connection, Heard((Raw("9", b"{not json"), raw(1)), {}), by=SYSTEM)

    drain()

    parked = Envelope.objects.get(state="parked")
    assert parked.reason
    assert (fresh(connection).parked, fresh(connection).taken) == (1, 1)
    assert actions.retry_parked(fresh(connection), by=SYSTEM) == 1
    assert fresh(connection).waiting == 1
    drain()
    assert fresh(connection).parked == 1
    assert_accounted(connection, received=2)


def test_a_process_whose_line_was_changed_meanwhile_writes_nothing(connection):
    stale = fresh(connection)
    actions.switch_connection(connection, is_on=False, by=SYSTEM)

    kept = actions.keep_heard(stale, Heard((raw(1),), {"offset": 7}), by=SYSTEM)

    assert kept == 0
    assert not Envelope.objects.exists()
    assert fresh(connection).cursor == {}


def test_a_broken_line_is_left_alone_longer_each_time_and_whole_again_with_the_first_news(connection):
    first = actions.note_failure(connection, "нет связи", by=SYSTEM)
    second = actions.note_failure(connection, "нет связи", by=SYSTEM)
    third = actions.note_failure(connection, "подождите", retry_after=90, by=SYSTEM)

    assert first < second < third
    assert fresh(connection).is_failing
    assert fresh(connection).failures == 3

    actions.keep_heard(fresh(connection), Heard((), {}), by=SYSTEM)

    assert not fresh(connection).is_failing
    assert fresh(connection).error == ""


def test_old_envelopes_are_emptied_and_still_known_as_repeats(connection):
    actions.keep_heard(connection, Heard((raw(1),), {}), by=SYSTEM)
    drain()

    assert actions.forget_envelopes(connection, before=Moment(now() + DAY), by=SYSTEM) == 1
    actions.keep_heard(fresh(connection), Heard((raw(1),), {}), by=SYSTEM)

    assert bytes(Envelope.objects.get().payload) == b""
    assert fresh(connection).duplicate == 1
