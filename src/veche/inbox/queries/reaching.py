"""Reaching: what can be said in the channel of a conversation, and where answers are on their way."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from veche.channels import queries as channels
from veche.channels.terms import Can

if TYPE_CHECKING:
    from veche.core.models import Community
    from veche.ledger.models import Channel


def reach_of(channel: Channel) -> tuple[bool, bool]:
    """Answer whether an answer can go out into a channel, and whether files can go with it."""
    can: frozenset[Can] = channels.can_do(channel)
    return bool(can & {Can.REPLY, Can.THREAD, Can.DIRECT}), Can.ATTACH in can


def outgoing_by_key(community: Community, keys: Iterable[str]) -> dict[str, Any]:
    """Answer messages on their way by their keys; no query where there are none."""
    wanted = list(keys)
    return dict(channels.outgoing_of(community, wanted)) if wanted else {}
