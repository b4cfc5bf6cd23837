"""The list of names for paper, for the day the power goes."""

from __future__ import annotations

from django.utils import formats, timezone
from django.utils.translation import gettext

from veche.events.models import Event, Seat
from veche.events.queries.door import EXPECTED
from veche.events.queries.printing.drawing import FAINT, LINE, MM, Canvas, finished, new_canvas
from veche.events.queries.tickets import ticket_number
from veche.events.rules.door import name_on
from veche.kit.lettering import INK, draw_line

WIDE, HIGH, MARGIN, STEP = 210 * MM, 297 * MM, 15 * MM, 6 * MM
TOP, BOTTOM = HIGH - 30 * MM, 18 * MM
NUMBERS, KINDS = WIDE - MARGIN - 26 * MM, WIDE - MARGIN - 75 * MM


def names_pdf(event: Event) -> bytes:
    """Answer everybody expected by name, each with a box to tick and their ticket's number."""
    seats = Seat.objects.filter(event=event, guest__state__in=EXPECTED).select_related("guest__ticket_type")
    canvas = new_canvas((WIDE, HIGH), event.title)
    page, y = 1, _begin_page(canvas, event, 1)
    for seat in seats.order_by("guest__folded", "guest", "number"):
        if y < BOTTOM:
            canvas.showPage()
            page += 1
            y = _begin_page(canvas, event, page)
        _draw_name(canvas, seat, y)
        y -= STEP
    return finished(canvas)


def _begin_page(canvas: Canvas, event: Event, page: int) -> float:
    at = formats.date_format(timezone.localtime(event.starts_at), "DATETIME_FORMAT")
    draw_line(canvas, event.title, MARGIN, HIGH - 18 * MM, size=15, width=WIDE - 2 * MARGIN, bold=True)
    draw_line(canvas, at, MARGIN, HIGH - 24 * MM, size=9, width=90 * MM, colour=FAINT)
    draw_line(
        canvas, gettext("Page {n}").format(n=page), MARGIN, 10 * MM, size=8, width=60 * MM, colour=FAINT
    )
    return TOP - STEP


def _draw_name(canvas: Canvas, seat: Seat, y: float) -> None:
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(0.6)
    canvas.rect(MARGIN, y - 0.5 * MM, 3.5 * MM, 3.5 * MM, fill=int(seat.came_at is not None))
    canvas.setStrokeColor(LINE)
    canvas.line(MARGIN, y - 2 * MM, WIDE - MARGIN, y - 2 * MM)
    name = name_on(seat.name, seat.guest.name, seat.number, seat.guest.seats)
    draw_line(canvas, name, MARGIN + 7 * MM, y, size=10, width=KINDS - MARGIN - 10 * MM, least=6)
    kind = seat.guest.ticket_type
    if kind:
        draw_line(canvas, kind.title, KINDS, y, size=8, width=NUMBERS - KINDS - 3 * MM, colour=FAINT)
    draw_line(canvas, ticket_number(seat), NUMBERS, y, size=9, width=26 * MM)
