"""The pages of connections: led through connecting, told how it goes, and the public door."""

import pytest
from tests import make
from tests.channels import live

from veche.channels import actions
from veche.channels.models import Connection, Envelope, Outgoing
from veche.channels.queries import access_of
from veche.channels.terms.live import Heard, Raw
from veche.core.terms import SYSTEM, Role
from veche.kit.jobs import drain
from veche.ledger.models import Interaction

pytestmark = pytest.mark.django_db


@pytest.fixture
def community(settings):
    settings.MAY_REACH = ["127.0.0.1"]
    return make.community()


@pytest.fixture
def steward(client, community):
    client.force_login(make.user(Role.COMMUNITY_MANAGER, in_=community, language="en"))
    return client


def page_of(community, pk, rest=""):
    return f"/c/{community.slug}/channels/connections/{pk}/{rest}"


def test_a_bot_is_connected_step_by_step_and_checked(steward, community, outside):
    live.telegram(community, outside).delete()
    start = f"/c/{community.slug}/channels/connections/new/"
    kinds = steward.get(start).content
    assert b"Telegram" in kinds
    assert b"DiscordChatExporter" not in kinds  # that is what its files come from
    form = steward.get(f"{start}telegram/").content.decode()
    assert "@BotFather" in form

    steward.post(f"{start}telegram/", {"token": live.TOKEN, "api": outside.address, "way": "listen"})
    found = Connection.objects.get()
    assert "asking the service" in steward.get(page_of(community, found.pk)).content.decode()
    drain()

    shown = steward.get(page_of(community, found.pk)).content.decode()
    assert "gorod_bot" in shown
    assert live.TOKEN not in shown
    assert live.TOKEN not in found.secrets
    assert live.TOKEN not in steward.get(page_of(community, found.pk, "change/")).content.decode()


def test_all_that_is_missing_is_said_at_once_and_nothing_is_connected(steward, community):
    answer = steward.post(f"/c/{community.slug}/channels/connections/new/telegram/", {"token": ""})

    assert answer.status_code == 422
    assert not Connection.objects.exists()


def test_a_secret_left_empty_stays_what_it_was(steward, community, outside):
    found = live.telegram(community, outside)
    before = access_of(found).settings["token"]

    steward.post(page_of(community, found.pk, "change/"), {"title": "Другое имя", "api": outside.address})

    found.refresh_from_db()
    assert found.title == "Другое имя"
    assert access_of(found).settings["token"] == before


def test_what_could_not_be_read_stands_on_the_page_with_a_button(
    steward, community, outside, django_assert_max_num_queries
):
    found = live.telegram(community, outside)
    drain()
    found = Connection.objects.get()
    actions.keep_heard(found, Heard((Raw("9", b"<script>alert(1)</script>"),), {}), by=SYSTEM)
    drain()

    with django_assert_max_num_queries(14):
        shown = steward.get(page_of(community, found.pk)).content.decode()

    assert "What could not be read" in shown
    steward.post(page_of(community, found.pk, "retry/"), {"envelope": Envelope.objects.get().pk})
    assert Envelope.objects.get().state == "waiting"


def test_disconnected_it_hears_no_more_until_that_is_undone(steward, community, outside, client):
    found = live.telegram(community, outside, way="hook")
    assert live.knocks(client, found, live.update(1)).status_code == 200
    actions.take_knocks(by=SYSTEM)

    steward.post(page_of(community, found.pk, "remove/"))
    other = live.telegram(community, outside, way="hook")

    assert b"\xd0\x91\xd0\xbe\xd1\x82" in steward.get(f"/c/{community.slug}/channels/").content
    assert other.door != found.door
    steward.post(page_of(community, found.pk, "restore/"))
    assert Connection.objects.get(pk=found.pk).removed_at is None


def test_a_knock_is_kept_before_it_is_acknowledged_and_read_later(community, outside, client):
    found = live.telegram(community, outside, way="hook")
    drain()

    for _ in range(5):
        assert live.knocks(client, found, live.update(1, "Кто бежит?")).status_code == 200
    actions.take_knocks(by=SYSTEM)
    drain()

    found.refresh_from_db()
    assert Interaction.objects.count() == 1
    assert (found.received, found.taken, found.duplicate, found.waiting) == (5, 1, 4, 0)


def test_what_is_not_verified_is_refused_and_not_kept(community, outside, client):
    found = live.telegram(community, outside, way="hook")

    assert live.knocks(client, found, live.update(1), secret="wrong").status_code == 403
    assert live.knocks(client, found, live.update(1), secret="").status_code == 403
    assert client.post("/in/nobody-lives-here/", "{}", content_type="application/json").status_code == 404

    actions.take_knocks(by=SYSTEM)
    assert not Envelope.objects.exists()


def test_a_doubtful_message_asks_for_a_decision(steward, community, outside):
    found = live.telegram(community, outside)
    channel = make_channel(found)
    facts = {"made_at": make.NOON, "due_at": make.NOON, "state": "doubtful", "author": "Ольга"}
    message = Outgoing.objects.create(
        community=community, connection=found, channel=channel, key="k", text="<b>Все</b> бегут", **facts
    )
    listed = f"/c/{community.slug}/channels/messages/"

    shown = steward.get(listed).content.decode()

    assert "&lt;b&gt;Все&lt;/b&gt; бегут" in shown
    steward.post(f"{listed}{message.pk}/settle/", {"was_sent": "yes"})
    assert Outgoing.objects.get().state == "sent"
    assert "Nothing waits" in steward.get(listed).content.decode()


def make_channel(found):
    actions.keep_heard(found, Heard((Raw("1", live.as_bytes(live.update(1))),), {}), by=SYSTEM)
    drain()
    return Interaction.objects.get().channel
