"""A community of VK, connected: its address confirmed, its news facts, an answer under a post."""

import json

import pytest
from tests import make
from tests.channels.connectors.live import vk

from veche.channels import actions
from veche.channels.jobs.listening import say
from veche.channels.models import Connection, Outgoing
from veche.channels.terms.live import Way
from veche.core.terms import SYSTEM
from veche.kit.jobs import drain
from veche.ledger.models import Channel, Interaction

pytestmark = pytest.mark.django_db


def knocks(client, connection, body):
    return client.post(f"/in/{connection.door}/", json.dumps(body), content_type="application/json")


@pytest.fixture
def connection(outside, settings):
    settings.MAY_REACH = ["127.0.0.1"]
    vk.serve(outside)
    vk.accept(outside)
    outside.on("*/groups.addCallbackServer", vk.said({"server_id": 3}))
    outside.on("*/groups.setCallbackSettings", vk.said(1))
    filled = dict(vk.CASE.settings(outside.address))
    found = actions.connect_channel(make.community(), "vk", filled, way=Way.HOOK, by=SYSTEM)
    drain()  # the check, which tells VK our address
    return Connection.objects.get(pk=found.pk)


def test_it_is_confirmed_heard_and_answered(client, connection, outside):
    confirmed = knocks(client, connection, {"type": "confirmation", "group_id": vk.GROUP})
    forged = knocks(client, connection, {**vk.NEWS[0], "secret": "other"})
    for told in (*vk.NEWS[:2], vk.NEWS[1]):
        assert knocks(client, connection, {**told, "secret": vk.SECRET}).content == b"ok"
    actions.take_knocks(by=SYSTEM)
    drain()

    assert (confirmed.content, forged.status_code) == (b"dd3d5a0b", 403)
    wall = Channel.objects.get()
    assert (wall.key, wall.title) == (f"wall{vk.OWNER}", "Бегуны")
    comment = Interaction.objects.get(external_id="comment/11")
    assert Interaction.objects.count() == 2
    actions.send_message(
        connection.community, channel=wall, text="И мы", key="k", reply_to=comment, by=SYSTEM
    )
    outgoing = actions.claim_message(connection, claim="here", by=SYSTEM)
    assert say(connection, outgoing.pk)
    assert Outgoing.objects.get().external_id == "comment/55"
    assert outside.asked("*/wall.createComment")[0].value("reply_to_comment") == "11"
    echo = vk.event(90, "wall_reply_new", **vk.comment(55, from_id=vk.OWNER, text="И мы"))
    knocks(client, connection, {**echo, "secret": vk.SECRET})
    actions.take_knocks(by=SYSTEM)
    drain()
    assert Interaction.objects.filter(external_id="comment/55").count() == 1
