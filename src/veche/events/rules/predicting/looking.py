"""Looking ahead: the band, how far to overbook, how many stand at the door."""

from collections.abc import Sequence
from copy import copy
from math import ceil

from veche.events.rules.predicting.heads import Heads
from veche.events.terms.predicting import BAND, OVERFLOW, Coming, Company, Outlook, Prior

# Half of all come within the last quarter of an hour; somebody at the door lets in four a minute.
RUSH, RUSH_MINUTES, LET_IN = 0.5, 15, 4
# Nobody overbooks by more than half, whatever the numbers say.
MOST_OVERBOOKED = 0.5

NOBODY_ELSE = Coming()


def outlook_of(
    companies: Sequence[Company], *, spread: float, capacity: int | None, newcomer: Prior,
    coming: Coming = NOBODY_ELSE,
) -> Outlook:  # fmt: skip
    """Put together what is expected of those on the list, and what follows for seats and the door.

    With seats still to be taken (`coming`) it is what is expected once the evening begins.
    """
    heads = _heads_of(companies, spread)
    full, seats = copy(heads), heads.seats
    heads.add_later(coming, newcomer.rate, ceil(coming.seats + 3 * coming.variance**0.5))
    low, high = heads.reached_by((1 - BAND) / 2), heads.reached_by((1 + BAND) / 2)
    overbook = overflow = None
    if capacity is not None:
        overflow = 1 - heads.at_most(capacity)
        overbook = _overbooked(full, _usual_party(companies, newcomer), capacity)
    return Outlook(
        seats, heads.mean, min(low, int(heads.mean)), max(high, ceil(heads.mean - 1e-9)),
        heads.variance, heads.slope, overbook, overflow, door_staff(high),
    )  # fmt: skip


def _overbooked(heads: Heads, unknown: Company, capacity: int) -> int:
    best = 0
    for more in range(1, int(capacity * MOST_OVERBOOKED) + 1):
        while heads.seats < capacity + more:
            heads.add(unknown)
        if 1 - heads.at_most(capacity) > OVERFLOW:
            break
        best = more
    return best


def _usual_party(companies: Sequence[Company], newcomer: Prior) -> Company:
    seats = sum(company.seats for company in companies)
    return Company(max(1, round(seats / len(companies))) if companies else 1, newcomer.rate)


def door_staff(heads: int) -> int:
    """Answer how many are to stand at the door so that nobody queues longer than the rush lasts."""
    return max(1, ceil(heads * RUSH / (RUSH_MINUTES * LET_IN)))


def _heads_of(companies: Sequence[Company], spread: float) -> Heads:
    heads = Heads(spread)
    for company in companies:
        heads.add(company)
    return heads
