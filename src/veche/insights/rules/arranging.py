"""Arranging: a network as a picture of its people, or of its circles and who joins them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import pi

from veche.insights.rules.placing import height_of, in_rows, placed
from veche.insights.terms import Box, Network, Spot, Tie

# Units of a picture are pixels where there is room for all of it.
WIDEST, NARROWEST, MARGIN = 1100.0, 420.0, 10.0
# Around the people of a circle, with room for its number.
PADDING = 18.0
# Between two circles.
BETWEEN = 22.0
# Between the names of two people.
APART = 13.0
# Of a picture's room, how much the discs of circles are to fill.
DISCS, LARGEST, SMALLEST = 0.16, 120.0, 24.0


@dataclass(frozen=True, slots=True)
class Arranged:
    """Where boxes stand, by what they are of, and how large the picture is."""

    spots: Mapping[int, Spot]
    width: float
    height: float


def people_arranged(
    groups: Sequence[Sequence[int]], ties: Sequence[Tie], boxes: Mapping[int, Box]
) -> Arranged:
    """Answer where the people of circles stand: those of a circle together, circles that talk near."""
    inner = [_group(group, ties, boxes) for group in groups]
    around = [Box(one.width / 2 + PADDING, one.height / 2 + PADDING) for one in inner]
    width = _width_for(around)
    home = {person: place for place, group in enumerate(groups) for person in group}
    threads: dict[tuple[int, int], int] = {}
    for one, other, replies in ties:
        ends = min(home[one], home[other]), max(home[one], home[other])
        if ends[0] != ends[1]:
            threads[ends] = threads.get(ends, 0) + replies
    middles = _groups(around, [Tie(*ends, replies) for ends, replies in threads.items()], width)
    spots = {
        person: Spot(
            middle.x - one.width / 2 + spot.x + MARGIN, middle.y - one.height / 2 + spot.y + MARGIN
        )
        for one, middle in zip(inner, middles, strict=True)
        for person, spot in one.spots.items()
    }  # fmt: skip
    width = max((middle.x + box.wide for box, middle in zip(around, middles, strict=True)), default=width)
    return Arranged(spots, width + 2 * MARGIN, height_of(around, middles, BETWEEN) + 2 * MARGIN)


def _groups(boxes: Sequence[Box], ties: Sequence[Tie], width: float) -> list[Spot]:
    """Answer where circles stand: freely or in rows, whichever takes less room."""
    freely, rows = placed(boxes, ties, width, BETWEEN), in_rows(boxes, ties, BETWEEN)
    wide = max((spot.x + box.wide for box, spot in zip(boxes, rows, strict=True)), default=0)
    in_all = wide * height_of(boxes, rows, BETWEEN)
    is_smaller = in_all < width * height_of(boxes, freely, BETWEEN)
    return rows if is_smaller and wide < WIDEST * 1.15 else freely


def _group(group: Sequence[int], ties: Sequence[Tie], boxes: Mapping[int, Box]) -> Arranged:
    at = {person: place for place, person in enumerate(group)}
    inner = [Tie(at[one], at[other], count) for one, other, count in ties if one in at and other in at]
    own = [boxes[person] for person in group]
    spots = in_rows(own, inner, APART)
    wide = max(spot.x + box.wide for spot, box in zip(spots, own, strict=True))
    high = max(spot.y + box.high for spot, box in zip(spots, own, strict=True))
    return Arranged(dict(zip(group, spots, strict=True)), wide, high)


def _width_for(boxes: Sequence[Box]) -> float:
    """Answer a width that makes a picture of these boxes lie rather than stand."""
    room = sum(4 * box.wide * box.high for box in boxes)
    widest = max((2 * box.wide for box in boxes), default=NARROWEST)
    wished = (room * 4) ** 0.5 if len(boxes) > 1 else widest
    return max(min(max(wished, NARROWEST), WIDEST), widest + BETWEEN)


def circles_arranged(boxes: Mapping[int, Box], ties: Sequence[Tie]) -> Arranged:
    """Answer where circles and those who join them stand: `ties` name boxes by their keys."""
    keys = list(boxes)
    at = {key: place for place, key in enumerate(keys)}
    links = [Tie(at[one], at[other], count) for one, other, count in ties]
    own = [boxes[key] for key in keys]
    spots = placed(own, links, WIDEST, gap=18.0)
    moved = [Spot(spot.x + MARGIN, spot.y + MARGIN) for spot in spots]
    return Arranged(
        dict(zip(keys, moved, strict=True)), WIDEST + 2 * MARGIN, height_of(own, spots, 18.0) + 2 * MARGIN
    )


def radii_of(network: Network, circles: Sequence[int]) -> dict[int, float]:
    """Answer how large the disc of each circle is: its area says how many people it has."""
    sizes = {place: len(network.circles[place].people) for place in circles}
    scale = (DISCS * WIDEST * WIDEST * 0.6 / pi / max(1, sum(sizes.values()))) ** 0.5
    return {place: min(max(scale * size**0.5, SMALLEST), LARGEST) for place, size in sizes.items()}
