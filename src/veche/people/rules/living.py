"""What somebody did, fact by fact, as the days that stages are decided by."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from veche.ledger.terms import OWN, SPOKEN, Kind
from veche.people.terms import APPROACHING, ENGAGED, ENTERING, REACHING, DayOf

_JOINED, _LEFT, _INVITED, _ANSWERED, _MENTIONED = (
    kind.number for kind in (Kind.JOINED, Kind.LEFT, Kind.INVITED, Kind.ANSWERED, Kind.MENTIONED)
)
# Stands for a deed of somebody else's that was aimed at them.
AIMED_AT = -1


class Deed(NamedTuple):
    """One fact about a person: its day in the community's zone, its moment, what, where."""

    day: int
    at: int
    kind: int
    channel: int
    answers: bool = False  # replies to a question of somebody else


class Stay(NamedTuple):
    """A channel a person was seen in: how often, when last, if they are in it, if they ever left."""

    channel: int
    times: int
    last_at: int
    is_in: bool
    has_left: bool


class Life(NamedTuple):
    """What a person did in a community, counted; moments are nothing where there was none."""

    first_seen: int
    last_seen: int
    last_own: int = 0
    joined: int | None = None
    left: int | None = None
    first_word: int | None = None
    own: int = 0
    words: int = 0
    answered: int = 0
    brought: int = 0
    channels: tuple["Stay", ...] = ()
    first_channel: int = 0
    first_kind: int = 0


def days_of(deeds: Iterable[Deed]) -> Iterator[DayOf]:
    """Answer the days of somebody's deeds, which come in order of time."""
    day, bits = None, _Bits()
    for deed in deeds:
        if deed.day != day:
            if day is not None:
                yield bits.as_day(day)
            day, bits = deed.day, _Bits()
        bits.take(deed)
    if day is not None:
        yield bits.as_day(day)


class _Bits:
    """What has been seen of one day."""

    __slots__ = ("answered", "approached", "brought", "engaged", "entered", "is_out", "reached")

    def __init__(self) -> None:
        self.entered = self.engaged = self.approached = self.reached = self.is_out = False
        self.answered = self.brought = 0

    def take(self, deed: Deed) -> None:
        kind = deed.kind
        if kind in ENTERING:
            self.entered, self.is_out = True, False
        elif kind == _LEFT:
            self.is_out = True
        elif kind in APPROACHING:
            self.approached = True
        elif kind in REACHING or kind == AIMED_AT:
            self.reached = True
        if kind in ENGAGED:
            self.engaged = True
        self.brought += kind == _INVITED
        self.answered += deed.answers or kind == _ANSWERED

    def as_day(self, day: int) -> DayOf:
        return DayOf(
            day, self.entered, self.engaged, self.approached, self.reached, self.is_out, self.answered,
            self.brought,
        )  # fmt: skip


def life_of(deeds: list[Deed]) -> Life:
    """Count what somebody did, by facts in order of time; at least one."""
    own = [deed for deed in deeds if deed.kind in OWN]
    spoken = [deed for deed in own if deed.kind in SPOKEN]
    joins = [deed.at for deed in own if deed.kind == _JOINED]
    leaves = [deed.at for deed in own if deed.kind == _LEFT]
    entered_last = max((deed.at for deed in own if deed.kind in ENTERING), default=-1)
    left = leaves[-1] if leaves and leaves[-1] >= entered_last else None
    return Life(
        deeds[0].at, deeds[-1].at,
        last_own=own[-1].at if own else 0,
        joined=joins[-1] if joins else None,
        left=left,
        first_word=spoken[0].at if spoken else None,
        own=len(own), words=len(spoken),
        answered=sum(1 for deed in own if deed.answers or deed.kind == _ANSWERED),
        brought=sum(1 for deed in own if deed.kind == _INVITED),
        channels=_channels_of(deeds),
        first_channel=deeds[0].channel,
        first_kind=_MENTIONED if deeds[0].kind == AIMED_AT else deeds[0].kind,
    )  # fmt: skip


def _channels_of(deeds: list[Deed]) -> tuple[Stay, ...]:
    """Answer the stays in channels: in from joining or a first word until leaving, and in again later."""
    found: dict[int, Stay] = {}
    for deed in deeds:
        if deed.kind == AIMED_AT:
            continue
        _, times, _, is_in, has_left = found.get(deed.channel, (0, 0, 0, False, False))
        if deed.kind == _LEFT:
            is_in, has_left = False, True
        elif deed.kind == _JOINED or deed.kind in SPOKEN:
            is_in = True
        found[deed.channel] = Stay(deed.channel, times + 1, deed.at, is_in, has_left)
    return tuple(found.values())
