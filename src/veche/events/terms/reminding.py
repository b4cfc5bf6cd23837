"""Words of reminding: when a reminder goes, counted from the event, and to whom."""

from collections.abc import Mapping
from typing import NamedTuple

from veche.events.terms.guests import GuestState
from veche.kit.terms import N_

HOUR_MINUTES, DAY_MINUTES = 60, 1440
# Nobody is written to from this hour of the evening to that of the morning, on the community's clock...
QUIET_FROM, QUIET_TO = 22, 8
# ...unless the event is as near as this.
NEAR_HOURS = 12
# What comes after an event comes within so many days, or not at all.
LATE_DAYS = 3
UNITS: Mapping[str, str] = {"hours": N_("hours"), "days": N_("days")}
SIDES: Mapping[str, str] = {"before": N_("before it begins"), "after": N_("after its end")}
REMINDED = (
    GuestState.GOING, GuestState.INVITED, GuestState.INTERESTED, GuestState.APPLIED, GuestState.WAITING,
    GuestState.CAME, GuestState.MISSED,
)  # fmt: skip


class Due(NamedTuple):
    """When a reminder goes: `at` by its rule; `key` names this going of it, for the one time it is said."""

    at: int
    key: str
