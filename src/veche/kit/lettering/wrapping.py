"""Wrapping: a text as lines that fit, and what of it reportlab sets rightly by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape

from veche.kit.lettering.clusters import cleaned, clusters_of, is_simple
from veche.kit.lettering.setting import longest, set_line

_ALONE = re.compile("[\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff]")


def paragraph(text: str, style: Any) -> Any:
    """Answer a flowable of a text in a style of reportlab's; nothing in the text is taken for markup."""
    if is_simple(text):
        from reportlab.platypus import Paragraph

        return Paragraph(escape(text), style)
    from veche.kit.lettering.flowing import Lettered

    return Lettered(text, style)


def label(x: float, y: float, text: str, **style: Any) -> Any:
    """Answer a text on a drawing; `style` has the properties of reportlab's `String`."""
    if is_simple(text):
        from reportlab.graphics.shapes import String

        return String(x, y, text, **style)
    from veche.kit.lettering.flowing import LetteredString

    return LetteredString(x, y, text, **style)


def wrapped(text: str, width: float, *, bold: bool = False) -> list[str]:
    """Split a text into lines: between words, beside Han, in words too long; `width` in sizes of the type.

    The lines put together are the text, so a line may end with a space.
    """
    lines, line, taken = [], "", 0.0
    for part in _fitting(text, width, bold=bold):
        if line and taken + set_line(part.rstrip(), bold=bold).width > width:
            lines.append(line)
            line, taken = "", 0.0
        line += part
        taken += set_line(part, bold=bold).width
    return [*lines, line]


def _fitting(text: str, width: float, *, bold: bool) -> Iterator[str]:
    for part in parts_of(text):
        letters = clusters_of(part)
        while set_line("".join(letters).rstrip(), bold=bold).width > width and len(letters) > 1:
            fit = max(1, longest(letters, width, bold=bold))
            yield "".join(letters[:fit])
            letters = letters[fit:]
        yield "".join(letters)


def parts_of(text: str) -> list[str]:
    """Answer the pieces between which a line may end: words with the spaces after them, Han one by one."""
    parts: list[str] = []
    for cluster in clusters_of(cleaned(text).strip()):
        begins = not parts or parts[-1].endswith(" ") or _ALONE.match(cluster) or _ALONE.match(parts[-1])
        if begins and cluster != " ":
            parts.append(cluster)
        else:
            parts[-1] += cluster
    return parts
