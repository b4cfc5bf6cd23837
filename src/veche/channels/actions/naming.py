"""Naming: the title the team gives a channel stays, whatever later exports call it."""

from __future__ import annotations

from django.db import transaction

from veche.channels.models import Naming
from veche.channels.terms import RENAME_CHANNELS
from veche.core.actions import require
from veche.core.terms import Actor
from veche.ledger import actions as ledger
from veche.ledger.models import Channel


def rename_channel(channel: Channel, title: str, *, by: Actor) -> Channel:
    """Give a channel the title the team knows it by; refuses an empty one. May be repeated."""
    require(by, RENAME_CHANNELS, in_=channel.community)
    with transaction.atomic():
        renamed = ledger.rename_channel(channel, title, by=by)
        Naming.objects.update_or_create(
            community=channel.community, network=channel.network, key=channel.key,
            defaults={"title": renamed.title},
        )  # fmt: skip
    return renamed
