"""Tickets of a party as a PDF: a page of A6 for each seat, to be shown on a phone or printed."""

from __future__ import annotations

from django.utils import formats, translation
from django.utils.translation import gettext

from veche.events.models import Event, Guest, Seat
from veche.events.queries.printing.drawing import FAINT, MM, Canvas, draw_code, finished, new_canvas
from veche.events.queries.tickets import ticket_code, ticket_number
from veche.events.rules.door import name_on
from veche.kit.lettering import draw_line
from veche.kit.time import as_datetime, moment

WIDE, HIGH, MARGIN, CODE = 105 * MM, 148 * MM, 9 * MM, 62 * MM


def tickets_pdf(guest: Guest, *, only: Seat | None = None) -> bytes:
    """Answer the tickets of a whole party, or that of one seat, in the guest's language."""
    event = Event.objects.select_related("venue", "community").get(pk=guest.event_id)
    canvas = new_canvas((WIDE, HIGH), event.title)
    with translation.override(guest.language):
        for seat in guest.places.select_related("guest__ticket_type").order_by("number"):
            if only and seat.pk != only.pk:
                continue
            _draw_ticket(canvas, event, seat)
            canvas.showPage()
    return finished(canvas)


def _draw_ticket(canvas: Canvas, event: Event, seat: Seat) -> None:
    inner = WIDE - 2 * MARGIN
    at = formats.date_format(as_datetime(moment(event.starts_at), event.time_zone), "DATETIME_FORMAT")
    venue = event.venue
    kind = seat.guest.ticket_type
    name = name_on(seat.name, seat.guest.name, seat.number, seat.guest.seats)
    lines = (
        (event.community.name, 9, False, FAINT, 10), (event.title, 16, True, "#1f2937", 18),
        (at, 10, False, "#1f2937", 25), (venue.name if venue else "", 10, False, "#1f2937", 31),
        (venue.address_line if venue else "", 8, False, FAINT, 36), (name, 14, True, "#1f2937", 48),
        (kind.title if kind else "", 9, False, FAINT, 54),
    )  # fmt: skip
    for text, size, bold, colour, down in lines:
        if text:
            draw_line(
                canvas, text, MARGIN, HIGH - down * MM, size=size, width=inner, bold=bold, colour=colour
            )
    draw_code(canvas, ticket_code(seat), (WIDE - CODE) / 2, 20 * MM, CODE)
    number = f"{gettext('Ticket')} {ticket_number(seat)}"
    draw_line(canvas, number, MARGIN, 10 * MM, size=11, width=inner, bold=True, centred=True)
