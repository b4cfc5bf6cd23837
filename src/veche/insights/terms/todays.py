"""What Today tells: who did what, who waits, who is quiet, who moved."""

from typing import Any, NamedTuple

# A day is a whole number: see `ledger.columns.shapes`.
Day = int


class Change(NamedTuple):
    """What happened on a day by its kind, what is usual for a day, and who did most of it."""

    kind: int
    times: int
    usual: float
    people: tuple[int, ...] = ()


class Deed(NamedTuple):
    """Something that happened: the interaction, when, and whose it is, 0 where it is nobody's."""

    interaction: int
    at: int
    person: int


class Question(NamedTuple):
    """A question nobody has replied to: the interaction, when, and whose it is."""

    interaction: int
    at: int
    person: int


class Silent(NamedTuple):
    """Somebody who joined on a day and has not said a word, and the channel they were seen in first."""

    person: int
    day: Day
    channel: int


class Quiet(NamedTuple):
    """Somebody who joined or was last seen on a day."""

    person: int
    day: Day


class Move(NamedTuple):
    """Somebody who came to another stage on a day."""

    person: int
    day: Day
    before: int
    after: int


class Listed(NamedTuple):
    """The first of some, and how many there are in all."""

    shown: tuple[Any, ...]
    whole: int

    @property
    def rest(self) -> int:
        """How many are not shown."""
        return self.whole - len(self.shown)
