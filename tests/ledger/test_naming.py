"""Naming channels: the team's title, until the outside says another."""

import pytest
from tests import make

from veche.core.models import AuditEntry
from veche.core.terms import SYSTEM, Role
from veche.kit.terms import NotAllowed, Refusal
from veche.ledger.actions import record_many, rename_channel
from veche.ledger.models import Channel
from veche.ledger.queries import latest_by_channel

pytestmark = pytest.mark.django_db


@pytest.fixture
def channel():
    record_many([make.sighting(1), make.sighting(2)], origin=make.origin(), by=SYSTEM)
    return Channel.objects.select_related("community__organisation").get()


def test_a_channel_is_renamed_and_it_is_noted(channel):
    rename_channel(channel, "  Курилка\n", by=make.actor(Role.COMMUNITY_MANAGER, channel.community))

    assert Channel.objects.get().title == "Курилка"
    assert AuditEntry.objects.filter(act="ledger.rename_channel").exists()


def test_a_title_is_needed(channel):
    with pytest.raises(Refusal):
        rename_channel(channel, " ", by=SYSTEM)


def test_who_may_not_record_may_not_rename(channel):
    with pytest.raises(NotAllowed):
        rename_channel(channel, "x", by=make.actor(Role.ANALYST, channel.community))


def test_channels_say_when_something_happened_last(channel):
    assert latest_by_channel(channel.community) == {channel.pk: make.sighting(2).at}
    assert latest_by_channel(make.community()) == {}
