"""Certificates of attendance: a page of A4 for each of a party who came, with names in any script."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext

from veche.events.models import Guest, Seat
from veche.events.queries.calendars import place_of
from veche.events.queries.letters import span_of
from veche.events.queries.printing.drawing import FAINT, Canvas, finished, new_canvas
from veche.events.rules.cards import GROUNDS
from veche.events.terms import GuestState
from veche.kit.lettering import INK, draw_line

# A4 across, in points.
WIDE, HIGH, EDGE = 841.89, 595.28, 56.0


def certificate_of(guest: Guest, language: str) -> bytes | None:
    """Answer the certificates of a party as a PDF; nothing for who did not come, or gave no name."""
    names = _names(guest) if guest.state == GuestState.CAME else []
    if not names:
        return None
    made = new_canvas((WIDE, HIGH), guest.event.title)
    with translation.override(language):
        for name in names:
            _draw(made, name, guest)
            made.showPage()
    return finished(made)


def _names(guest: Guest) -> list[str]:
    """Answer who came, as far as they were named: who was seen at the door, or else everybody."""
    seats = list(Seat.objects.filter(guest=guest).order_by("number"))
    seen = [seat for seat in seats if seat.came_at]
    names = [seat.name or (guest.name if seat.number == 1 else "") for seat in seen or seats]
    return [name for name in (names or [guest.name]) if name.strip()]


def _draw(made: Canvas, name: str, guest: Guest) -> None:
    event = guest.event
    shade = GROUNDS.get(event.community.accent, GROUNDS["blue"])
    made.setStrokeColor(shade)
    made.setLineWidth(3)
    made.rect(EDGE / 2, EDGE / 2, WIDE - EDGE, HIGH - EDGE)
    lines = (
        (event.community.name, 16, False, FAINT, 480),
        (gettext("Certificate of attendance"), 34, True, shade, 415),
        (gettext("This is to say that"), 14, False, FAINT, 355), (name, 40, True, INK, 300),
        (gettext("took part in"), 14, False, FAINT, 250), (event.title, 24, True, INK, 210),
        (span_of(event), 13, False, INK, 165), (place_of(event), 13, False, INK, 142),
    )  # fmt: skip
    for text, size, bold, colour, height in lines:
        draw_line(
            made, text, EDGE, height, size=size, width=WIDE - 2 * EDGE, bold=bold, colour=colour, centred=True
        )
