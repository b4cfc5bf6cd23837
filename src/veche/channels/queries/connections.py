"""Live connections: how each stands, what reaches which channel, what waits for a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from veche.channels.connectors import CONNECTORS, connector_of
from veche.channels.models import Connection, Envelope, Outgoing, Reach
from veche.channels.terms import Connector, Outside, outside_of
from veche.channels.terms.live import Attachment, Can, Message
from veche.channels.terms.state import UNSETTLED, EnvelopeState, OutgoingState
from veche.kit.time import MINUTE, SECOND, Moment, moment, now
from veche.ledger.terms import Handle

if TYPE_CHECKING:
    from veche.core.models import Community
    from veche.ledger.models import Channel

# A line that fails for so long is told on Today.
PATIENCE_OF_TODAY = 15 * MINUTE


@dataclass(frozen=True, slots=True)
class ConnectionLine:
    """A connection on a page: whose it is, and how many of its messages wait for a person."""

    connection: Connection
    connector: Connector
    outside: Outside
    unsettled: int = 0


def live_connectors() -> list[tuple[Connector, Outside]]:
    """Answer the connectors that can be heard as it happens, with their icons."""
    return [(one, outside_of(one)) for one in CONNECTORS if one.live is not None]


def connections_of(community: Community) -> QuerySet[Connection]:
    """Answer the connections of a community that were not removed, the oldest first."""
    return Connection.objects.filter(community=community, removed_at=None).order_by("pk")


def connection_lines(community: Community) -> list[ConnectionLine]:
    """Answer the connections of a community as their list shows them."""
    unsettled: dict[int, int] = {}
    waiting = Outgoing.objects.filter(community=community, state__in=sorted(UNSETTLED))
    for pk in waiting.values_list("connection_id", flat=True)[:1000]:
        unsettled[pk] = unsettled.get(pk, 0) + 1
    return [
        ConnectionLine(one, connector, outside_of(connector), unsettled.get(one.pk, 0))
        for one in connections_of(community)
        if (connector := connector_of(one.connector)) is not None
    ]


def connection_at(community: Community, pk: int) -> Connection | None:
    """Answer one connection of the community, or nothing; removed ones too, so that they can be restored."""
    found = Connection.objects.select_related("community__organisation", "origin")
    return found.filter(community=community, pk=pk).first()


def connection_of(channel: Channel) -> Connection | None:
    """Answer over which connection a channel can be spoken into, or nothing: the one heard latest."""
    found = Reach.objects.select_related("connection__community__organisation", "connection__origin")
    live = found.filter(channel=channel, connection__removed_at=None, connection__is_on=True)
    reach = live.order_by("-heard_at", "-pk").first()
    return reach.connection if reach else None


def can_do(channel: Channel) -> frozenset[Can]:
    """Answer what can be done in a channel; nothing where no connection reaches it."""
    connection = connection_of(channel)
    connector = connector_of(connection.connector) if connection else None
    return connector.live.can_in(channel.key) if connector and connector.live else frozenset()


def channels_reached(connection: Connection) -> list[Channel]:
    """Answer the channels heard over a connection, the latest first."""
    found = Reach.objects.filter(connection=connection).select_related("channel").order_by("-heard_at")
    return [reach.channel for reach in found[:200]]


def parked_of(connection: Connection) -> QuerySet[Envelope]:
    """Answer the envelopes that could not be read, the latest first."""
    return Envelope.objects.filter(connection=connection, state=EnvelopeState.PARKED).order_by("-pk")


def refusals_of(connection: Connection) -> list[tuple[str, int]]:
    """Answer why nothing was taken from the latest thousand envelopes, the most frequent reason first."""
    found = Envelope.objects.filter(connection=connection).order_by("-pk")
    latest = found.values_list("state", "reason")[:1000]
    return Counter(reason for state, reason in latest if state == EnvelopeState.REFUSED).most_common(10)


def lag_of(connection: Connection) -> int:
    """Answer for how many seconds the oldest unread envelope has been waiting; 0 where none does."""
    found = Envelope.objects.filter(connection=connection, state=EnvelopeState.WAITING)
    oldest = found.order_by("pk").values_list("received_at", flat=True).first()
    return max(0, now() - moment(oldest)) // SECOND if oldest else 0


def unsettled_messages(community: Community) -> QuerySet[Outgoing]:
    """Answer messages that failed or may have gone: a person has to decide. The latest first."""
    found = Outgoing.objects.select_related("channel", "connection").order_by("-made_at", "-pk")
    return found.filter(community=community, state__in=sorted(UNSETTLED))


def message_of(community: Community, pk: int) -> Outgoing | None:
    """Answer one message on its way out, or nothing."""
    found = Outgoing.objects.select_related("channel", "connection__community__organisation")
    return found.filter(community=community, pk=pk).first()


def outgoing_of(community: Community, keys: Iterable[str]) -> dict[str, Outgoing]:
    """Answer messages on their way out by their keys."""
    found = Outgoing.objects.filter(community=community, key__in=list(keys)).select_related("channel")
    return {one.key: one for one in found}


def troubled_connections(community: Community, at: Moment | None = None) -> list[Connection]:
    """Answer the lines that have failed for longer than a person should not know of it."""
    since = (at or now()) - PATIENCE_OF_TODAY
    return list(connections_of(community).filter(is_on=True, failing_since__lt=since))


def due_connections() -> list[Connection]:
    """Answer connections that a listening process should tend: switched on and not removed."""
    found = Connection.objects.select_related("community__organisation", "origin")
    return list(found.filter(removed_at=None, is_on=True, community__closed_at=None).order_by("pk"))


def is_listening_wanted() -> bool:
    """Tell whether any connection needs a listening process."""
    return Connection.objects.filter(removed_at=None, is_on=True).exists()


def connections_to_send(claim: str, at: Moment) -> set[int]:
    """Answer which connections held under the claim have a message that is due."""
    due = Q(outgoing__state=OutgoingState.WAITING, outgoing__due_at__lte=at)
    found = Connection.objects.filter(due, claim=claim, is_on=True, removed_at=None)
    free = found.filter(Q(retry_at=None) | Q(retry_at__lte=at))
    return set(free.values_list("pk", flat=True))


def connection_now(pk: int) -> Connection | None:
    """Answer a connection as it stands now, for a process that holds its line."""
    return Connection.objects.select_related("community__organisation", "origin").filter(pk=pk).first()


def message_with_files(pk: int) -> tuple[Outgoing, Message]:
    """Answer a message on its way out, and what its connector is handed."""
    found = Outgoing.objects.select_related("channel", "to", "connection__origin", "community__organisation")
    outgoing = found.get(pk=pk)
    to = Handle(outgoing.to.kind, outgoing.to.value, outgoing.to.name) if outgoing.to else None
    files = tuple(
        Attachment(one.name, one.media_type, bytes(one.content)) for one in outgoing.enclosures.order_by("pk")
    )
    message = Message(
        outgoing.key, outgoing.channel.key, outgoing.text, outgoing.reply_to, outgoing.thread, to,
        outgoing.subject, files,
    )  # fmt: skip
    return outgoing, message
