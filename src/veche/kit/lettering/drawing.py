"""Drawing: a line of glyphs put on a page of reportlab's."""

from __future__ import annotations

from typing import Any

from veche.kit.lettering.embedding import Embedded, embedded
from veche.kit.lettering.setting import Group, Line, Run, fitted

INK = "#1f2937"
# How thick a line is drawn around letters whose face has no bold, in parts of their size.
_THICKER = 0.028


def draw_line(
    canvas: Any, text: str, x: float, y: float, *, size: float, width: float, bold: bool = False,
    colour: Any = INK, centred: bool = False, least: float = 5,
) -> float:  # fmt: skip
    """Draw one line that fits the width: letters shrink to `least`, then the end is cut; answers the size."""
    line, fit = fitted(text, size=size, width=width, bold=bold, least=least)
    at = x + (width - line.width * fit) / 2 if centred else x
    draw(canvas, line, at, y, size=fit, colour=colour)
    return fit


def draw(canvas: Any, line: Line, x: float, y: float, *, size: float, colour: Any = INK) -> None:
    """Draw a line that begins at a place."""
    canvas.setFillColor(colour)
    for run in line.runs:
        font = embedded(canvas._doc, run.face)
        shown = f"/{font.name} {size:.3f} Tf 1 0 0 1 {x:.3f} {y:.3f} Tm {_shown(font, run, size)}"
        if run.is_thickened:
            canvas.saveState()
            canvas.setStrokeColor(colour)
            canvas.setLineWidth(size * _THICKER)
            canvas.setLineJoin(1)
            canvas.addLiteral(f"BT 2 Tr {shown} ET")
            canvas.restoreState()
        else:
            canvas.addLiteral(f"BT {shown} ET")
        x += sum(glyph.advance for group in run.groups for glyph in group.glyphs) * size / 1000


def _shown(font: Embedded, run: Run, size: float) -> str:
    """Answer the glyphs of a run as operators, with the text behind those that do not tell it.

    What goes right stands behind its run as a whole. What goes left is turned round by its readers glyph by
    glyph, so there each group has its text.
    """
    is_told = all(len(group.glyphs) == 1 for group in run.groups)
    parts = []
    for group in run.groups:
        glyphs = _glyphs(font, group, size, is_edged=run.is_leftward)
        is_alone = run.is_leftward and len(group.glyphs) > 1
        parts.append(_standing_for(group.text, glyphs) if is_alone else glyphs)
    shown = "".join(parts)
    if not run.is_leftward and not is_told:
        shown = _standing_for(run.text, shown)
    return f"[{shown}] TJ".replace("[] TJ ", "")


def _standing_for(text: str, glyphs: str) -> str:
    """Answer glyphs with the text that is found and copied instead of them (14.9.4)."""
    actual = text.encode("utf-16-be").hex().upper()
    return f"] TJ /Span <</ActualText <FEFF{actual}>>> BDC [{glyphs}] TJ EMC ["


def _glyphs(font: Embedded, group: Group, size: float, *, is_edged: bool) -> str:
    """Answer glyphs with what moves them; for readers that go by glyphs, the widest stands for the text.

    `is_edged`: a reader takes a group to reach from the first glyph's left to the last one's right, so a
    blank comes first and the widest last.
    """
    text, glyphs = group
    starts, pen = [], 0.0
    for glyph in glyphs:
        starts.append(pen + glyph.x)
        pen += glyph.advance
    order = sorted(range(len(glyphs)), key=lambda place: glyphs[place].advance)
    widest = order[-1]
    parts, at = [], 0.0
    if is_edged and len(glyphs) > 1 and (blank := font.face.font.get_nominal_glyph(0x20)):
        code = font.code_of(blank, "")
        parts.append(f"<{code:04X}>")
        at = font.widths[code]
    for place in order if is_edged else range(len(glyphs)):
        glyph = glyphs[place]
        code = font.code_of(glyph.number, text if place == widest else "")
        shown = f"{_moved(at - starts[place])}<{code:04X}>"
        raise_ = glyph.y * size / 1000
        parts.append(f"] TJ {raise_:.3f} Ts [{shown}] TJ 0 Ts [" if raise_ else shown)
        at = starts[place] + font.widths[code]
    return "".join(parts) + _moved(at - pen)


def _moved(back: float) -> str:
    return f" {back:.1f} " if abs(back) >= 0.05 else ""
