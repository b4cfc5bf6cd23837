"""How an event stands: what the team decided of it, and what clock and seats make of that."""

from collections.abc import Mapping
from enum import StrEnum

from veche.kit.terms import N_


class EventKind(StrEnum):
    """What sort of gathering it is."""

    MEETING = "meeting"
    TALK_NIGHT = "talk_night"
    WORKSHOP = "workshop"
    CONFERENCE = "conference"
    ONLINE = "online"
    HYBRID = "hybrid"


KIND_TITLES: Mapping[EventKind, str] = {
    EventKind.MEETING: N_("meeting"), EventKind.TALK_NIGHT: N_("evening of talks"),
    EventKind.WORKSHOP: N_("workshop"), EventKind.CONFERENCE: N_("conference"),
    EventKind.ONLINE: N_("online"), EventKind.HYBRID: N_("in a room and online"),
}  # fmt: skip


class EventState(StrEnum):
    """What the team decided. Full, running and over are no decisions: see `Stand`."""

    DRAFT = "draft"  # nobody but the team sees it
    ANNOUNCED = "announced"  # its page is public, registration has not begun
    OPEN = "open"  # people register
    CLOSED = "closed"  # it takes place, nobody registers any more
    SETTLED = "settled"  # it is over and its accounts are closed
    CANCELLED = "cancelled"


STATE_TITLES: Mapping[EventState, str] = {
    EventState.DRAFT: N_("draft"), EventState.ANNOUNCED: N_("announced"), EventState.OPEN: N_("open"),
    EventState.CLOSED: N_("registration closed"), EventState.SETTLED: N_("settled"),
    EventState.CANCELLED: N_("called off"),
}  # fmt: skip
STATE_MOVES: Mapping[EventState, frozenset[EventState]] = {
    EventState.DRAFT: frozenset({EventState.ANNOUNCED, EventState.OPEN, EventState.CANCELLED}),
    EventState.ANNOUNCED: frozenset(
        {EventState.DRAFT, EventState.OPEN, EventState.CLOSED, EventState.CANCELLED}
    ),
    # To a draft only while nobody is registered.
    EventState.OPEN: frozenset(
        {EventState.DRAFT, EventState.ANNOUNCED, EventState.CLOSED, EventState.CANCELLED}
    ),
    EventState.CLOSED: frozenset(
        {EventState.ANNOUNCED, EventState.OPEN, EventState.SETTLED, EventState.CANCELLED}
    ),
    EventState.SETTLED: frozenset({EventState.CLOSED}),
    EventState.CANCELLED: frozenset(
        {EventState.DRAFT, EventState.ANNOUNCED, EventState.OPEN, EventState.CLOSED}
    ),
}


class Stand(StrEnum):
    """What pages show: the decision, the clock and the seats together."""

    DRAFT = "draft"
    ANNOUNCED = "announced"
    OPEN = "open"
    FULL = "full"
    CLOSED = "closed"
    RUNNING = "running"
    OVER = "over"
    SETTLED = "settled"
    CANCELLED = "cancelled"


STAND_TITLES: Mapping[Stand, str] = {
    Stand.DRAFT: N_("draft"), Stand.ANNOUNCED: N_("announced"), Stand.OPEN: N_("open"),
    Stand.FULL: N_("full"), Stand.CLOSED: N_("registration closed"), Stand.RUNNING: N_("running"),
    Stand.OVER: N_("over"), Stand.SETTLED: N_("settled"), Stand.CANCELLED: N_("called off"),
}  # fmt: skip


class WaitingMode(StrEnum):
    """Who is offered a seat that came free."""

    STRICT = "strict"  # the first in the list, or nobody until their party fits
    FIT = "fit"  # the first that fits, passing over so many at most
