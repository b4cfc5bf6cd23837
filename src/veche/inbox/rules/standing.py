"""Standing: how a conversation stands after all that was set and said, in whatever order it came."""

from veche.inbox.terms import FAR, Side, Standing, State


def state_of(standing: Standing) -> State:
    """Answer the state: news since it was set by hand counts more than what was set.

    Somebody who asks anew opens it again, also when it is closed or snoozed; an answer makes it
    wait for them, unless it is closed. Where all that asked was deleted outside, it is closed.
    """
    if standing.gone_at > standing.settled_at:
        return State.CLOSED
    waits = standing.waits_since < FAR
    if waits and standing.asked_at > standing.settled_at:
        return State.OPEN
    if not waits and standing.answered_at > standing.settled_at and standing.settled is not State.CLOSED:
        return State.WAITING
    return standing.settled


def is_answer(side: Side, *, is_question: bool, is_linked: bool, is_private: bool) -> bool:
    """Tell whether something said in a conversation answers it.

    Whatever the team says does. Another member's words do where they reply and ask nothing back.
    """
    if side is Side.TEAM:
        return True
    return side is Side.MEMBER and is_linked and not is_question and not is_private
