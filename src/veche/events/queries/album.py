"""Asking about albums: what everybody may see, what guests may, and what the team keeps."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Q, QuerySet

from veche.events.models import Album, Event, Guest, Photo
from veche.events.queries.links import page_of
from veche.events.terms import COMING
from veche.events.terms.after import SEES_ALBUM, Access
from veche.kit.text import fold

if TYPE_CHECKING:
    from veche.core.models import Community

MOST_SHOWN, MOST_FOUND = 500, 20


def album_of(event: Event) -> Album:
    """Answer an event's album; a new one that the team alone sees where there is none."""
    return Album.objects.filter(event=event).first() or Album(event=event)


def shown_photos(event: Event) -> list[Photo]:
    """Answer the photos that others than the team may see: nobody on them refused to be shown."""
    return list(_shown(event).order_by("place", "pk")[:MOST_SHOWN])


def photos_of(event: Event) -> list[Photo]:
    """Answer all photos of an album with who is marked on them: two queries."""
    found = Photo.objects.filter(album=event.pk, removed_at=None).prefetch_related("guests")
    return list(found.order_by("place", "pk")[:MOST_SHOWN])


def photo_in(event: Event, pk: int) -> Photo | None:
    """Answer a photo of an event's album, a removed one too."""
    return Photo.objects.filter(album=event.pk, pk=pk).first()


def shown_photo(event: Event, pk: int) -> Photo | None:
    """Answer a photo that others than the team may see."""
    return _shown(event).filter(pk=pk).first()


def has_public_album(event: Event) -> bool:
    """Tell whether there is anything in an album for everybody: one query."""
    return _shown(event).filter(album__access=Access.PUBLIC).exists()


def is_public(event: Event) -> bool:
    """Tell whether everybody may look at an event's album: one query."""
    return Album.objects.filter(event=event, access=Access.PUBLIC).exists()


def may_see_album(guest: Guest) -> bool:
    """Tell whether a guest's link opens the album: one query."""
    seen = [Access.GUESTS, Access.PUBLIC] if guest.state in SEES_ALBUM else [Access.PUBLIC]
    return Album.objects.filter(event=guest.event_id, access__in=seen).exists()


def unseen_guests(event: Event) -> list[Guest]:
    """Answer the guests who do not want to be shown and are or were expected, by name."""
    return list(
        Guest.objects.filter(event=event, is_unseen=True, state__in=SEES_ALBUM).order_by("folded")[:200]
    )


def guests_to_mark(event: Event, query: str, photo: Photo) -> list[Guest]:
    """Answer guests of whom one may be on a photo, by a part of their name, and not marked there yet."""
    found = Guest.objects.filter(event=event, state__in=COMING).exclude(pk__in=photo.guests.values("pk"))
    return list(found.filter(folded__contains=fold(query)[:100]).order_by("folded", "pk")[:MOST_FOUND])


def path_of(photo: Photo, size: str) -> Path:
    """Answer where the picture of a photo is kept."""
    return Path(settings.FILES) / f"{photo.file}-{size}.webp"


def album_page_of(event: Event, community: Community) -> str:
    """Answer the address of an event's album for everybody."""
    return f"{page_of(event, community)}photos/"


def picture_of(event: Event, community: Community, photo: Photo, size: str = "large") -> str:
    """Answer the address of a picture for everybody."""
    return f"{album_page_of(event, community)}{photo.pk}-{size}.webp"


def _shown(event: Event) -> QuerySet[Photo]:
    # Who is marked and does not want to be seen, whenever they said so, takes the photo out of sight.
    unseen = Photo.guests.through.objects.filter(guest__event=event, guest__is_unseen=True).values("photo")
    return Photo.objects.filter(album=event.pk, removed_at=None, is_hidden=False).filter(~Q(pk__in=unseen))
