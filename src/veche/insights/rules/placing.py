"""Placing: where everything in a picture of a network stands, the same for the same network.

Forces after Fruchterman and Reingold (1991) say who is near whom, from places on a sunflower
rather than by lot; then boxes are pushed apart until none covers another. The width is given,
the height is what it takes.
"""

from collections.abc import Sequence
from math import ceil

import numpy as np
from numpy.typing import NDArray

from veche.insights.terms import Box, Spot, Tie

Numbers = NDArray[np.float64]
GOLDEN = 2.399963229728653
STEPS = 160
# Boxes are pushed this often before everything is drawn out a little in height.
PUSHES, STRETCH, MOST_STRETCHES = 300, 1.03, 100
# The part of the way that each push goes.
PUSH = 0.4
# How much of a place is its rank, which is spread evenly, rather than what the forces say.
EVEN = 0.8
# How much wider than high a circle of people is.
ASPECT = 1.5
# How much longer than others the rows in the middle of a disc are.
LONGEST_ROW = 1.25
# Of the room that boxes take in all, how much of the picture they are to fill at first.
FILLED = 0.42


def placed(boxes: Sequence[Box], ties: Sequence[Tie], width: float, gap: float = 8.0) -> list[Spot]:
    """Answer where the middles of boxes stand; `ties` name boxes by their places, the heavier the nearer.

    No box covers another; all are inside the width and below 0, except one that is wider itself.
    """
    if not boxes:
        return []
    wide, high = (np.array(side, dtype=float) + gap / 2 for side in zip(*boxes, strict=True))
    points = _attracted(len(boxes), ties)
    room = 4 * float(np.sum(wide * high)) / FILLED
    tall = max(room / width, 2 * float(np.max(high)))
    begun = _between(points[:, 0], wide, width), _between(points[:, 1], high, tall)
    x, y = _parted(begun, wide, high, width)
    y = y - np.min(y - high)
    return [Spot(float(one), float(other)) for one, other in zip(x, y, strict=True)]


def height_of(boxes: Sequence[Box], spots: Sequence[Spot], gap: float = 8.0) -> float:
    """Answer how high a picture has to be for boxes at their spots."""
    return max((spot.y + box.high + gap / 2 for box, spot in zip(boxes, spots, strict=True)), default=0.0)


def in_rows(
    boxes: Sequence[Box], ties: Sequence[Tie], gap: float = 8.0, widest: float = 1100.0
) -> list[Spot]:
    """Answer where boxes stand in rows that together make a disc, who is tied beside each other.

    No box covers another; the first row begins at 0 and the leftmost box, too. Rows are about as wide as
    `widest` at the most.
    """
    if not boxes:
        return []
    points = _attracted(len(boxes), ties)
    mean_wide, mean_high = (float(np.mean(side)) for side in zip(*boxes, strict=True))
    in_line = len(boxes) * (2 * mean_wide + gap)
    wished = (len(boxes) * mean_wide / mean_high / ASPECT) ** 0.5
    rows = max(1, round(wished), ceil(LONGEST_ROW * in_line / widest) if in_line > widest else 1)
    falling, taken, lines = np.argsort(points[:, 1], kind="stable"), 0, []
    for share in _shares_of_rows(rows):
        upto = round(share * len(boxes))
        line = sorted(map(int, falling[taken:upto]), key=lambda one: (points[one, 0], one))
        lines += [line] if line else []
        taken = upto
    widths = [sum(2 * boxes[one].wide + gap for one in line) - gap for line in lines]
    spots, top = [Spot(0.0, 0.0)] * len(boxes), 0.0
    for line, wide in zip(lines, widths, strict=True):
        left, high = (max(widths) - wide) / 2, max(boxes[one].high for one in line)
        for one in line:
            spots[one] = Spot(left + boxes[one].wide, top + high)
            left += 2 * boxes[one].wide + gap
        top += 2 * high + gap
    return spots


def _shares_of_rows(rows: int) -> list[float]:
    """Answer which part of a disc lies above the end of each of its rows."""
    chords = [(1 - ((row + 0.5) / rows * 2 - 1) ** 2) ** 0.5 + 0.15 for row in range(rows)]
    return [float(share) for share in np.cumsum(chords) / sum(chords)]


def outline(boxes: Sequence[Box], spots: Sequence[Spot]) -> list[Spot]:
    """Answer the corners of the smallest shape without dents around boxes, one after the other."""
    corners = sorted({
        Spot(spot.x + side * box.wide, spot.y + end * box.high)
        for box, spot in zip(boxes, spots, strict=True) for side in (-1, 1) for end in (-1, 1)
    })  # fmt: skip
    return _half_outline(corners) + _half_outline(corners[::-1])


def _half_outline(corners: Sequence[Spot]) -> list[Spot]:
    found: list[Spot] = []
    for corner in corners:
        while len(found) > 1 and _turn(found[-2], found[-1], corner) <= 0:
            found.pop()
        found.append(corner)
    return found[:-1]


def _turn(one: Spot, other: Spot, last: Spot) -> float:
    return (other.x - one.x) * (last.y - one.y) - (other.y - one.y) * (last.x - one.x)


def sunflower(count: int, radius: float) -> list[Spot]:
    """Answer places evenly spread over a disc around 0, from its middle on."""
    spread = [radius * ((number + 0.5) / count) ** 0.5 for number in range(count)]
    return [
        Spot(far * float(np.cos(number * GOLDEN)), far * float(np.sin(number * GOLDEN)))
        for number, far in enumerate(spread)
    ]


def _attracted(count: int, ties: Sequence[Tie]) -> Numbers:
    """Answer places in which who is tied is near and everybody else apart."""
    points = np.array(sunflower(count, 1.0))
    pull = np.zeros((count, count))
    for one, other, replies in ties:
        pull[one, other] = pull[other, one] = 1.0 + np.log2(replies)
    pull /= max(1.0, float(pull.max()))
    near = (1.0 / count) ** 0.5 * 1.6
    for step in range(STEPS if count > 1 else 0):
        apart = points[:, None, :] - points[None, :, :]
        far = np.maximum(np.sqrt(np.sum(apart**2, axis=2)), 1e-3)
        force = near**2 / far**2 - pull * far / near
        moves = np.sum(apart * force[:, :, None], axis=1) - points * 0.6
        length = np.maximum(np.sqrt(np.sum(moves**2, axis=1)), 1e-9)
        heat = 0.12 * (1 - step / STEPS) + 0.002
        points = points + moves / length[:, None] * np.minimum(length, heat)[:, None]
    return points


def _between(values: Numbers, half: Numbers, whole: float) -> Numbers:
    """Spread values so that each with its half lies between 0 and the whole."""
    low, high = float(np.min(values)), float(np.max(values))
    if high <= low:
        return np.maximum(half, whole / 2)
    ranks = np.argsort(np.argsort(values, kind="stable"), kind="stable") / (len(values) - 1)
    share = EVEN * ranks + (1 - EVEN) * (values - low) / (high - low)
    return half + share * np.maximum(whole - 2 * half, 0.0)


def _parted(
    points: tuple[Numbers, Numbers], wide: Numbers, high: Numbers, width: float
) -> tuple[Numbers, Numbers]:
    """Push boxes apart, each half of the way and along the shorter one; draw out where they are stuck."""
    x, y = points
    reach_x, reach_y = wide[:, None] + wide[None, :], high[:, None] + high[None, :]
    order = np.sign(np.arange(len(x))[:, None] - np.arange(len(x))[None, :])
    for _ in range(MOST_STRETCHES):
        for _ in range(PUSHES):
            dx, dy = x[:, None] - x[None, :], y[:, None] - y[None, :]
            over_x, over_y = reach_x - np.abs(dx), reach_y - np.abs(dy)
            covers = (over_x > 1e-6) & (over_y > 1e-6) & (order != 0)
            if not covers.any():
                return x, y
            sideways = covers & (over_x / reach_x < over_y / reach_y)
            push_x = np.where(sideways, over_x * np.where(dx == 0, order, np.sign(dx)), 0)
            push_y = np.where(covers & ~sideways, over_y * np.where(dy == 0, order, np.sign(dy)), 0)
            x = np.clip(x + PUSH * np.sum(push_x, axis=1), np.minimum(wide, width / 2), None)
            x = np.minimum(x, np.maximum(width - wide, width / 2))
            y = y + PUSH * np.sum(push_y, axis=1)
        y = y * STRETCH
    return _stacked(x, y, wide, high)


def _stacked(x: Numbers, y: Numbers, wide: Numbers, high: Numbers) -> tuple[Numbers, Numbers]:
    """Answer boxes one below another where they would cover: the way out when pushing finds none."""
    y = y.copy()
    done: list[int] = []
    for one in np.argsort(y, kind="stable"):
        for other in done:
            if abs(x[one] - x[other]) < wide[one] + wide[other] - 1e-6:
                y[one] = max(y[one], y[other] + high[other] + high[one])
        done.append(int(one))
    return x, y
