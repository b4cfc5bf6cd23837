"""Seats: how many are free, and whom a free one is offered to."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from veche.events.terms import GuestState, WaitingMode
from veche.events.terms.guests import HOLDING


class Bound(NamedTuple):
    """One bound that seats are taken within; no number is room for all."""

    seats: int | None
    taken: int


class Party(NamedTuple):
    """A party in the waiting list; `draws` names the bounds its seats are taken within.

    It stands in the list by when it came into it, and by its number where that is the same.
    """

    guest: int
    seats: int
    passed_over: int = 0
    draws: tuple[str, ...] = ("event",)
    since: int = 0

    @property
    def order(self) -> tuple[int, int]:
        """Where it stands: whoever has the lesser comes first."""
        return self.since, self.guest


class Passer(NamedTuple):
    """A party that was offered seats: parties before it who draw from the same were passed over by it."""

    order: tuple[int, int]
    draws: tuple[str, ...]
    # What each bound left just before.
    left: Mapping[str, int]


def held_by(state: GuestState, seats: int, *, is_offered: bool) -> int:
    """Answer how many seats a guest takes: those of who goes, and those of an offer that stands."""
    return seats if state in HOLDING or (state is GuestState.WAITING and is_offered) else 0


def free_within(bounds: Iterable[Bound]) -> int | None:
    """Answer how many seats the tightest bound leaves; nothing where none of them bounds."""
    left = [max(0, bound.seats - bound.taken) for bound in bounds if bound.seats is not None]
    return min(left) if left else None


class Offering:
    """Free seats as they are offered along a waiting list, which is read in parts, in its order.

    Strict: in order, until a party does not fit. Fit: a party that does not fit lets later ones by,
    but once it was passed over `bound` times it is waited for like in strict order. `free` is by bound
    where there are several (types of tickets, pools); one that is not named there has room for all,
    and a party holds up only those who draw from what it lacks. Nothing that waits is remembered, so
    that a list may be of any length: who was passed over is told by `was_passed`, or asked for by
    `passers` and `blocked`.
    """

    def __init__(self, free: int | Mapping[str, int], *, mode: WaitingMode, bound: int) -> None:
        self.mode, self.bound = mode, bound
        self.left = dict(free) if isinstance(free, Mapping) else {"event": free}
        self.offered: list[int] = []
        # Of each combination of bounds the last who was offered seats: all before were passed by it.
        self.passers: dict[tuple[str, ...], Passer] = {}
        # Bound → from where on it is kept for who waits for it.
        self.blocked: dict[str, tuple[int, int]] = {}

    @property
    def is_over(self) -> bool:
        """Tell whether nothing is left for anybody."""
        return self.left.get("event", 1) <= 0

    def take(self, parties: Iterable[Party]) -> None:
        """Go on along the list."""
        for party in parties:
            if self.is_over:
                return
            if any(name in self.blocked for name in party.draws):
                continue
            lacks = {name for name in party.draws if name in self.left and self.left[name] < party.seats}
            if not lacks:
                self._offer(party)
            elif self.mode is WaitingMode.STRICT or party.passed_over >= self.bound:
                self.blocked |= dict.fromkeys(lacks, party.order)

    def most_for(self, draws: tuple[str, ...]) -> int | None:
        """Answer the largest party that may still have seats there: 0 is none, nothing is no bound."""
        if self.is_over or any(name in self.blocked for name in draws):
            return 0
        return min((self.left[name] for name in draws if name in self.left), default=None)

    def passed_beyond(self, draws: tuple[str, ...], passer: Passer) -> int | None:
        """Answer how large parties were that a passer passed over there; nothing where it passed nobody."""
        shared = [passer.left[name] for name in draws if name in passer.draws and name in passer.left]
        return min(shared, default=None)

    def held_from(self, draws: tuple[str, ...]) -> tuple[int, int] | None:
        """Answer from where on in the list parties were not looked at, since somebody is waited for."""
        return min((self.blocked[name] for name in draws if name in self.blocked), default=None)

    def was_passed(self, party: Party) -> bool:
        """Tell whether a party that was offered nothing was passed over."""
        held = self.held_from(party.draws)
        if self.mode is WaitingMode.STRICT or party.passed_over >= self.bound or party.guest in self.offered:
            return False
        return (held is None or party.order < held) and any(
            beyond is not None and party.seats > beyond and party.order < passer.order
            for passer in self.passers.values()
            for beyond in (self.passed_beyond(party.draws, passer),)
        )

    def _offer(self, party: Party) -> None:
        self.passers[party.draws] = Passer(party.order, party.draws, dict(self.left))
        self.offered.append(party.guest)
        self.left |= {name: self.left[name] - party.seats for name in party.draws if name in self.left}


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
