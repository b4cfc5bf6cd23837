"""Lettering: names and other texts on paper in any script, shaped as their readers write them.

    text → clusters → faces that have them → directions → shaping (HarfBuzz) → glyphs in a PDF

reportlab draws one glyph for each character from left to right, which is right for Latin and Cyrillic.
Here letters join, change places and carry marks, and the PDF keeps the text behind the glyphs, so that it is
found and copied. Nothing heavy is imported or read before the first line is set.
"""

from veche.kit.lettering.drawing import INK, draw, draw_line
from veche.kit.lettering.setting import Line, fitted, is_whole, set_line
from veche.kit.lettering.wrapping import label, paragraph

__all__ = ["INK", "Line", "draw", "draw_line", "fitted", "is_whole", "label", "paragraph", "set_line"]
