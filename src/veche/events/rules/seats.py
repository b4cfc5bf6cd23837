"""Seats: how many are free, and whom a free one is offered to."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from veche.events.terms import GuestState, WaitingMode
from veche.events.terms.guests import HOLDING


class Bound(NamedTuple):
    """One bound that seats are taken within; no number is room for all."""

    seats: int | None
    taken: int


class Party(NamedTuple):
    """A party in the waiting list, in its order."""

    guest: int
    seats: int
    passed_over: int = 0


def held_by(state: GuestState, seats: int, *, is_offered: bool) -> int:
    """Answer how many seats a guest takes: those of who goes, and those of an offer that stands."""
    return seats if state in HOLDING or (state is GuestState.WAITING and is_offered) else 0


def free_within(bounds: Iterable[Bound]) -> int | None:
    """Answer how many seats the tightest bound leaves; nothing where none of them bounds."""
    left = [max(0, bound.seats - bound.taken) for bound in bounds if bound.seats is not None]
    return min(left) if left else None


def choose_offers(
    parties: Sequence[Party], free: int, *, mode: WaitingMode, bound: int
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Choose who of the waiting list is offered free seats; answers them, and who was passed over.

    Strict: in order, until a party does not fit. Fit: a party that does not fit lets later ones by,
    but once it was passed over `bound` times it is waited for like in strict order.
    """
    offered: list[int] = []
    skipped: list[Party] = []
    passed: set[int] = set()
    for party in parties:
        if free <= 0:
            break
        if party.seats <= free:
            offered.append(party.guest)
            free -= party.seats
            passed.update(one.guest for one in skipped)
        elif mode is WaitingMode.STRICT or party.passed_over >= bound:
            break
        else:
            skipped.append(party)
    return tuple(offered), tuple(sorted(passed))
