"""Heads: how likely each number of them is."""

from math import ceil, exp, log, sqrt
from statistics import NormalDist

from veche.events.terms.predicting import Coming, Company

# Up to so many seats every number is counted out (Poisson-binomial by convolution); beyond, a normal
# distribution of the same mean and variance, with half a head of correction, differs by less than one.
EXACT_SEATS = 120
# What all guests share (weather, a match on television) moves everybody's log-odds: it is counted out
# in so many equally likely cases.
CASES = 9
_MIDDLES = tuple(NormalDist().inv_cdf((case + 0.5) / CASES) for case in range(CASES))


class Heads:
    """How many come, while parties are added one by one.

    A party comes as one or not at all: the seats of one party hang together wholly, which makes
    the band wider rather than too narrow.
    """

    def __init__(self, spread: float) -> None:
        self.spread = spread
        self.seats = 0
        self.mean = self.variance = self.slope = 0.0
        self._cases: list[list[float]] | None = [[1.0] for _ in _MIDDLES]

    def add(self, company: Company) -> None:
        """Have one more party on the list."""
        seats, rate = company
        if seats <= 0:
            return
        free = rate * (1 - rate)
        self.seats += seats
        self.mean += seats * rate
        self.variance += seats**2 * free
        self.slope += seats * free
        if self._cases is not None and self.seats <= EXACT_SEATS:
            self._cases = [
                _joined(case, seats, _moved(rate, self.spread * middle))
                for case, middle in zip(self._cases, _MIDDLES, strict=True)
            ]
        else:
            self._cases = None

    def add_later(self, coming: Coming, rate: float, most: int) -> None:
        """Have seats counted in that are still to be taken, `most` of them at the most, by people unknown."""
        if coming.seats <= 0:
            return
        free = rate * (1 - rate)
        self.seats += most
        self.mean += coming.seats * rate
        self.variance += coming.seats * free + rate**2 * coming.variance
        self.slope += coming.seats * free
        self._cases = None

    def at_most(self, heads: int) -> float:
        """Answer how likely no more than so many come."""
        if heads >= self.seats:
            return 1.0
        if heads < 0:
            return 0.0
        if self._cases is not None:
            return sum(sum(case[: heads + 1]) for case in self._cases) / CASES
        return self._normal().cdf(heads + 0.5)

    def reached_by(self, share: float) -> int:
        """Answer the least number of heads that no more than `share` of all evenings stay below or at."""
        if self._cases is None:
            return min(self.seats, max(0, ceil(self._normal().inv_cdf(share) - 0.5)))
        reached = 0.0
        for heads in range(self.seats):
            reached += sum(case[heads] for case in self._cases) / CASES
            if reached >= share - 1e-12:
                return heads
        return self.seats

    def _normal(self) -> NormalDist:
        deviation = sqrt(self.variance + (self.slope * self.spread) ** 2)
        return NormalDist(self.mean, max(deviation, 1e-9))


def _joined(case: list[float], seats: int, rate: float) -> list[float]:
    longer = [chance * (1 - rate) for chance in case] + [0.0] * seats
    for heads, chance in enumerate(case):
        longer[heads + seats] += chance * rate
    return longer


def _moved(rate: float, step: float) -> float:
    if not 0 < rate < 1:
        return rate
    return 1 / (1 + exp(-(log(rate / (1 - rate)) + step)))
