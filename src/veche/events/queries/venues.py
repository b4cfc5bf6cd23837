"""Asking about venues: the list, one, and where it was used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Max, Prefetch, Q

from veche.events.models import Event, Hall, Venue, VenuePhoto
from veche.events.queries.planning import NEVER_WAS, Line, line_of
from veche.kit.text import fold
from veche.kit.time import now

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from veche.core.models import Community


def venues_of(community: Community, query: str = "") -> list[Venue]:
    """Answer the community's venues by name, with how often each was used and when last: two queries."""
    found = _venues(community).filter(removed_at=None)
    used = ~Q(events__state="cancelled")
    found = found.annotate(
        uses=Count("events", filter=used),
        used_at=Max("events__starts_at", filter=used & Q(events__starts_at__lt=now())),
    )
    listed = list(found.prefetch_related(_photos()).order_by("name", "pk")[:500])
    # Not in SQL: SQLite knows no small letters but English ones.
    return [one for one in listed if fold(query) in fold(f"{one.name} {one.address_line}")]


def venue_of(community: Community, pk: int, *, removed: bool | None = None) -> Venue | None:
    """Answer one venue of the community, removed ones too; with its rooms and photos."""
    found = _venues(community).filter(pk=pk)
    if removed is not None:
        found = found.filter(removed_at__isnull=not removed)
    return found.prefetch_related(_halls(), _photos()).first()


def venues_to_choose(community: Community, known: int | None = None) -> list[Venue]:
    """Answer the venues an event may take place at, with their rooms; `known` is offered even if removed."""
    found = _venues(community).filter(Q(removed_at=None) | Q(pk=known))
    return list(found.prefetch_related(_halls()).order_by("name", "pk")[:500])


def hall_of(community: Community, pk: int) -> Hall | None:
    """Answer one room of a venue of the community."""
    return Hall.objects.select_related("venue").filter(venue__community=community, pk=pk).first()


def photo_of(community: Community, pk: int) -> VenuePhoto | None:
    """Answer one photo of a venue of the community."""
    return VenuePhoto.objects.select_related("venue").filter(venue__community=community, pk=pk).first()


def events_at(venue: Venue) -> list[Line]:
    """Answer the events at a venue, the latest first."""
    found = Event.objects.filter(venue=venue).exclude(NEVER_WAS).select_related("series", "venue")
    return [line_of(event) for event in found.order_by("-starts_at")[:100]]


def _venues(community: Community) -> QuerySet[Venue]:
    return Venue.objects.filter(community=community)


def _halls() -> Prefetch[str]:
    shown = Hall.objects.filter(removed_at=None).order_by("place", "pk")
    return Prefetch("halls", shown, to_attr="shown_halls")


def _photos() -> Prefetch[str]:
    shown = VenuePhoto.objects.filter(removed_at=None).order_by("pk")
    return Prefetch("photos", shown, to_attr="shown_photos")
