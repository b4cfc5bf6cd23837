"""How conversations stand, and what a list of them can be asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import NamedTuple

from veche.kit.terms import N_
from veche.kit.time import LATEST, Moment

# A moment for what never comes, so that both databases sort alike.
FAR = LATEST


class State(StrEnum):
    """Where a conversation stands."""

    OPEN = "open"
    WAITING = "waiting"  # answered: it is their turn
    SNOOZED = "snoozed"
    CLOSED = "closed"


class Side(IntEnum):
    """Who said something in a conversation."""

    THEY = 0  # whoever wants the answer
    TEAM = 1
    MEMBER = 2  # somebody else of the community
    BOT = 3


class Priority(IntEnum):
    """How urgent a conversation is."""

    LOW = 0
    USUAL = 1
    HIGH = 2


PRIORITY_TITLES: Mapping[Priority, str] = {
    Priority.LOW: N_("can wait"), Priority.USUAL: N_("usual"), Priority.HIGH: N_("urgent"),
}  # fmt: skip


class View(StrEnum):
    """The lists of the inbox."""

    MINE = "mine"
    UNASSIGNED = "unassigned"
    ALL = "all"
    WAITING = "waiting"
    SNOOZED = "snoozed"
    CLOSED = "closed"
    MENTIONED = "mentioned"


VIEW_TITLES: Mapping[View, str] = {
    View.ALL: N_("All that want an answer"),
    View.MINE: N_("Mine"),
    View.UNASSIGNED: N_("Unassigned"),
    View.MENTIONED: N_("I am mentioned"),
    View.WAITING: N_("Waiting for them"),
    View.SNOOZED: N_("Snoozed"),
    View.CLOSED: N_("Closed"),
}
# The column an order goes by, whether the largest come first, and its name.
SORTS: Mapping[str, tuple[str, bool, str]] = {
    "waits": ("waits_since", False, N_("who waits longest")),
    "due": ("due_at", False, N_("what is due first")),
    "latest": ("last_at", True, N_("the latest first")),
}


class Method(StrEnum):
    """How a rule chooses among the people it names."""

    TURNS = "turns"  # round-robin
    LOAD = "load"  # whoever has the fewest open conversations
    DUTY = "duty"  # whoever is on duty, in turns


class Standing(NamedTuple):
    """What was set by hand, and what happened: from these the state follows. Moments; 0 is never."""

    settled: State = State.OPEN
    settled_at: int = 0
    asked_at: int = 0  # the latest that wants an answer
    answered_at: int = 0  # the latest answer
    waits_since: int = FAR  # the first that has no answer yet
    gone_at: int = 0  # when the last that asked was deleted outside, if nothing asks any more


@dataclass(frozen=True, slots=True)
class Wish:
    """What a list of conversations is asked for."""

    view: View = View.ALL
    sort: str = "waits"
    channel: int = 0
    tag: int = 0
    why: int = 0
    is_urgent: bool = False
    is_overdue: bool = False
    is_unread: bool = False

    @property
    def is_filtered(self) -> bool:
        """Tell whether it leaves anything of its view out."""
        return bool(
            self.channel or self.tag or self.why or self.is_urgent or self.is_overdue or self.is_unread
        )


class Candidate(NamedTuple):
    """Somebody who may get a conversation: how many open ones they have, when they got the last one."""

    user: int
    load: int = 0
    last_at: Moment = Moment(0)
    is_on_duty: bool = False
