"""Naming: giving a channel the title the team knows it by."""

from django.db import transaction

from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.kit.terms import N_, Reason, refuse_if
from veche.kit.text import clean_name
from veche.ledger.models import Channel
from veche.ledger.terms import RECORD_INTERACTIONS

LONGEST_TITLE = 250


def rename_channel(channel: Channel, title: str, *, by: Actor) -> Channel:
    """Give a channel another title; what the outside calls it later replaces it, as ever."""
    require(by, RECORD_INTERACTIONS, in_=channel.community)
    title = clean_name(title, LONGEST_TITLE)
    refuse_if([] if title else [Reason(N_("Give the channel a title."), field="title")])
    with transaction.atomic():
        before, channel.title = channel.title, title
        channel.save(update_fields=["title"])
        audit(by, "ledger.rename_channel", in_=channel.community, on=channel, before=before, after=title)
    return channel
