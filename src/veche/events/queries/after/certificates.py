"""Certificates of attendance: a page of A4 for each of a party who came, with names in any script."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.translation import gettext

from veche.events.models import Guest, Seat
from veche.events.queries.calendars import place_of
from veche.events.queries.letters import span_of
from veche.events.rules.cards import GROUNDS
from veche.events.rules.lettering import HAN, HANGUL, KANA, PLAIN, pieces_of
from veche.events.terms import GuestState

# A4 across, in points.
WIDE, HIGH, EDGE = 841.89, 595.28, 56.0
INK, FAINT = "#1f2937", "#6b7280"
DIST = Path(__file__).resolve().parents[3] / "kit/static/kit/dist"
# Adobe's own names of faces that every reader of PDF knows: nothing of ten megabytes is carried along.
_FAR_EASTERN = {HAN: "STSong-Light", KANA: "HeiseiKakuGo-W5", HANGUL: "HYGothic-Medium"}


def certificate_of(guest: Guest, language: str) -> bytes | None:
    """Answer the certificates of a party as a PDF; nothing for who did not come, or gave no name."""
    names = _names(guest) if guest.state == GuestState.CAME else []
    if not names:
        return None
    from reportlab.pdfgen import canvas

    _load_fonts()
    made = canvas.Canvas("", pagesize=(WIDE, HIGH), pageCompression=1)
    made.setTitle(guest.event.title)
    with translation.override(language):
        for name in names:
            _draw(made, name, guest)
            made.showPage()
    return bytes(made.getpdfdata())


def _names(guest: Guest) -> list[str]:
    """Answer who came, as far as they were named: who was seen at the door, or else everybody."""
    seats = list(Seat.objects.filter(guest=guest).order_by("number"))
    seen = [seat for seat in seats if seat.came_at]
    names = [seat.name or (guest.name if seat.number == 1 else "") for seat in seen or seats]
    return [name for name in (names or [guest.name]) if name.strip()]


def _draw(made: Any, name: str, guest: Guest) -> None:
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
        _draw_line(made, text, height, size=size, bold=bold, colour=colour)


def _draw_line(made: Any, text: str, y: float, *, size: float, bold: bool, colour: str) -> None:
    """Draw a line in the middle; letters shrink until it fits, then its end is cut."""
    from reportlab.pdfbase import pdfmetrics

    def wide(pieces: list[tuple[str, str]]) -> float:
        return float(sum(pdfmetrics.stringWidth(letters, face, 1000) for face, letters in pieces)) / 1000

    pieces, room = _pieces(text, bold), WIDE - 2 * EDGE - 20
    fitted = max(9.0, min(size, room / (wide(pieces) or 1)))
    while pieces and wide(pieces) * fitted > room:
        face, letters = pieces.pop()
        pieces += [(face, letters[:-1])] if letters[:-1] else []
    at = (WIDE - wide(pieces) * fitted) / 2
    made.setFillColor(colour)
    for face, letters in pieces:
        made.setFont(face, fitted)
        made.drawString(at, y, letters)
        at += wide([(face, letters)]) * fitted


def _pieces(text: str, bold: bool) -> list[tuple[str, str]]:
    """Answer a line by fonts; what no font of ours can draw is left out."""
    plain = "Certificate-Bold" if bold else "Certificate"
    known = _load_fonts()[plain]
    found = []
    for face, letters in pieces_of(text):
        drawn = "".join(one for one in letters if ord(one) in known) if face == PLAIN else letters
        if drawn:
            found.append((_FAR_EASTERN.get(face, plain), drawn))
    return found


@cache
def _load_fonts() -> dict[str, frozenset[int]]:
    """Load the faces once; answers which characters the two of ours can draw."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.ttfonts import TTFont

    names = json.loads((DIST / "manifest.json").read_text())
    known = {}
    for face, file in (("Certificate", "report.ttf"), ("Certificate-Bold", "report-bold.ttf")):
        font = TTFont(face, str(DIST / names[file]))
        pdfmetrics.registerFont(font)
        known[face] = frozenset(font.face.charToGlyph)
    for far in _FAR_EASTERN.values():
        pdfmetrics.registerFont(UnicodeCIDFont(far))
    return known
