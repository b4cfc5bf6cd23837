"""The places where a community's interactions happen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Max, Min, QuerySet

from veche.kit import sql
from veche.kit.time import Moment
from veche.ledger.models import Channel, Interaction, Origin

if TYPE_CHECKING:
    from veche.core.models import Community


def channels_of(community: Community) -> QuerySet[Channel]:
    """Answer the channels of a community by title."""
    return Channel.objects.filter(community=community).order_by("title", "pk")


def channel_of(community: Community, channel: int) -> Channel | None:
    """Answer one channel of the community, or nothing."""
    return Channel.objects.filter(community=community, pk=channel).first()


def latest_by_channel(community: Community) -> dict[int, Moment]:
    """Answer when something last happened in each channel, from the end of the index."""
    statement = (
        "SELECT c.id, (SELECT max(i.occurred_at) FROM ledger_interaction i WHERE i.channel_id = c.id) "
        "FROM ledger_channel c WHERE c.community_id = %s"
    )
    return {pk: at for pk, at in sql.fetch(statement, (community.pk,)) if at is not None}


def span_of_origin(origin: Origin) -> tuple[int, int]:
    """Answer the first and the last interaction that came from an origin, or 0 and -1."""
    found = Interaction.objects.filter(origin=origin).aggregate(first=Min("pk"), last=Max("pk"))
    return found["first"] or 0, -1 if found["last"] is None else found["last"]
