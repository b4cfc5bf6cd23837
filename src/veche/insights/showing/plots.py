"""Plots: the same wishes of charts that pages draw, drawn on paper."""

from collections.abc import Callable, Sequence
from math import ceil
from typing import Any

from reportlab.graphics.shapes import Drawing, Line, PolyLine, Rect
from reportlab.lib.colors import Color, HexColor

from veche.kit.lettering import label

Wish = dict[str, Any]
WIDTH, HEIGHT, LEFT, BELOW = 500.0, 130.0, 44.0, 16.0
FONT = "Report"
INK, FAINT, GRID = HexColor("#1f2937"), HexColor("#6b7280"), HexColor("#e5e7eb")
PALETTE = tuple(map(HexColor, ("#066fd1", "#f59f00", "#2fb344", "#d63939", "#ae3ec9", "#0ca678")))
NAMED = {"success": HexColor("#2fb344"), "danger": HexColor("#d63939"), "warning": HexColor("#f59f00"),
         "muted": HexColor("#9ca3af")}  # fmt: skip
MOST_LABELS, MOST_LINES, LINE_HEIGHT, LONGEST_NAME = 8, 20, 14.0, 46


def plot(wish: Wish, number: Callable[[float], str]) -> Drawing | None:
    """Answer the drawing of a chart's wish, or nothing for kinds that only a table tells on paper."""
    if wish["kind"] in ("line", "area", "bar", "stack"):
        return _series(wish, number)
    if wish["kind"] == "lying":
        return _lying(wish, number)
    return _heat(wish) if wish["kind"] == "heat" else None


def _series(wish: Wish, number: Callable[[float], str]) -> Drawing:
    drawing = Drawing(WIDTH, HEIGHT)
    known = [value for one in wish["series"] for value in one["values"] if value is not None]
    low, high = min(0.0, *known, 0.0), max(*known, 1.0, 1.0)
    count = max(1, len(wish["labels"]))
    wide = (WIDTH - LEFT) / count

    def x(place: int) -> float:
        return LEFT + wide * (place + 0.5)

    def y(value: float) -> float:
        return BELOW + (HEIGHT - BELOW - 14) * (value - low) / (high - low)

    for share in (0.0, 0.5, 1.0):
        value = low + (high - low) * share
        drawing.add(Line(LEFT, y(value), WIDTH, y(value), strokeColor=GRID, strokeWidth=0.5))
        drawing.add(_text(LEFT - 4, y(value) - 3, number(value), "end"))
    step = ceil(count / MOST_LABELS)
    for place in range(0, count, step):
        drawing.add(_text(x(place), 3, wish["labels"][place], "middle"))
    is_bar = wish["kind"] in ("bar", "stack")
    for place, one in enumerate(wish["series"]):
        colour = NAMED.get(one.get("colour", ""), PALETTE[place % len(PALETTE)])
        if is_bar:
            _add_bars(drawing, one["values"], colour, (place, len(wish["series"])), (x, y, wide))
        else:
            _add_line(drawing, one, colour, x, y)
    _add_legend(drawing, wish["series"])
    return drawing


def _add_bars(
    drawing: Drawing, values: Sequence[float | None], colour: Color, whose: tuple[int, int],
    scale: tuple[Callable[[int], float], Callable[[float], float], float],
) -> None:  # fmt: skip
    x, y, wide = scale
    each = wide * 0.8 / whose[1]
    for place, value in enumerate(values):
        if value:
            start = x(place) - wide * 0.4 + each * whose[0]
            low, high = sorted((y(0), y(value)))
            drawing.add(Rect(start, low, each, max(high - low, 0.5), fillColor=colour, strokeColor=None))


def _add_line(
    drawing: Drawing, one: Wish, colour: Color, x: Callable[[int], float], y: Callable[[float], float]
) -> None:
    points: list[float] = []
    dashes = [3, 2] if one.get("dashed") else None
    for place, value in enumerate([*one["values"], None]):
        if value is not None:
            points += [x(place), y(value)]
        elif points:
            # A point without neighbours is drawn as a short stroke.
            points = points if len(points) > 2 else [points[0] - 2, points[1], points[0] + 2, points[1]]
            drawing.add(PolyLine(points, strokeColor=colour, strokeWidth=1.4, strokeDashArray=dashes))
            points = []


def _add_legend(drawing: Drawing, series: Sequence[Wish]) -> None:
    at = LEFT
    for place, one in enumerate(series):
        colour = NAMED.get(one.get("colour", ""), PALETTE[place % len(PALETTE)])
        drawing.add(Rect(at, HEIGHT - 8, 8, 4, fillColor=colour, strokeColor=None))
        drawing.add(_text(at + 11, HEIGHT - 9, one["name"]))
        at += 24 + 4.4 * len(one["name"])


def _lying(wish: Wish, number: Callable[[float], str]) -> Drawing:
    labels, values = wish["labels"][:MOST_LINES], wish["series"][0]["values"][:MOST_LINES]
    drawing = Drawing(WIDTH, LINE_HEIGHT * len(labels) + 4)
    most = max((value or 0 for value in values), default=0) or 1
    for place, (name, value) in enumerate(zip(labels, values, strict=True)):
        at = LINE_HEIGHT * (len(labels) - place - 1) + 2
        drawing.add(_text(0, at + 3, name[:LONGEST_NAME]))
        wide = (WIDTH - 250) * (value or 0) / most
        drawing.add(Rect(210, at + 1, wide, LINE_HEIGHT - 4, fillColor=PALETTE[0], strokeColor=None))
        drawing.add(_text(214 + wide, at + 3, number(value or 0)))
    return drawing


def _heat(wish: Wish) -> Drawing:
    rows, columns, cells = wish["rows"], wish["labels"], wish["series"][0]["values"]
    high = 12.0
    drawing = Drawing(WIDTH, high * (len(rows) + 1) + 4)
    most = max((value or 0 for _, _, value in cells), default=0) or 1
    wide = (WIDTH - 70) / max(1, len(columns))
    for row, name in enumerate(rows):
        drawing.add(_text(0, high * (len(rows) - row) + 2, name))
    for column in range(0, len(columns), ceil(len(columns) / 12) or 1):
        drawing.add(_text(70 + wide * column, 2, columns[column]))
    for column, row, value in cells:
        share = (value or 0) / most
        shade = Color(0.02 + 0.9 * (1 - share), 0.43 + 0.51 * (1 - share), 0.82 + 0.15 * (1 - share))
        at = high * (len(rows) - row)
        drawing.add(Rect(70 + wide * column, at, wide - 0.5, high - 0.5, fillColor=shade, strokeColor=None))
    return drawing


def _text(x: float, y: float, text: str, anchor: str = "start") -> Any:
    colour = FAINT if anchor != "start" else INK
    return label(x, y, text, fontName=FONT, fontSize=7, fillColor=colour, textAnchor=anchor)
