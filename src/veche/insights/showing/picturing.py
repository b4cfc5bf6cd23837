"""Picturing: a network as shapes that a template writes as SVG; every number is written already."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import log2

from veche.insights.terms import Box, Spot, Tie

LINE, LETTER, LONGEST, NAME_LINES = 15.0, 7.4, 13, 2
HUES = 8
# Most dots in a disc: a circle of thousands looks as full as one of hundreds.
MOST_DOTS = 220
BEND = 0.13


@dataclass(frozen=True, slots=True)
class Text:
    """A line of words at a place."""

    x: str
    y: str
    words: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A person: a link with a face or initials, and a name below."""

    key: int
    x: str
    y: str
    radius: str
    ring: str
    # The square of somebody of the team.
    side: str
    left: str
    top: str
    title: str
    url: str
    initials: str
    names: Sequence[Text]
    hue: int
    is_team: bool = False
    is_connector: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A tie: the heavier, the wider."""

    path: str
    width: str
    ends: str
    is_far: bool = False


@dataclass(frozen=True, slots=True)
class Blob:
    """The room of a circle whose people are drawn, with its number."""

    path: str
    label: Text
    url: str
    title: str
    hue: int


@dataclass(frozen=True, slots=True)
class Disc:
    """A circle as one: as many people as it has place, and who is at its heart."""

    key: str
    x: str
    y: str
    radius: str
    dots: str
    label: Text
    names: Sequence[Text]
    url: str
    title: str
    hue: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a network."""

    width: str
    height: str
    dots: Sequence[Dot] = ()
    lines: Sequence[Line] = ()
    blobs: Sequence[Blob] = ()
    discs: Sequence[Disc] = ()
    # What is not in it, in words.
    left_out: Sequence[str] = field(default=())

    @property
    def is_wide(self) -> bool:
        """Whether a phone shows it to be moved rather than too small to read."""
        return float(self.width) > 600


def number(value: float) -> str:
    """Write a number as SVG reads it, whatever the language."""
    return f"{value:.1f}".removesuffix(".0")


def text_at(x: float, y: float, words: str) -> Text:
    """Answer words in the middle of a place."""
    return Text(number(x), number(y), words)


def name_lines(name: str) -> list[str]:
    """Answer a name in one or two lines that fit below a face."""
    lines: list[str] = []
    for word in name.split():
        if lines and len(lines[-1]) + len(word) < LONGEST:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    if len(lines) > NAME_LINES:
        lines = [lines[0], f"{lines[1]}…"]
    return [line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…" for line in lines]


def box_of(radius: float, lines: Sequence[str]) -> Box:
    """Answer the room of a round thing with lines of words below."""
    wide = max((len(line) * LETTER for line in lines), default=0) / 2
    return Box(max(radius, wide), radius + 2 + len(lines) * LINE / 2)


def middle_of(spot: Spot, radius: float, lines: Sequence[str]) -> Spot:
    """Answer where the middle of the round thing is, of a box with lines below it."""
    return Spot(spot.x, spot.y - box_of(radius, lines).high + radius)


def names_below(middle: Spot, radius: float, lines: Sequence[str]) -> list[Text]:
    """Answer the lines of words below a round thing."""
    return [
        text_at(middle.x, middle.y + radius + LINE * (place + 1) - 1, line)
        for place, line in enumerate(lines)
    ]


def line_between(
    tie: Tie, spots: Mapping[int, Spot], names: tuple[str, str], *, is_far: bool = False
) -> Line:
    """Answer a tie as a bow, so that nobody who stands between two seems to be on it."""
    one, other = spots[tie.one], spots[tie.other]
    middle = Spot((one.x + other.x) / 2, (one.y + other.y) / 2)
    bend_x, bend_y = (one.y - other.y) * BEND, (other.x - one.x) * BEND
    path = (
        f"M{number(one.x)} {number(one.y)}"
        f"Q{number(middle.x + bend_x)} {number(middle.y + bend_y)} {number(other.x)} {number(other.y)}"
    )
    return Line(path, number(min(1 + log2(tie.replies) * 0.8, 9)), " ".join(names), is_far)


def blob_path(boxes: Sequence[Box], spots: Sequence[Spot]) -> tuple[str, Spot]:
    """Answer the shape around boxes, and where its number stands: at its highest corner on the left."""
    from veche.insights.rules.placing import outline

    corners = outline(boxes, spots)
    path = "M" + "L".join(f"{number(corner.x)} {number(corner.y)}" for corner in corners) + "Z"
    return path, min(corners, key=lambda corner: (round(corner.y), corner.x))


def dots_path(middle: Spot, radius: float, people: int) -> str:
    """Answer the people of a circle as points spread over its disc."""
    count = min(people, MOST_DOTS)
    from veche.insights.rules.placing import sunflower

    places = sunflower(count, radius * 0.88)
    return "".join(f"M{number(middle.x + spot.x)} {number(middle.y + spot.y)}h0" for spot in places)
