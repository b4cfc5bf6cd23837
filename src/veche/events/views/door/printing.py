"""Badges and the list of names, to be printed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from veche.core.models import Community
from veche.events import queries
from veche.events.terms import SEE_GUESTS
from veche.events.views.finding import found_event
from veche.kit.pages import page


@page(SEE_GUESTS)
def badges(_: HttpRequest, community: Community, event: int) -> HttpResponse:
    """Give the badges of everybody expected, eight a sheet of A4."""
    found = found_event(community, event)
    return _pdf(f"{found.slug}-badges.pdf", queries.badges_pdf(found))


@page(SEE_GUESTS)
def names(_: HttpRequest, community: Community, event: int) -> HttpResponse:
    """Give the list of names with a box to tick, for the day the power goes."""
    found = found_event(community, event)
    with timezone.override(found.time_zone):
        return _pdf(f"{found.slug}-names.pdf", queries.names_pdf(found))


def _pdf(name: str, content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = str(content_disposition_header(True, name))
    return response
