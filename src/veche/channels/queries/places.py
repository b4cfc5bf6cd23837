"""Channels as their pages show them: title, service, how much and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from veche.channels.models import Naming
from veche.channels.terms import OTHER_SERVICE, SERVICES, Service
from veche.kit.terms import Trouble
from veche.kit.time import as_datetime
from veche.ledger.models import Channel
from veche.ledger.queries import ask_columns, channels_of, latest_by_channel
from veche.ledger.terms import KINDS, Kind

if TYPE_CHECKING:
    from veche.core.models import Community

_COUNTS = "SELECT channel, sum(count)::BIGINT FROM hours GROUP BY channel"
_KINDS = (
    "SELECT kind, sum(count)::BIGINT AS n FROM hours WHERE channel = $channel GROUP BY kind ORDER BY n DESC"
)


@dataclass(frozen=True, slots=True)
class ChannelLine:
    """A channel on the list: how much happened there, and when last."""

    channel: Channel
    count: int
    latest: datetime | None

    @property
    def service(self) -> Service:
        """The outside it belongs to."""
        return SERVICES.get(self.channel.service, OTHER_SERVICE)


def channel_lines(community: Community) -> list[ChannelLine]:
    """Answer the channels of a community, those where something happened last first.

    Counts come from the columnar copy and may be seconds behind.
    """
    counts = dict(_asked(community, _COUNTS))
    latest = latest_by_channel(community)
    lines = [
        ChannelLine(
            channel, counts.get(channel.pk, 0),
            as_datetime(latest[channel.pk]) if channel.pk in latest else None,
        )
        for channel in channels_of(community)
    ]  # fmt: skip
    return sorted(lines, key=lambda line: latest.get(line.channel.pk, 0), reverse=True)


def kinds_of_channel(community: Community, channel: Channel) -> list[tuple[Kind, int]]:
    """Answer how many interactions of each kind a channel has, the commonest first."""
    found = _asked(community, _KINDS, channel=channel.pk)
    return [(KINDS[number], count) for number, count in found if number in KINDS]


def _asked(community: Community, question: str, **values: int) -> list[tuple[int, int]]:
    """Ask the columnar copy; a page without figures is better than none."""
    try:
        return [(int(key), int(count)) for key, count in ask_columns(community, question, values)]
    except Trouble:
        return []


def namings_of(community: Community) -> dict[tuple[str, str], str]:
    """Answer the titles the team gave to channels, by service and key."""
    found = Naming.objects.filter(community=community).values_list("service", "key", "title")
    return {(service, key): title for service, key, title in found}
