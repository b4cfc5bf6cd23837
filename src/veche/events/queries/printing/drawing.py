"""Drawing on paper: lines in any script that fit their width, and codes as sharp squares."""

from __future__ import annotations

import json
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from veche.events.queries.tickets import qr_rows
from veche.events.rules.lettering import HAN, HANGUL, KANA, PLAIN, pieces_of

# reportlab tells no types; its canvas is what all of these draw on.
Canvas = Any
DIST = Path(__file__).resolve().parents[3] / "kit/static/kit/dist"
MM = 72 / 25.4
# Adobe's own names of faces that every reader of PDF knows: nothing of ten megabytes is carried along.
_FAR_EASTERN = {HAN: "STSong-Light", KANA: "HeiseiKakuGo-W5", HANGUL: "HYGothic-Medium"}
INK, FAINT, LINE = "#1f2937", "#6b7280", "#d1d5db"


def new_canvas(size: tuple[float, float], title: str) -> Canvas:
    """Answer an empty document."""
    from reportlab.pdfgen import canvas

    load_fonts()
    made = canvas.Canvas("", pagesize=size, pageCompression=1)
    made.setTitle(title)
    return made


@cache
def load_fonts() -> dict[str, frozenset[int]]:
    """Load the faces once; answers which characters the two of ours can draw."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.ttfonts import TTFont

    names = json.loads((DIST / "manifest.json").read_text())
    known = {}
    for face, file in (("Door", "report.ttf"), ("Door-Bold", "report-bold.ttf")):
        font = TTFont(face, str(DIST / names[file]))
        pdfmetrics.registerFont(font)
        known[face] = frozenset(font.face.charToGlyph)
    for far in _FAR_EASTERN.values():
        pdfmetrics.registerFont(UnicodeCIDFont(far))
    return known


def draw_line(
    canvas: Canvas, text: str, x: float, y: float, *, size: float, width: float, bold: bool = False,
    colour: str = INK, centred: bool = False, least: float = 5,
) -> float:  # fmt: skip
    """Draw one line that fits the width: letters shrink to `least`, then the end is cut; answers the size."""
    pieces = _pieces(text, bold)
    wide = _width(pieces)
    fitted = max(least, min(size, width / wide if wide else size))
    while _width(pieces) * fitted > width and pieces:
        face, letters = pieces[-1]
        pieces = [*pieces[:-1], (face, letters[:-1])] if letters[:-1] else list(pieces[:-1])
    at = x + (width - _width(pieces) * fitted) / 2 if centred else x
    canvas.setFillColor(colour)
    for face, letters in pieces:
        canvas.setFont(face, fitted)
        canvas.drawString(at, y, letters)
        at += _width([(face, letters)]) * fitted
    return fitted


def draw_code(canvas: Canvas, code: str, x: float, y: float, side: float) -> None:
    """Draw a QR code as one path of squares; the quiet zone around is the caller's."""
    rows = qr_rows(code)
    dot = side / len(rows)
    parts = [f"q 0 g 1 0 0 1 {x:.2f} {y:.2f} cm"]
    for number, row in enumerate(rows):
        low = (len(rows) - 1 - number) * dot
        start = None
        for place, value in enumerate((*row, 0)):
            if value and start is None:
                start = place
            elif not value and start is not None:
                parts.append(f"{start * dot:.2f} {low:.2f} {(place - start) * dot:.2f} {dot:.2f} re")
                start = None
    parts.append("f Q")
    canvas.addLiteral("\n".join(parts))


def _pieces(text: str, bold: bool) -> list[tuple[str, str]]:
    """Answer a line by fonts; what no font of ours can draw is left out."""
    plain = "Door-Bold" if bold else "Door"
    known = load_fonts()[plain]
    found = []
    for face, letters in pieces_of(text):
        drawn = "".join(one for one in letters if ord(one) in known) if face == PLAIN else letters
        if drawn:
            found.append((_FAR_EASTERN.get(face, plain), drawn))
    return found


def _width(pieces: list[tuple[str, str]]) -> float:
    """Answer how wide the pieces are at a size of one."""
    return sum(_advance(face, letter) for face, letters in pieces for letter in letters)


@lru_cache(maxsize=20_000)
def _advance(face: str, letter: str) -> float:
    from reportlab.pdfbase import pdfmetrics

    return float(pdfmetrics.stringWidth(letter, face, 1000)) / 1000


def is_drawable(text: str) -> bool:
    """Tell whether anything of a text can be drawn."""
    return bool("".join(letters for _, letters in _pieces(text, bold=True)).strip())


def is_whole(text: str) -> bool:
    """Tell whether every letter of a text can be drawn: of Thai, Devanagari and most emoji none can."""
    wanted = sum(len(letters) for _, letters in pieces_of(text))
    return sum(len(letters) for _, letters in _pieces(text, bold=True)) == wanted


def finished(canvas: Canvas) -> bytes:
    """End the document and answer it."""
    return bytes(canvas.getpdfdata())
