"""Waiting: who waited for what was promised, until when, and whether the promise was kept."""

from collections.abc import Iterable

from veche.inbox.terms import FAR, Promised, Turn, Turned, Waited
from veche.kit.time import DAY

# What is asked within this time after the last answer goes on with the same matter, closed or not:
# whoever has to come back so soon was not helped yet.
GOES_ON_FOR = 3 * DAY


def waits_in(turns: Iterable[Turn]) -> list[Waited]:
    """Answer every wait of a conversation, whatever order its turns come in.

    Somebody waits for an answer from the first thing they ask until it is answered or closed, and
    for the end of their matter from the same moment until the last of its answers.
    """
    firsts: list[Waited] = []
    wholes: list[Waited] = []
    is_by_hand = False  # the latest wait was ended by a colleague and nobody asked since
    for turn in sorted(turns):
        waits = bool(firsts) and firsts[-1].ended_at == FAR
        if turn.turned is Turned.ASKED:
            is_by_hand = False
            if not waits:
                firsts.append(Waited(Promised.FIRST, turn.interaction, turn.at, turn.at))
                _go_on(wholes, turn)
        elif turn.turned is Turned.REOPENED:
            if is_by_hand:
                firsts[-1], wholes[-1], is_by_hand = _open(firsts[-1]), _open(wholes[-1]), False
        elif waits:
            is_answered = turn.turned is not Turned.CLOSED
            is_by_hand = turn.turned is not Turned.ANSWERED
            firsts[-1] = firsts[-1]._replace(ended_at=turn.at, is_answered=is_answered)
            wholes[-1] = wholes[-1]._replace(ended_at=turn.at, is_answered=is_answered)
    return firsts + wholes


def _go_on(wholes: list[Waited], turn: Turn) -> None:
    if wholes and turn.at <= wholes[-1].ended_at + GOES_ON_FOR:
        spans = (*wholes[-1].earlier, (wholes[-1].latest, wholes[-1].ended_at))
        wholes[-1] = _open(wholes[-1])._replace(latest=turn.at, earlier=spans)
    else:
        wholes.append(Waited(Promised.WHOLE, turn.interaction, turn.at, turn.at))


def _open(waited: Waited) -> Waited:
    return waited._replace(ended_at=FAR, is_answered=False)


def is_kept(waited: Waited, due: int, at: int) -> bool | None:
    """Tell whether a promise was kept as far as can be said at a moment; None where nothing can.

    Nothing was promised, it is not yet time, or the conversation was closed in time because it needed
    no answer. Closing ends a matter, but answers nobody.
    """
    if due >= FAR:
        return None
    if waited.ended_at <= due:
        return True if waited.is_answered or waited.promised is Promised.WHOLE else None
    return False if due < at else None
