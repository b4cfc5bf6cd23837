"""Where envelopes and messages stand."""

from collections.abc import Mapping
from enum import StrEnum

from veche.kit.terms import N_


class EnvelopeState(StrEnum):
    """What became of an envelope."""

    WAITING = "waiting"
    TAKEN = "taken"
    DUPLICATE = "duplicate"  # what it says was known already
    REFUSED = "refused"  # nothing in it becomes a fact, with the reason
    PARKED = "parked"  # it could not be read: a person looks and tries again


class OutgoingState(StrEnum):
    """Where a message stands on its way out."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    SENT = "sent"
    FAILED = "failed"
    DOUBTFUL = "doubtful"
    WITHDRAWN = "withdrawn"


OUTGOING_TITLES: Mapping[OutgoingState, str] = {
    OutgoingState.WAITING: N_("goes out in a moment"),
    OutgoingState.CLAIMED: N_("is going out"),
    OutgoingState.SENT: N_("sent"),
    OutgoingState.FAILED: N_("not sent"),
    OutgoingState.DOUBTFUL: N_("may have been sent or not"),
    OutgoingState.WITHDRAWN: N_("withdrawn"),
}
# Where a person has to decide.
UNSETTLED = frozenset({OutgoingState.FAILED, OutgoingState.DOUBTFUL})
