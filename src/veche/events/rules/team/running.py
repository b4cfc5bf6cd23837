"""The run sheet as the evening goes: what slips moves the rest, until a gap takes it in."""

from collections.abc import Iterable
from itertools import pairwise

from veche.events.terms.team import CueState, ExpectedCue, PlannedCue
from veche.kit.time import MINUTE, Moment


def expect_cues(cues: Iterable[PlannedCue], now: Moment | None = None) -> tuple[ExpectedCue, ...]:
    """Answer when each line is expected, in the order of the plan.

    A line begins when it did, else at its planned time or once all is over that was planned to be over
    by then, whichever is later; a fixed one at its planned time whatever happens. Lines that the plan
    has at once, in several hands, do not wait for each other. What runs longer than planned is expected
    to end now.
    """
    expected: list[ExpectedCue] = []
    # When lines were planned to end, and when they are expected to.
    over: list[tuple[int, int]] = []
    for cue in sorted(cues, key=lambda one: (one.starts, one.key)):
        free = max((ends for planned, ends in over if planned <= cue.starts), default=0)
        starts = cue.starts if cue.is_fixed else Moment(max(cue.starts, free))
        starts = starts if cue.started is None else cue.started
        ends = _end_of(cue, starts, now) if cue.ended is None else cue.ended
        late = (starts - cue.starts) // MINUTE
        expected.append(ExpectedCue(cue.key, starts, Moment(max(starts, ends)), _state_of(cue), late))
        over.append((cue.starts + cue.minutes * MINUTE, ends))
    return tuple(expected)


def overlaps_of(expected: Iterable[ExpectedCue], fixed: frozenset[int]) -> tuple[tuple[int, int], ...]:
    """Answer the pairs of lines of which the later is fixed and begins before the earlier is over."""
    lines = list(expected)
    return tuple(
        (one.key, other.key)
        for one, other in pairwise(lines)
        if other.key in fixed and other.state is CueState.AHEAD and other.starts < one.ends
    )


def _end_of(cue: PlannedCue, starts: Moment, now: Moment | None) -> Moment:
    planned = Moment(starts + cue.minutes * MINUTE)
    return Moment(max(planned, now)) if cue.started is not None and now is not None else planned


def _state_of(cue: PlannedCue) -> CueState:
    if cue.ended is not None:
        return CueState.DONE
    return CueState.NOW if cue.started is not None else CueState.AHEAD
