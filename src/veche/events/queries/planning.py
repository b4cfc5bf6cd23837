"""Asking about events as they are planned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from veche.events.models import Event
from veche.events.rules.standing import stand_of
from veche.events.terms import EventState, Stand
from veche.kit.time import moment, now

if TYPE_CHECKING:
    from veche.core.models import Community


def event_of(community: Community, pk: int) -> Event | None:
    """Answer one event of the community."""
    return Event.objects.select_related("venue", "series").filter(community=community, pk=pk).first()


def event_shown_at(community: str, slug: str) -> Event | None:
    """Answer an event that anybody may see with its community, by the two addresses: one query."""
    found = Event.objects.select_related("venue", "community").exclude(state=EventState.DRAFT)
    return found.filter(community__slug=community, community__closed_at=None, slug=slug).first()


def stand_now(event: Event) -> Stand:
    """Answer how an event stands now."""
    return stand_of(
        EventState(event.state), starts=moment(event.starts_at), ends=moment(event.ends_at), now=now(),
        capacity=event.seats, taken=event.taken,
    )  # fmt: skip
