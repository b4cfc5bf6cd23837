"""What was promised: within how many working minutes, and what the working hours are."""

from datetime import date
from enum import IntEnum
from typing import NamedTuple

from veche.inbox.terms.standing import FAR

# Minutes of the day from and to, for Monday to Sunday; nothing where nobody works.
Day = tuple[int, int] | None
WHOLE_DAY = (0, 24 * 60)


class Week(NamedTuple):
    """When a community's team is there: hours of seven days, days on which nobody is, the time zone."""

    hours: tuple[Day, ...]
    holidays: frozenset[date] = frozenset()
    zone: str = "UTC"


class Promise(NamedTuple):
    """Working minutes until the first answer and until the end; 0 where nothing is promised."""

    first: int = 0
    whole: int = 0


USUAL_HOURS: tuple[Day, ...] = (*((10 * 60, 19 * 60),) * 5, None, None)


class Promised(IntEnum):
    """What is promised: that somebody answers, that the matter is done with."""

    FIRST = 1
    WHOLE = 2


class Turned(IntEnum):
    """What changed whose turn it is; of the same moment in this order."""

    ASKED = 0
    ANSWERED = 1
    HANDLED = 2  # answered elsewhere, as a colleague noted
    CLOSED = 3
    REOPENED = 4  # by hand: whoever waited before waits again


class Turn(NamedTuple):
    """When something changed whose turn it is, and by which interaction where somebody asked."""

    at: int
    turned: Turned
    interaction: int = 0


class Waited(NamedTuple):
    """Somebody waits for what is promised: since when and until when, and whether they were answered.

    Between `earlier` waits and from the last of these to the latest one it was their turn.
    """

    promised: Promised
    interaction: int  # that asked
    since: int
    latest: int  # when the latest wait began
    ended_at: int = FAR
    is_answered: bool = False
    earlier: tuple[tuple[int, int], ...] = ()
