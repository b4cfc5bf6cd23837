"""Trying variants of a letter on a share of its readers first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from veche.kit.terms import N_

# Of a delivery that waits until it is known which variant it is to be.
RESTING = -1
MOST_VARIANTS = 4
HOURS = (1, 2, 4, 8, 12, 24, 48)
CONFIDENCES = (80, 90, 95, 99)


class WinsBy(StrEnum):
    """By what the better variant is known."""

    OPENS = "opens"
    CLICKS = "clicks"
    REPLIES = "replies"


WINS_TITLES: Mapping[WinsBy, str] = {
    WinsBy.OPENS: N_("By how many people open it"), WinsBy.CLICKS: N_("By how many people click in it"),
    WinsBy.REPLIES: N_("By how many people answer it"),
}  # fmt: skip


class Undecided(StrEnum):
    """What happens where no variant is surely the best."""

    FIRST = "first"
    ASK = "ask"


UNDECIDED_TITLES: Mapping[Undecided, str] = {
    Undecided.FIRST: N_("The rest gets the first variant"),
    Undecided.ASK: N_("The rest waits for a person to choose"),
}


@dataclass(frozen=True, slots=True)
class Trial:
    """How a trial is decided: by what, after how many hours, how sure at least (of a hundred), and if not."""

    wins_by: WinsBy = WinsBy.OPENS
    hours: int = 4
    confidence: int = 90
    undecided: Undecided = Undecided.FIRST


class Wanted(NamedTuple):
    """A variant as somebody wants it: what is empty is that of the letter.

    With `is_own` its content is written in place: `number` is that of the variant it goes on from, if any.
    """

    subject: str
    content: Mapping[str, Any] | None = None
    is_own: bool = False
    number: int = 0
    preheader: str = ""


class Score(NamedTuple):
    """Of how many who got a variant how many did what counts."""

    variant: int
    whole: int
    hits: int


class Chance(NamedTuple):
    """What is known of a variant: its rate, where that lies, how likely it is the best (shares of one)."""

    variant: int
    whole: int
    hits: int
    rate: float
    low: float
    high: float
    best: float


class Verdict(NamedTuple):
    """Which variant the rest gets, if that is said; whether it is surely the best; what is known of each."""

    variant: int | None
    is_sure: bool
    chances: tuple[Chance, ...]
