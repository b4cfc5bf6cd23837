"""What may be asked of the list of people: filters, orders, columns."""

from collections.abc import Mapping
from dataclasses import dataclass

from veche.kit.terms import N_

# Columns of our own; every field adds «trait:<key>».
COLUMNS: Mapping[str, str] = {
    "stage": N_("Stage"),
    "last_seen": N_("Last seen"),
    "last_own": N_("Last did something"),
    "first_seen": N_("First seen"),
    "joined": N_("Joined on"),
    "activity": N_("Deeds"),
    "words": N_("Messages"),
    "channels": N_("Channels"),
    "handles": N_("Handles"),
    "tags": N_("Tags"),
}
DEFAULT_COLUMNS = ("stage", "last_own", "activity", "channels", "tags")

SORTS: Mapping[str, str] = {
    "last_seen": N_("last seen"),
    "name": N_("name"),
    "first_seen": N_("first seen"),
    "last_own": N_("last deed"),
    "activity": N_("number of deeds"),
    "since": N_("stage changed"),
}

# How long ago; days. «Not seen for» turns it round.
ACTIVITY_SPANS: Mapping[str, tuple[int, str]] = {
    "7": (7, N_("in the last 7 days")),
    "30": (30, N_("in the last 30 days")),
    "90": (90, N_("in the last 90 days")),
    "365": (365, N_("in the last year")),
    "-30": (30, N_("not for 30 days")),
    "-90": (90, N_("not for 90 days")),
    "-365": (365, N_("not for a year")),
}
LEAST_DEEDS: Mapping[str, tuple[int, str]] = {
    "1": (1, N_("at least one")),
    "10": (10, N_("at least 10")),
    "100": (100, N_("at least 100")),
    "1000": (1000, N_("at least 1,000")),
    "0": (0, N_("none")),
}


@dataclass(frozen=True, slots=True)
class Wish:
    """Which people of a community somebody wants to see, in which order, with which columns."""

    query: str = ""
    stages: tuple[int, ...] = ()
    channel: int = 0
    tag: int = 0
    trait: str = ""  # the key of a field
    value: str = ""  # what its value is or begins with; empty: any
    seen: str = ""  # a key of ACTIVITY_SPANS
    deeds: str = ""  # a key of LEAST_DEEDS
    team: str = ""  # yes, no or both
    segment: int = 0
    sort: str = "last_seen"
    columns: tuple[str, ...] = DEFAULT_COLUMNS

    @property
    def is_filtered(self) -> bool:
        """Tell whether it leaves anybody out."""
        return bool(
            self.query or self.stages or self.channel or self.tag or self.trait or self.seen or self.deeds
            or self.team or self.segment
        )  # fmt: skip
