"""Rates: how likely somebody comes, by their own past and by that of evenings like this one."""

from collections.abc import Iterable, Sequence

from veche.events.terms import EventKind
from veche.events.terms.predicting import (
    USUAL_FREE,
    USUAL_FREE_ONLINE,
    USUAL_PAID,
    USUAL_PAID_ONLINE,
    Evening,
    Miss,
    Past,
    Prior,
)

# What is usual weighs as so many registrations; one evening counts as so many at the most, because
# whoever came to it met the same weather.
WEIGHT, MOST_OF_EVENING = 20.0, 20.0
# How alike somebody's evenings are (the correlation of two of them), and how many pairs that weighs as.
USUAL_ALIKE, ALIKE_WEIGHT, LEAST_ALIKE, MOST_ALIKE = 1 / 9, 100.0, 0.02, 0.5
# Evenings differ by so much in log-odds, and what is usual elsewhere by so much from what is here;
# both weigh as so many evenings.
USUAL_SPREAD, FOREIGN_SPREAD, SPREAD_WEIGHT = 0.3, 0.5, 4.0
LEAST_SPREAD, MOST_SPREAD = 0.05, 1.2


def usual_rate(kind: EventKind, *, is_paid: bool) -> float:
    """Answer how likely somebody comes where nothing is known."""
    if kind is EventKind.ONLINE:
        return USUAL_PAID_ONLINE if is_paid else USUAL_FREE_ONLINE
    return USUAL_PAID if is_paid else USUAL_FREE


def prior_of(kind: EventKind, *, is_paid: bool, evenings: Iterable[Evening], pasts: Iterable[Past]) -> Prior:
    """Estimate what is expected of somebody unknown.

    What is usual is drawn towards evenings of the same price, that towards those of the same kind
    too: each step as far as what is known outweighs `WEIGHT` registrations. The strength comes
    from how alike the evenings of one person are.
    """
    alike = [one for one in evenings if one.is_paid == is_paid]
    others = [one for one in alike if one.kind != kind]
    rate = _drawn(usual_rate(kind, is_paid=is_paid), others)
    rate = _drawn(rate, [one for one in alike if one.kind == kind])
    return Prior(min(0.99, max(0.01, rate)), _strength_of(pasts))


def rate_of(prior: Prior, past: Past) -> float:
    """Answer how likely somebody comes: the mean of their Beta after what they did before."""
    seen = past.came + past.missed
    return (prior.rate * prior.strength + past.came) / (prior.strength + seen)


def spread_of(misses: Sequence[Miss], evenings: int) -> float:
    """Estimate by how much evenings differ from what is expected, in log-odds shared by all guests.

    Learned from how far past predictions missed beyond chance; with few evenings known, what is
    usual counts, and that it may be otherwise here.
    """
    beyond = 0.0
    for miss in misses:
        if miss.slope > 0:
            found = ((miss.came - miss.expected) ** 2 - miss.variance) / miss.slope**2
            beyond += min(4.0, max(-1.0, found))
    own = (SPREAD_WEIGHT * USUAL_SPREAD**2 + beyond) / (SPREAD_WEIGHT + len(misses))
    foreign = (FOREIGN_SPREAD * SPREAD_WEIGHT / (SPREAD_WEIGHT + max(evenings, len(misses)))) ** 2
    return float(min(MOST_SPREAD, (max(LEAST_SPREAD**2, own) + foreign) ** 0.5))


def _drawn(rate: float, evenings: Iterable[Evening]) -> float:
    weights, came = WEIGHT, WEIGHT * rate
    for one in evenings:
        seen = one.came + one.missed
        if seen > 0:
            weight = seen * MOST_OF_EVENING / (seen + MOST_OF_EVENING)
            weights, came = weights + weight, came + weight * one.came / seen
    return came / weights


def _strength_of(pasts: Iterable[Past]) -> float:
    """Answer a + b of the Beta by moments: from how often two evenings of one person are alike."""
    known = [past for past in pasts if past.came + past.missed > 1]
    seen = sum(past.came + past.missed for past in known)
    mean = sum(past.came for past in known) / seen if seen else 0.0
    pairs = sum((past.came + past.missed) * (past.came + past.missed - 1) for past in known)
    alike = USUAL_ALIKE
    if 0 < mean < 1:
        both = sum(past.came * (past.came - 1) for past in known)
        found = (both / pairs - mean**2) / (mean * (1 - mean))
        alike = (ALIKE_WEIGHT * USUAL_ALIKE + pairs * found) / (ALIKE_WEIGHT + pairs)
    return 1 / min(MOST_ALIKE, max(LEAST_ALIKE, alike)) - 1
