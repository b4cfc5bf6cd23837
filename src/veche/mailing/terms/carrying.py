"""What became of a letter that was sent before it came here."""

from typing import NamedTuple

from veche.kit.time import Moment
from veche.mailing.terms.delivering import Stand


class Carried(NamedTuple):
    """What became of a letter for one recipient."""

    email: str
    stand: Stand = Stand.SENT
    sent_at: Moment | None = None
    # Of what was left out: `LeftOut`.
    why: str = ""
    # What their server said.
    answer: str = ""
    variant: int = 0
    opened: tuple[Moment, ...] = ()
    # Their mail service fetches pictures in their name, so that an open says little.
    is_hidden: bool = False
    # By the number of the link, which is in the letter.
    clicked: tuple[tuple[int, Moment], ...] = ()
    # When they unsubscribed, from this very letter.
    ended_at: Moment | None = None


class Tried(NamedTuple):
    """Another subject, tried on so many of a hundred first; it won, and the rest got it hours later."""

    subject: str
    share: int
    hours: int
