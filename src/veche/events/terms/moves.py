"""Steps from one state of an event to another, as buttons say them."""

from typing import NamedTuple

from veche.events.terms.standing import STATE_MOVES, EventState
from veche.kit.terms import N_


class Move(NamedTuple):
    """A step to another state."""

    state: EventState
    title: str
    icon: str
    is_main: bool = False


_S = EventState
_USUAL = {
    _S.DRAFT: Move(_S.DRAFT, N_("Back to a draft"), "pencil"),
    _S.ANNOUNCED: Move(_S.ANNOUNCED, N_("Announce"), "speakerphone"),
    _S.OPEN: Move(_S.OPEN, N_("Open registration"), "door-exit", is_main=True),
    _S.CLOSED: Move(_S.CLOSED, N_("Close registration"), "lock"),
    _S.SETTLED: Move(_S.SETTLED, N_("Settle"), "circle-check", is_main=True),
    _S.CANCELLED: Move(_S.CANCELLED, N_("Cancel the event"), "calendar-x"),
}
_OTHERWISE = {
    (_S.OPEN, _S.ANNOUNCED): N_("Stop registration for now"),
    (_S.CLOSED, _S.ANNOUNCED): N_("Announce it without registration"),
    (_S.CLOSED, _S.OPEN): N_("Open registration again"),
    (_S.SETTLED, _S.CLOSED): N_("Reopen the accounts"),
    (_S.CANCELLED, _S.DRAFT): N_("Bring it back as a draft"),
    (_S.CANCELLED, _S.ANNOUNCED): N_("It takes place after all"),
    (_S.CANCELLED, _S.OPEN): N_("Open registration again"),
}
_ORDER = (_S.OPEN, _S.ANNOUNCED, _S.CLOSED, _S.SETTLED, _S.DRAFT, _S.CANCELLED)
# What makes no sense once it is over, or not before; a cancelled one needs no closing.
_TOO_LATE = frozenset({_S.ANNOUNCED, _S.OPEN, _S.DRAFT, _S.CANCELLED})


def moves_of(state: EventState, *, is_over: bool) -> list[Move]:
    """Answer the steps that make sense now, the likeliest first."""
    found = []
    for target in _ORDER:
        if target not in STATE_MOVES[state] or (is_over and target in _TOO_LATE):
            continue
        if not is_over and target is _S.SETTLED:
            continue
        if state is _S.CANCELLED and target is _S.CLOSED:
            continue
        usual = _USUAL[target]
        is_main = (
            usual.is_main and state in {_S.DRAFT, _S.ANNOUNCED, _S.CLOSED} and (is_over or state != _S.CLOSED)
        )
        found.append(usual._replace(title=_OTHERWISE.get((state, target), usual.title), is_main=is_main))
    return found
