"""Albums of events: for everybody where the team says so, for guests by their own link."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import translation

from veche.core.models import Community
from veche.core.terms import ANYONE
from veche.events import queries
from veche.events.models import Event, Guest
from veche.events.terms import SIZES
from veche.kit.pages import give_picture, page, show
from veche.portal.views.after import guest_by
from veche.portal.views.gatherings import event_at, read_language

# Somebody may refuse to be shown any minute: nothing is kept for long.
KEPT = "public, max-age=300"
KEPT_OWN = "private, max-age=300"


@page(ANYONE)
def event_album(request: HttpRequest, community: str, event: str) -> HttpResponse:
    """Show an event's photos to everybody, where its album is public."""
    found, shown = _public(community, event)
    with translation.override(read_language(request)):
        place = reverse("portal:event_album", args=[found.slug, shown.slug])
        back = reverse("portal:event_page", args=[found.slug, shown.slug])
        return _show(request, found, shown, place, back)


@page(ANYONE)
def event_photo(
    request: HttpRequest,  # noqa: ARG001 - every view's first
    community: str,
    event: str,
    photo: int,
    size: str,
) -> HttpResponseBase:
    """Serve a picture of a public album."""
    _, shown = _public(community, event)
    return _picture(shown, photo, size, KEPT)


@page(ANYONE)
def guest_album(request: HttpRequest, secret: str) -> HttpResponse:
    """Show an event's photos to a guest."""
    guest = _guest(secret)
    with translation.override(guest.language):
        place, back = (reverse(f"portal:{name}", args=[secret]) for name in ("guest_album", "guest_page"))
        return _show(request, guest.event.community, guest.event, place, back, is_own=True)


@page(ANYONE)
def guest_photo(
    request: HttpRequest,  # noqa: ARG001 - every view's first
    secret: str,
    photo: int,
    size: str,
) -> HttpResponseBase:
    """Serve a picture of an album to a guest."""
    return _picture(_guest(secret).event, photo, size, KEPT_OWN)


def _show(
    request: HttpRequest, community: Community, event: Event, place: str, back: str, *, is_own: bool = False
) -> HttpResponse:
    language = str(translation.get_language())
    return show(
        request, "portal/events/album_page.html", community=community, event=event, back=back, place=place,
        photos=queries.shown_photos(event), span=queries.span_of(event), language=language, is_own=is_own,
        LANGUAGE_CODE=language, alternates=() if is_own else settings.LANGUAGES,
    )  # fmt: skip


def _picture(event: Event, photo: int, size: str, kept: str) -> HttpResponseBase:
    found = queries.shown_photo(event, photo)
    if found is None or size not in SIZES:
        raise Http404
    return give_picture(queries.path_of(found, size), kept=kept)


def _public(community: str, slug: str) -> tuple[Community, Event]:
    found, event = event_at(community, slug)
    if not queries.is_public(event):
        raise Http404
    return found, event


def _guest(secret: str) -> Guest:
    guest = guest_by(secret)
    if not queries.may_see_album(guest):
        raise Http404
    return guest
