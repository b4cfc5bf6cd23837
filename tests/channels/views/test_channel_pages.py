"""The pages of channels: what happened where, and what the team calls it."""

import pytest
from django.test import Client
from django.urls import reverse
from tests import make
from tests.channels.files import messages, taken, upload, work

from veche.core.terms import Role
from veche.ledger.models import Channel

pytestmark = pytest.mark.django_db


@pytest.fixture
def community():
    return make.community()


@pytest.fixture
def client(community):
    client = Client()
    client.force_login(make.user(Role.COMMUNITY_MANAGER, community))
    return client


def url(name, community, *args):
    return reverse(f"channels:{name}", args=[community.slug, *args])


def test_an_empty_list_teaches(client, community):
    shown = client.get(url("channel_list", community)).content.decode()

    assert url("import_new", community) in shown


def test_a_channel_says_what_happened_and_where_it_came_from(client, community, tmp_path):
    found = taken(upload(tmp_path, messages(20), community, "chat.csv"))
    work()
    channel = Channel.objects.get()

    listed = client.get(url("channel_list", community)).content.decode()
    shown = client.get(url("channel_page", community, channel.pk)).content.decode()

    for text in (listed, shown):
        assert channel.title in text
        assert url("import_page", community, found.pk) in text
        assert "20" in text


def test_renaming_is_undone_and_outlives_the_next_export(client, community, tmp_path):
    taken(upload(tmp_path, messages(5), community, "chat.csv"))
    channel = Channel.objects.get()
    before = channel.title
    rename = url("channel_rename", community, channel.pk)

    response = client.post(rename, {"title": "Наш чат"}, follow=True)
    taken(upload(tmp_path, messages(5, start=6), community, "chat.csv"))

    channel.refresh_from_db()
    assert channel.title == "Наш чат"
    undo = f"{rename}?title={before}"
    assert undo in response.content.decode().replace("%20", " ")
    client.post(undo)
    channel.refresh_from_db()
    assert channel.title == before


def test_an_empty_title_is_refused(client, community, tmp_path):
    taken(upload(tmp_path, messages(5), community))

    response = client.post(url("channel_rename", community, Channel.objects.get().pk), {"title": " "})

    assert response.status_code == 422


def test_channels_of_others_are_not_found(client, community, tmp_path):
    other = make.community()
    taken(upload(tmp_path, messages(5), other))
    channel = Channel.objects.get()

    assert client.get(url("channel_page", community, channel.pk)).status_code == 404
    assert client.post(url("channel_rename", community, channel.pk), {"title": "x"}).status_code == 404
