"""How an event stands for whoever looks at it now."""

from veche.events.terms import EventState, Stand
from veche.kit.time import Moment


def stand_of(
    state: EventState, *, starts: Moment, ends: Moment, now: Moment, capacity: int | None, taken: int
) -> Stand:
    """Put the team's decision, the clock and the seats together; no capacity is room for all."""
    if state in {EventState.DRAFT, EventState.CANCELLED, EventState.SETTLED}:
        return Stand(state.value)
    if now >= ends:
        return Stand.OVER
    if now >= starts:
        return Stand.RUNNING
    if state is EventState.OPEN and capacity is not None and taken >= capacity:
        return Stand.FULL
    return Stand(state.value)
