"""Badges: eight a sheet of A4, each A7, with a name that is read from two steps away."""

from __future__ import annotations

from collections.abc import Mapping

from veche.events.models import Event, Seat
from veche.events.queries.door import EXPECTED
from veche.events.queries.printing.drawing import FAINT, LINE, MM, Canvas, draw_code, finished, new_canvas
from veche.events.queries.tickets import ticket_code, ticket_number
from veche.events.rules.door import name_on
from veche.kit.lettering import draw_line, is_whole, set_line

WIDE, HIGH = 105 * MM, 74.25 * MM
PLACES = [(column * WIDE, (3 - row) * HIGH) for row in range(4) for column in range(2)]
# Types of tickets take turns; of each colour, white letters are read well.
COLOURS = ("#066fd1", "#2b8a3e", "#c2255c", "#862e9c", "#c92a2a", "#0b7285", "#a14c00", "#495057")
MOST_TOLD = 20
MARGIN, STRIPE, CODE = 7 * MM, 11 * MM, 25 * MM


def badges_pdf(event: Event, *, roles: Mapping[int, str] | None = None) -> bytes:
    """Answer the badges of everybody expected as a PDF, by name; `roles`: guest → «Speaker» and the like.

    Without a role, the type of ticket stands there; each has its colour.
    """
    seats = Seat.objects.filter(event=event, guest__state__in=EXPECTED).select_related("guest__ticket_type")
    ordered = list(seats.order_by("guest__folded", "guest", "number"))
    titles = [_role(seat, roles or {}) for seat in ordered]
    shades = {title: COLOURS[place % len(COLOURS)] for place, title in enumerate(sorted(set(titles)))}
    canvas = new_canvas((2 * WIDE, 4 * HIGH), event.title)
    for number, (seat, title) in enumerate(zip(ordered, titles, strict=True)):
        if number and number % len(PLACES) == 0:
            canvas.showPage()
        x, y = PLACES[number % len(PLACES)]
        _draw_badge(canvas, seat, (title, shades[title]), (x, y), event)
    return finished(canvas)


def names_not_drawn(event: Event) -> list[str]:
    """Answer a few names that badges cannot show whole; one query."""
    seats = Seat.objects.filter(event=event, guest__state__in=EXPECTED).order_by("guest", "number")
    rare = []
    for name, guest, number, seats_of in seats.values_list(
        "name", "guest__name", "number", "guest__seats"
    ).iterator(chunk_size=2000):
        shown = name_on(name, guest, number, seats_of)
        if not is_whole(shown):
            rare.append(shown)
        if len(rare) == MOST_TOLD:
            break
    return rare


def _role(seat: Seat, roles: Mapping[int, str]) -> str:
    kind = seat.guest.ticket_type
    return roles.get(seat.guest_id, kind.title if kind else "")


def _draw_badge(
    canvas: Canvas, seat: Seat, role: tuple[str, str], place: tuple[float, float], event: Event
) -> None:
    (title, shade), (x, y) = role, place
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.4)
    canvas.rect(x, y, WIDE, HIGH)
    canvas.setFillColor(shade)
    canvas.rect(x, y + HIGH - STRIPE, WIDE, STRIPE, stroke=0, fill=1)
    inner = WIDE - 2 * MARGIN
    draw_line(
        canvas,
        event.title,
        x + MARGIN,
        y + HIGH - 7.5 * MM,
        size=12,
        width=inner,
        bold=True,
        colour="#ffffff",
    )
    name = name_on(seat.name, seat.guest.name, seat.number, seat.guest.seats)
    name = name if set_line(name.strip(), bold=True).width else ticket_number(seat)
    for number, line in enumerate(lines_of(name)):
        draw_line(
            canvas, line, x + MARGIN, y + HIGH - (24 + number * 11) * MM, size=28 if number == 0 else 20,
            width=inner, bold=number == 0, least=7,
        )  # fmt: skip
    beside = inner - CODE - 3 * MM
    if title:
        draw_line(
            canvas, title, x + MARGIN, y + 16 * MM, size=13, width=beside, bold=True, colour=shade, least=6
        )
    draw_line(canvas, ticket_number(seat), x + MARGIN, y + MARGIN, size=8, width=beside, colour=FAINT)
    draw_code(canvas, ticket_code(seat), x + WIDE - MARGIN - CODE + 2 * MM, y + 4 * MM, CODE)


def lines_of(name: str) -> list[str]:
    """Answer a name in at most two lines: how one is called, then the rest."""
    first, _, rest = name.strip().partition(" ")
    return [first, rest.strip()] if rest.strip() else [first]
