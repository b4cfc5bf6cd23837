"""Seats: how many are free, and whom a free one is offered to."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from veche.events.terms import GuestState, WaitingMode
from veche.events.terms.guests import HOLDING


class Bound(NamedTuple):
    """One bound that seats are taken within; no number is room for all."""

    seats: int | None
    taken: int


class Party(NamedTuple):
    """A party in the waiting list, in its order; `draws` names the bounds its seats are taken within."""

    guest: int
    seats: int
    passed_over: int = 0
    draws: tuple[str, ...] = ("event",)


def held_by(state: GuestState, seats: int, *, is_offered: bool) -> int:
    """Answer how many seats a guest takes: those of who goes, and those of an offer that stands."""
    return seats if state in HOLDING or (state is GuestState.WAITING and is_offered) else 0


def free_within(bounds: Iterable[Bound]) -> int | None:
    """Answer how many seats the tightest bound leaves; nothing where none of them bounds."""
    left = [max(0, bound.seats - bound.taken) for bound in bounds if bound.seats is not None]
    return min(left) if left else None


def choose_offers(
    parties: Sequence[Party], free: int | Mapping[str, int], *, mode: WaitingMode, bound: int
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Choose who of the waiting list is offered free seats; answers them, and who was passed over.

    Strict: in order, until a party does not fit. Fit: a party that does not fit lets later ones by,
    but once it was passed over `bound` times it is waited for like in strict order. `free` is by bound
    where there are several (types of tickets, pools); one that is not named there has room for all,
    and a party holds up only those who draw from what it lacks.
    """
    left = dict(free) if isinstance(free, Mapping) else {"event": free}
    offered: list[int] = []
    skipped: list[tuple[int, set[str]]] = []
    passed: set[int] = set()
    waited_for: set[str] = set()
    for party in parties:
        if left.get("event", 1) <= 0:
            break
        if waited_for & set(party.draws):
            continue
        lacks = {name for name in party.draws if name in left and left[name] < party.seats}
        if not lacks:
            offered.append(party.guest)
            left |= {name: left[name] - party.seats for name in party.draws if name in left}
            passed.update(guest for guest, wants in skipped if wants & set(party.draws))
        elif mode is WaitingMode.STRICT or party.passed_over >= bound:
            waited_for |= lacks
        else:
            skipped.append((party.guest, lacks))
    return tuple(offered), tuple(sorted(passed))


def chance_of(seats_before: int, given_up: int, *, days_open: int, days_left: int) -> int:
    """Answer in how many of a hundred cases a place in the waiting list comes up, honestly rough.

    Seats given up so far, over the days that registration was open, are taken to go on at the same
    rate until the day: as many as that will come free, and whoever has no more seats before them than
    come free gets one. Half as many as needed is half a chance; 0 where nobody ever gave up.
    """
    if given_up <= 0 or days_left <= 0:
        return 0
    expected = given_up / max(1, days_open) * days_left
    return max(1, min(95, round(100 * expected / (seats_before + 1))))
