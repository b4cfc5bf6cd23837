"""The places where a community's interactions happen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from veche.kit import sql
from veche.ledger.models import Channel

if TYPE_CHECKING:
    from veche.core.models import Community


def channels_of(community: Community) -> QuerySet[Channel]:
    """Answer the channels of a community by title."""
    return Channel.objects.filter(community=community).order_by("title", "pk")


def channel_of(community: Community, channel: int) -> Channel | None:
    """Answer one channel of the community, or nothing."""
    return Channel.objects.filter(community=community, pk=channel).first()


def counts_by_channel(community: Community) -> dict[int, int]:
    """Answer how many interactions each channel of the community has."""
    statement = (
        "SELECT channel_id, count(*) FROM ledger_interaction WHERE community_id = %s GROUP BY channel_id"
    )
    return dict(sql.fetch(statement, (community.pk,)))
