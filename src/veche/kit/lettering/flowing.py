"""Flowing: what reportlab lays out, with lines that are set here; imported when paper is asked for: heavy."""

from __future__ import annotations

from typing import Any

from reportlab.graphics.shapes import DirectDraw
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.platypus import Flowable

from veche.kit.lettering.drawing import draw
from veche.kit.lettering.setting import set_line
from veche.kit.lettering.wrapping import parts_of, wrapped


class Lettered(Flowable):  # type: ignore[misc]
    """A paragraph of plain text in a style of reportlab's."""

    def __init__(self, text: str, style: Any) -> None:
        super().__init__()
        self.text, self.style = text, style
        self.bold = style.fontName.endswith("Bold")
        self.lines: list[str] = []

    def getSpaceBefore(self) -> float:  # noqa: N802 - these are reportlab's names
        """Answer the room above."""
        return float(self.style.spaceBefore)

    def getSpaceAfter(self) -> float:  # noqa: N802
        """Answer the room below."""
        return float(self.style.spaceAfter)

    def minWidth(self) -> float:  # noqa: N802
        """Answer how wide the longest word is."""
        widths = [set_line(part.rstrip(), bold=self.bold).width for part in parts_of(self.text)]
        return max(widths, default=0) * float(self.style.fontSize)

    def wrap(self, width: float, _: float) -> tuple[float, float]:
        """Break into lines; answers the room they take."""
        self.lines = wrapped(self.text, width / self.style.fontSize, bold=self.bold)
        self.width, self.height = width, len(self.lines) * self.style.leading
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Any]:
        """Answer what fits the height and what goes to the next page, or nothing."""
        self.wrap(width, height)
        fit = int(height // self.style.leading)
        if not 0 < fit < len(self.lines):
            return []
        return [Lettered("".join(lines), self.style) for lines in (self.lines[:fit], self.lines[fit:])]

    def draw(self) -> None:
        """Draw the lines."""
        style = self.style
        for number, text in enumerate(self.lines):
            line = set_line(text.rstrip(), bold=self.bold)
            spare = self.width - line.width * style.fontSize
            x = {TA_RIGHT: spare, TA_CENTER: spare / 2}.get(style.alignment, 0)
            y = self.height - number * style.leading - style.fontSize
            draw(self.canv, line, x, y, size=style.fontSize, colour=style.textColor)


class LetteredString(DirectDraw):  # type: ignore[misc]
    """A label on a drawing, with the properties of reportlab's `String`."""

    def __init__(self, x: float, y: float, text: str, **style: Any) -> None:
        self.x, self.y, self.text, self.style = x, y, text, style

    def drawDirectly(self, renderer: Any) -> None:  # noqa: N802
        """Draw it."""
        size = self.style["fontSize"]
        line = set_line(self.text, bold=self.style["fontName"].endswith("Bold"))
        back = {"end": 1, "middle": 0.5}.get(self.style.get("textAnchor", "start"), 0) * line.width * size
        draw(renderer._canvas, line, self.x - back, self.y, size=size, colour=self.style["fillColor"])
