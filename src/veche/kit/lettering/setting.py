"""Setting: a text as one line of glyphs in the order in which they stand on paper."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby, pairwise
from typing import NamedTuple

from veche.kit.lettering.clusters import cleaned, clusters_of, is_simple
from veche.kit.lettering.direction import in_order, levels_of
from veche.kit.lettering.faces import BOLD, Face, open_face, placed, weight_of


class Glyph(NamedTuple):
    """A glyph by its number in the face; lengths are thousandths of the size of the type."""

    number: int
    advance: float
    x: float
    y: float


class Group(NamedTuple):
    """Letters that cannot be parted any more, and the glyphs that stand for them."""

    text: str
    glyphs: tuple[Glyph, ...]


class Run(NamedTuple):
    """Letters of one face and direction; `is_thickened`: it is bold and the face is not."""

    text: str
    face: Face
    groups: tuple[Group, ...]
    is_leftward: bool
    is_thickened: bool


class Line(NamedTuple):
    """A line; its width is that at a size of one. `is_whole`: every letter of the text is on it."""

    runs: tuple[Run, ...]
    width: float
    is_whole: bool


@lru_cache(maxsize=512)
def set_line(text: str, *, bold: bool = False) -> Line:
    """Answer a text as a line; what no face has is left out."""
    clusters = list(placed(cleaned(text)))
    levels = iter(levels_of("".join(one.cluster for one in clusters)))
    shown = []
    for one in clusters:
        level = [next(levels) for _ in one.cluster][:1]
        if one.listed is not None:
            shown.append((one.listed, level[0], one.cluster))
    runs = []
    for (listed, level), ones in groupby(shown, key=lambda one: one[:2]):
        weight = weight_of(listed, bold=bold)
        face = open_face(listed, weight)
        part, is_leftward = "".join(one[2] for one in ones), level % 2 == 1
        groups = _shape(part, face, is_leftward=is_leftward)
        runs.append((level, Run(part, face, groups, is_leftward, bold and weight != BOLD)))
    ordered = tuple(in_order(runs))
    width = sum(glyph.advance for run in ordered for group in run.groups for glyph in group.glyphs)
    return Line(ordered, width / 1000, all(one.is_whole for one in clusters))


def _shape(text: str, face: Face, *, is_leftward: bool) -> tuple[Group, ...]:
    """Answer the glyphs of one run from left to right, by the letters they stand for."""
    import uharfbuzz

    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.direction = "rtl" if is_leftward else "ltr"
    buffer.guess_segment_properties()
    uharfbuzz.shape(face.font, buffer, {})
    scale = 1000 / face.em
    glyphs = [
        (info.cluster, Glyph(info.codepoint, at.x_advance * scale, at.x_offset * scale, at.y_offset * scale))
        for info, at in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    ]
    starts = sorted({start for start, _ in glyphs})
    ends = dict(pairwise([*starts, len(text)]))
    return tuple(
        Group(text[start : ends[start]], tuple(glyph for _, glyph in ones))
        for start, ones in groupby(glyphs, key=lambda one: one[0])
    )


def fitted(
    text: str, *, size: float, width: float, bold: bool = False, least: float = 5
) -> tuple[Line, float]:
    """Answer a text and its size so that they fit a width: it shrinks to `least`, then its end is cut off."""
    line = set_line(text, bold=bold)
    if not line.width:
        return line, size
    fit = max(least, min(size, width / line.width))
    if line.width * fit <= width * 1.0001:
        return line, fit
    clusters = clusters_of(cleaned(text))
    return set_line("".join(clusters[: longest(clusters, width / fit, bold=bold)]), bold=bold), fit


def longest(clusters: list[str], width: float, *, bold: bool = False) -> int:
    """Answer how many of the clusters fit a width, which is in sizes of the type."""
    few, many = 0, len(clusters) + 1
    while many - few > 1:
        half = (few + many) // 2
        fits = set_line("".join(clusters[:half]), bold=bold).width <= width
        few, many = (half, many) if fits else (few, half)
    return few


def is_whole(text: str) -> bool:
    """Tell whether every letter of a text can be drawn; opens no face, reads nothing for the usual ones."""
    return is_simple(text) or all(one.is_whole for one in placed(cleaned(text)))
