"""Acts of moderation: which wait for which line, and what a community's log shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from veche.channels.connectors import connector_of
from veche.channels.models import Intervention, Reach
from veche.channels.terms.live import Act, Can, Deed
from veche.channels.terms.moderating import CLAIM_HOLDS, PERSONAL, InterventionState
from veche.kit.time import Moment, moment
from veche.ledger.terms import Handle

if TYPE_CHECKING:
    from veche.core.models import Community


def interventions_of(community: Community) -> QuerySet[Intervention]:
    """Answer the acts of moderation in a community, the latest first."""
    found = Intervention.objects.filter(community=community).select_related("channel", "identity")
    return found.order_by("-made_at", "-pk")


def abilities_in(community: Community) -> dict[int, frozenset[Can]]:
    """Answer what can be done in each connected channel of a community: one query for all of them."""
    found = Reach.objects.filter(
        connection__community=community, connection__removed_at=None, connection__is_on=True
    )
    latest = found.order_by("heard_at", "pk").values_list(
        "channel_id", "channel__key", "connection__connector"
    )
    return {
        channel: connector.live.can_in(place)
        for channel, place, key in latest
        if (connector := connector_of(key)) is not None and connector.live is not None
    }


def connections_to_act(claim: str, at: Moment) -> set[int]:
    """Answer which connections held under the claim have an act that is due, or one whose doer is gone."""
    waits = Q(state=InterventionState.WAITING, due_at__lte=at)
    lost = Q(state=InterventionState.CLAIMED, claimed_at__lt=at - CLAIM_HOLDS)
    free = Q(connection__retry_at=None) | Q(connection__retry_at__lte=at)
    found = Intervention.objects.filter(
        waits | lost, free, connection__claim=claim, connection__is_on=True, connection__removed_at=None
    )
    return set(found.values_list("connection", flat=True).distinct())


def deed_of(intervention: Intervention) -> Deed:
    """Answer what the connector is handed; a person is left out where the act is at a message."""
    act, who = Act(intervention.act), intervention.identity
    handle = Handle(who.kind, who.value, who.name) if who is not None and act in PERSONAL else None
    until = moment(intervention.until) if intervention.until else None
    return Deed(act, intervention.channel.key, intervention.external_id, handle, until)
