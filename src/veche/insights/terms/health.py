"""Words of health: the few numbers a community is looked at by, what is wished of them, how they stand."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from veche.insights.terms.units import Better, Unit
from veche.kit.terms import N_


class Norm(NamedTuple):
    """Between which numbers a sign is wished to be, both in it; nothing where one side is open."""

    low: float | None = None
    high: float | None = None


class Verdict(StrEnum):
    """How a number stands to a norm, or to its own past."""

    WORSE = "worse"
    WITHIN = "within"
    BETTER = "better"
    UNTOLD = "untold"


@dataclass(frozen=True, slots=True)
class Way:
    """Where one does something about it: what the link says, the page, and what stands in its address."""

    title: str
    route: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Sign:
    """One number of a community's health: what it is, why it matters, what helps, what is wished of it.

    `fewest` is of how many `counted` at least it must be told to say anything.
    """

    key: str
    title: str
    definition: str
    measure: str
    unit: Unit
    better: Better
    icon: str
    counted: str
    why: str
    helps: str
    way: Way
    norm: Norm
    reason: str
    fewest: int = 10


class Vital(NamedTuple):
    """A sign in a month: its number, and of how many people or questions it is told."""

    value: float | None = None
    size: int = 0


VERDICT_TITLES = {
    Verdict.WORSE: N_("worse than the norm"),
    Verdict.WITHIN: N_("within the norm"),
    Verdict.BETTER: N_("better than the norm"),
    Verdict.UNTOLD: N_("too few to tell"),
}
PAST_TITLES = {
    Verdict.WORSE: N_("worse than usual"),
    Verdict.WITHIN: N_("as usual"),
    Verdict.BETTER: N_("better than usual"),
    Verdict.UNTOLD: N_("no past to compare with"),
}
