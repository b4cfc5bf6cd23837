"""The steps of the path, in their order."""

from enum import IntEnum

from veche.kit.terms import N_


class Step(IntEnum):
    """The steps of the path, from seeing something of ours to bringing others."""

    REACHED = 1
    CLICKED = 2
    JOINED = 3
    SPOKE = 4
    REGULAR = 5
    ADVOCATE = 6


STEP_TITLES = {
    Step.REACHED: N_("Reached"),
    Step.CLICKED: N_("Clicked"),
    Step.JOINED: N_("Joined"),
    Step.SPOKE: N_("First word"),
    Step.REGULAR: N_("Regular"),
    Step.ADVOCATE: N_("Advocate"),
}
