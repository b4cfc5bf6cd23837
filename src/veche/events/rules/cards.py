"""The picture that stands beside a link to an event: name, day and place on the community's colour."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

WIDTH, HEIGHT, EDGE = 1200, 630, 80
# Dark enough that white letters on them are read by everybody (WCAG AA).
GROUNDS = {
    "blue": "#0b5394", "azure": "#0a5c8c", "indigo": "#3b3f9f", "purple": "#6b2fa0", "pink": "#9c1d5c",
    "red": "#9a1b1b", "orange": "#8f4205", "yellow": "#6f5200", "lime": "#3f6212", "green": "#14613a",
    "teal": "#0b5f59", "cyan": "#0e5a6b",
}  # fmt: skip
INK, FAINT = "#ffffff", "#e2e8f0"
MOST_LINES = 4


def draw_card(title: str, lines: list[str], *, accent: str, fonts: tuple[bytes, bytes]) -> bytes:
    """Answer the picture as a PNG; `fonts` are the plain face and the bold one, `lines` stand below.

    A title too long for four lines is cut. Whatever the texts are, they are only drawn.
    """
    from PIL import Image, ImageDraw, ImageFont

    picture = Image.new("RGB", (WIDTH, HEIGHT), GROUNDS.get(accent, GROUNDS["blue"]))
    draw = ImageDraw.Draw(picture)

    def face(bold: bool, size: int) -> FreeTypeFont:
        return ImageFont.truetype(BytesIO(fonts[bold]), size)

    size = 84 if len(title) < 40 else 64
    bold, plain = face(True, size), face(False, 38)
    at = EDGE
    for line in _folded(title, bold, MOST_LINES):
        draw.text((EDGE, at), line, font=bold, fill=INK)
        at += round(size * 1.2)
    at = HEIGHT - EDGE - 54 * len(lines)
    for line in lines:
        for cut in _folded(line, plain, 1):
            draw.text((EDGE, at), cut, font=plain, fill=FAINT)
        at += 54
    file, image = BytesIO(), picture.quantize(64)
    image.save(file, "PNG", optimize=True)
    return file.getvalue()


def _folded(text: str, font: FreeTypeFont, most: int) -> list[str]:
    """Break a text into lines that fit; what does not fit is cut with a mark."""
    lines: list[str] = [""]
    for word in text.split():
        for piece in _pieces(word, font):
            tried = f"{lines[-1]} {piece}".strip()
            if font.getlength(tried) <= WIDTH - 2 * EDGE:
                lines[-1] = tried
            else:
                lines.append(piece)
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and font.getlength(last + "…") > WIDTH - 2 * EDGE:
        last = last[:-1]
    return [*lines[: most - 1], last + "…"]


def _pieces(word: str, font: FreeTypeFont) -> list[str]:
    """Break a word that is longer than a line."""
    pieces = [""]
    for letter in word[:200]:
        if font.getlength(pieces[-1] + letter) > WIDTH - 2 * EDGE:
            pieces.append("")
        pieces[-1] += letter
    return pieces
