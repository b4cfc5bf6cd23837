"""Who is recognised on public pages: by a cookie that their own page left, or because they are signed in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from veche.core.models import Community, User
from veche.events import queries
from veche.events.models import Event, Guest
from veche.portal.views.keeping import KNOWN_COOKIE

_SALT = "veche.portal.known"
DAYS_KNOWN, MOST_GUESTS = 180, 8
_DAY = 24 * 3600


def known_visitor(request: HttpRequest, community: Community) -> queries.Known | None:
    """Answer who comes, where that is known: by their own page's cookie, else by being signed in."""
    if guests := _guests_in(request):
        known = queries.guest_known(community, guests)
        if known is not None:
            return known
    user = request.user
    return queries.Known(user.name or user.email, user.email) if isinstance(user, User) else None


def remember_guest(request: HttpRequest, response: HttpResponse, guest: Guest) -> HttpResponse:
    """Leave a cookie by which whoever has this guest's link is recognised on the community's public pages.

    It goes to that community's pages alone, never with a post from another site, and says who they are,
    not what may be opened: only pages they had the link of are shown to them again.
    """
    known = [one for one in _guests_in(request) if one != guest.pk][: MOST_GUESTS - 1]
    response.set_cookie(
        KNOWN_COOKIE, signing.dumps([guest.pk, *known], salt=_SALT), max_age=DAYS_KNOWN * _DAY,
        path=_place(guest.event.community), samesite="Lax", secure=settings.IS_HTTPS, httponly=True,
    )  # fmt: skip
    return response


def forget_guest(response: HttpResponse, community: Community) -> HttpResponse:
    """Take the cookie away again."""
    response.delete_cookie(KNOWN_COOKIE, path=_place(community), samesite="Lax")
    return response


def greeting(event: Event, known: queries.Known | None) -> dict[str, Any]:
    """Answer what a page shows of an event to whom it knows."""
    if known is None:
        return {"known": None}
    guest = queries.guest_as(event, known)
    is_on_list = guest is not None and not queries.may_still_come(guest)
    secret = queries.secret_for(event.pk, guest.key) if guest else ""
    return {
        "known": known, "is_on_list": is_on_list,
        "own_page": reverse("portal:guest_page", args=[secret]) if secret else "",
        "may_at_once": not is_on_list and queries.may_come_at_once(event, known),
    }  # fmt: skip


def _guests_in(request: HttpRequest) -> list[int]:
    try:
        found = signing.loads(request.COOKIES.get(KNOWN_COOKIE, ""), salt=_SALT, max_age=DAYS_KNOWN * _DAY)
    except signing.BadSignature:
        return []
    return [one for one in found if isinstance(one, int)][:MOST_GUESTS]


def _place(community: Community) -> str:
    return reverse("portal:event_calendar", args=[community.slug])
