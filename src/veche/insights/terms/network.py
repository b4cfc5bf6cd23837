"""Words of the network: who talks with whom, in which circles, and where each stands in the picture."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Tie(NamedTuple):
    """Two who replied to each other, the lower first, and how often; of circles their places."""

    one: int
    other: int
    replies: int


class Box(NamedTuple):
    """The room something takes in a picture, from its middle: half of its width and of its height."""

    wide: float
    high: float


class Spot(NamedTuple):
    """Where the middle of something stands in a picture."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Circle:
    """People who talk with each other more than with the rest, who talks with most of them first."""

    people: tuple[int, ...]
    # Replies among its people, and between them and others.
    inside: int
    outside: int

    @property
    def heart(self) -> int:
        """The person who talks with most others of the circle: addresses name the circle by them."""
        return self.people[0]


@dataclass(frozen=True, slots=True)
class Network:
    """Who replied to whom: pairs the strongest first, circles the largest first."""

    ties: Sequence[Tie]
    circles: Sequence[Circle]
    # Of each person: the place of their circle, with how many they talk, how many replies that were.
    circle_of: Mapping[int, int]
    partners: Mapping[int, int]
    replies: Mapping[int, int]
    # Pairs too weak to be read at all.
    left_out: int = 0

    @property
    def people(self) -> int:
        """How many people talked with somebody."""
        return len(self.circle_of)
