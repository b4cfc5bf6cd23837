"""Channels as their pages show them: title, network, how much and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from veche.channels.models import Naming
from veche.channels.terms import NETWORKS, OTHER_NETWORK, Outside
from veche.kit.terms import Trouble
from veche.kit.time import as_datetime
from veche.ledger.models import Channel
from veche.ledger.queries import ask_columns, channels_of, latest_by_channel
from veche.ledger.terms import KINDS, Kind

if TYPE_CHECKING:
    from veche.core.models import Community

_COUNTS = "SELECT channel, kind, sum(count)::BIGINT AS n FROM hours GROUP BY channel, kind ORDER BY n DESC"


@dataclass(frozen=True, slots=True)
class ChannelLine:
    """A channel on the list: how much of what happened there, and when last."""

    channel: Channel
    kinds: tuple[tuple[Kind, int], ...]
    latest: datetime | None

    @property
    def outside(self) -> Outside:
        """The outside world it belongs to, as people know it."""
        return NETWORKS.get(self.channel.network, OTHER_NETWORK)

    @property
    def count(self) -> int:
        """How many interactions there are, of every kind."""
        return sum(count for _, count in self.kinds)


def channel_lines(community: Community) -> list[ChannelLine]:
    """Answer the channels of a community with what happened there, the latest first.

    Counts come from the columnar copy and may be seconds behind.
    """
    kinds: dict[int, list[tuple[Kind, int]]] = {}
    for channel, number, count in _counts(community):
        if number in KINDS:
            kinds.setdefault(channel, []).append((KINDS[number], count))
    latest = latest_by_channel(community)
    lines = [
        ChannelLine(
            channel, tuple(kinds.get(channel.pk, ())),
            as_datetime(latest[channel.pk]) if channel.pk in latest else None,
        )
        for channel in channels_of(community)
    ]  # fmt: skip
    return sorted(lines, key=lambda line: latest.get(line.channel.pk, 0), reverse=True)


def _counts(community: Community) -> list[tuple[int, int, int]]:
    """Ask the columnar copy; a page without figures is better than none."""
    try:
        return [(int(channel), int(kind), int(n)) for channel, kind, n in ask_columns(community, _COUNTS)]
    except Trouble:
        return []


def namings_of(community: Community) -> dict[tuple[str, str], str]:
    """Answer the titles the team gave to channels, by network and key."""
    found = Naming.objects.filter(community=community).values_list("network", "key", "title")
    return {(network, key): title for network, key, title in found}
