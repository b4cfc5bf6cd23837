"""Words of moderation: who may act on messages and people outside, which acts there are, how each stands."""

from collections.abc import Mapping
from enum import StrEnum

from veche.channels.terms.live import Act, Can
from veche.core.terms import STEWARDS, Permission, Role
from veche.kit.terms import N_
from veche.kit.time import MINUTE

MODERATE = Permission("channels.moderate", N_("Moderate channels"), STEWARDS | {Role.MODERATOR})
MODERATING_ACTS: Mapping[str, str] = {
    "channels.intervene": N_("Acted on a message or a person in a channel"),
    "channels.undo_intervention": N_("Took an act in a channel back"),
    "channels.retry_intervention": N_("Tried an act in a channel again"),
}


class InterventionState(StrEnum):
    """Where an act stands on its way to the outside."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    DONE = "done"
    FAILED = "failed"
    UNDONE = "undone"


INTERVENTION_TITLES: Mapping[InterventionState, str] = {
    InterventionState.WAITING: N_("is done in a moment"),
    InterventionState.CLAIMED: N_("is being done"),
    InterventionState.DONE: N_("done"),
    InterventionState.FAILED: N_("not done"),
    InterventionState.UNDONE: N_("undone"),
}
# An act that holds or will: asked for again, it is the same one.
STANDING = (InterventionState.WAITING, InterventionState.CLAIMED, InterventionState.DONE)

# A claim this old is of a process that is gone or of a line that will not answer any more.
CLAIM_HOLDS = 2 * MINUTE
# What a channel must be able to do for each act.
NEEDED: Mapping[Act, Can] = {
    Act.DELETE: Can.DELETE, Act.HIDE: Can.HIDE, Act.SHOW: Can.HIDE, Act.MUTE: Can.MUTE,
    Act.UNMUTE: Can.MUTE, Act.BAN: Can.BAN, Act.UNBAN: Can.BAN,
}  # fmt: skip
# What takes an act back; what is deleted outside stays deleted.
OPPOSITES: Mapping[Act, Act] = {Act.HIDE: Act.SHOW, Act.MUTE: Act.UNMUTE, Act.BAN: Act.UNBAN}
# Acts that are aimed at a person; the others are at a message.
PERSONAL = frozenset({Act.MUTE, Act.UNMUTE, Act.BAN, Act.UNBAN})
ACT_TITLES: Mapping[Act, str] = {
    Act.DELETE: N_("message deleted"), Act.HIDE: N_("message hidden"), Act.SHOW: N_("message shown again"),
    Act.MUTE: N_("person muted"), Act.UNMUTE: N_("person may write again"), Act.BAN: N_("person banned"),
    Act.UNBAN: N_("ban lifted"),
}  # fmt: skip
