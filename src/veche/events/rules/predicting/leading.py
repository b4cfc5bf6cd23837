"""Leading up: how many more register before an evening begins, by how early people did before."""

from collections.abc import Sequence
from math import ceil

from veche.events.terms.predicting import Coming, Lead

# Of those who register in the end, half have when it is a week away, a third when it is two.
HALF_DAYS = 7.0
# What is usual weighs as so many evenings against those of the same kind that were counted here.
USUAL_EVENINGS = 2.0
# How sure it is how many an evening draws: as sure as so many seats on the list make it.
EVENING_DRAWS, UNKNOWN_DRAWS = 3.0, 1.0
# Beyond this nobody believes it, whatever few numbers say.
MOST_TIMES = 4


def usual_share(days: float) -> float:
    """Answer which part of all seats is taken so many days before the start, where nothing is known."""
    return 1 / (1 + max(0.0, days) / HALF_DAYS)


def share_of(days: float, leads: Sequence[Lead]) -> float:
    """Answer that part as evenings of the kind had it, drawn to what is usual the fewer there are."""
    known = [min(1.0, one.early / one.final) for one in leads if one.final > 0]
    drawn = (USUAL_EVENINGS * usual_share(days) + sum(known)) / (USUAL_EVENINGS + len(known))
    return min(1.0, max(0.02, drawn))


def coming_of(
    taken: int, *, share: float, share_at_close: float, finals: Sequence[int], free: int | None
) -> Coming:
    """Answer how many seats are still taken before registration closes: mean and variance.

    How many an evening draws in all is a Gamma of what evenings of the kind drew, or of what is on the
    list where there were none; those on the list by now are a Poisson's part of it. So a list that is
    ahead of its time tells of more to come, and an empty one of as many as usual. `free` is a bound.
    """
    drawn = [final for final in finals if final > 0]
    mean = sum(drawn) / len(drawn) if drawn else taken / share
    left = max(0.0, share_at_close - share)
    if mean <= 0 or left <= 0 or free == 0:
        return Coming(0.0, 0.0)
    sureness = EVENING_DRAWS if drawn else UNKNOWN_DRAWS
    size = (sureness + taken) / (sureness / mean + share)
    seats = size * left
    variance = seats + seats**2 / (sureness + taken)
    most = MOST_TIMES * max(mean, taken)
    bound = min(most, free) if free is not None else most
    if seats > bound:
        return Coming(float(bound), min(variance, float(bound)))
    return Coming(seats, min(variance, ceil(bound) ** 2 / 4))
