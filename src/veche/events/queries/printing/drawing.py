"""Drawing on paper: documents, and codes as sharp squares; letters are drawn by `kit.lettering`."""

from __future__ import annotations

from typing import Any

from veche.events.queries.tickets import qr_rows

# reportlab tells no types; its canvas is what all of these draw on.
Canvas = Any
MM = 72 / 25.4
FAINT, LINE = "#6b7280", "#d1d5db"


def new_canvas(size: tuple[float, float], title: str) -> Canvas:
    """Answer an empty document."""
    from reportlab.pdfgen import canvas

    made = canvas.Canvas("", pagesize=size, pageCompression=1)
    made.setTitle(title)
    return made


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


def finished(canvas: Canvas) -> bytes:
    """End the document and answer it."""
    return bytes(canvas.getpdfdata())
