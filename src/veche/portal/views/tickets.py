"""A ticket's own page: what its holder shows at the door. Whoever has its link has the ticket."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.http import content_disposition_header

from veche.core.terms import ANYONE
from veche.events import queries
from veche.events.models import Seat
from veche.kit.pages import or_404, page, show


@page(ANYONE)
def ticket_page(request: HttpRequest, event: int, secret: str) -> HttpResponse:
    """Show a ticket: its code large, whose it is, when and where."""
    seat = _seat(event, secret)
    with translation.override(seat.guest.language), timezone.override(seat.event.time_zone):
        name = queries.name_on(seat.name, seat.guest.name, seat.number, seat.guest.seats)
        return show(
            request, "portal/ticket_page.html", seat=seat, event=seat.event, community=seat.event.community,
            name=name, number=queries.ticket_number(seat), code=queries.qr_data(queries.ticket_code(seat)),
            is_expected=queries.is_awaited(seat.guest), LANGUAGE_CODE=translation.get_language(),
        )  # fmt: skip


@page(ANYONE)
def ticket_file(request: HttpRequest, event: int, secret: str) -> HttpResponse:  # noqa: ARG001
    """Give the ticket as a PDF."""
    seat = _seat(event, secret)
    response = HttpResponse(queries.tickets_pdf(seat.guest, only=seat), content_type="application/pdf")
    name = f"{seat.event.slug}-{queries.ticket_number(seat)}.pdf"
    response.headers["Content-Disposition"] = str(content_disposition_header(True, name))
    return response


def _seat(event: int, secret: str) -> Seat:
    return or_404(queries.seat_at(event, secret))
