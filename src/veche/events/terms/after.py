"""Words of what comes after an event: letters, feedback, the album and who may open it."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from veche.events.terms.guests import HOLDING, GuestState
from veche.kit.terms import N_

MOST_STARS = 5
# A guest may change what they said for so many days; letters go by themselves for so many at the most.
CHANGES_DAYS, LETTER_DAYS = 14, 7
# Who writes within so many days after they came for the first time became active.
ACTIVE_DAYS = 30
LONGEST_SUBJECT, LONGEST_TEXT, LONGEST_WORDS = 200, 5000, 2000
# What stands in braces in a letter, and what is filled in there.
PLACEHOLDERS: Mapping[str, str] = {
    "first_name": N_("how the guest is called"), "title": N_("the event"), "when": N_("day and hour"),
    "where": N_("the place"), "link": N_("the form for feedback, or the guest's page"),
    "photos": N_("the album"), "community": N_("the community"),
}  # fmt: skip


class AfterLetter(StrEnum):
    """Which letter goes to a guest afterwards."""

    THANKS = "thanks"
    MISSED = "missed"


LETTER_OF_STATE: Mapping[GuestState, AfterLetter] = {
    GuestState.CAME: AfterLetter.THANKS, GuestState.MISSED: AfterLetter.MISSED,
}  # fmt: skip
LETTER_TITLES: Mapping[AfterLetter, str] = {
    AfterLetter.THANKS: N_("Thanks to those who came"),
    AfterLetter.MISSED: N_("A word to those who did not come"),
}


class Access(StrEnum):
    """Who may look at an album."""

    TEAM = "team"
    GUESTS = "guests"
    PUBLIC = "public"


ACCESS_TITLES: Mapping[Access, str] = {
    Access.TEAM: N_("the team alone"), Access.GUESTS: N_("the team and guests, by their own link"),
    Access.PUBLIC: N_("everybody"),
}  # fmt: skip
# A photo is kept in these sizes.
SIZES = ("small", "large")
# Whose link opens an album for guests.
SEES_ALBUM = HOLDING


class Told(NamedTuple):
    """What a guest says of an event: stars, words, whether they would come again, stars of sessions."""

    stars: int | None
    good: str = ""
    mend: str = ""
    again: str = ""
    sessions: tuple[tuple[str, int], ...] = ()


class Again(StrEnum):
    """Whether somebody would come again."""

    YES = "yes"
    MAYBE = "maybe"
    NO = "no"


AGAIN_TITLES: Mapping[Again, str] = {
    Again.YES: N_("yes"), Again.MAYBE: N_("perhaps"), Again.NO: N_("no"),
}  # fmt: skip


class Tally(NamedTuple):
    """Feedback counted: how many gave each number of stars (most first), their mean, and answers."""

    stars: tuple[tuple[int, int], ...]
    mean: float | None
    answered: int
    again: Mapping[str, int]
    # Title, mean, how many rated it.
    sessions: tuple[tuple[str, float, int], ...]


class Came(NamedTuple):
    """Heads of an event, and persons among those who came."""

    registered: int = 0
    came: int = 0
    missed: int = 0
    # Seats of which nobody has said yet whether they were taken.
    unsaid: int = 0

    @property
    def missed_share(self) -> float | None:
        """Answer how many in a hundred did not come of those of whom it is known."""
        known = self.came + self.missed
        return 100 * self.missed / known if known else None


class DateTold(NamedTuple):
    """One date of a series, as its report has it; shares are per cent, nothing where nobody is counted."""

    event: int
    title: str
    day: date
    heads: Came
    persons: int
    newcomers: int
    became_active: int
    mean: float | None
    answered: int
    # What was paid for it, in minor units; told only to whoever keeps money.
    paid: int | None = None

    @property
    def cost_per_head(self) -> int | None:
        """Answer what was paid for each who came, in minor units."""
        return round(self.paid / self.heads.came) if self.paid is not None and self.heads.came else None

    @property
    def returning_share(self) -> float | None:
        """Answer how many in a hundred of the persons had been to an event before."""
        return 100 * (self.persons - self.newcomers) / self.persons if self.persons else None

    @property
    def active_share(self) -> float | None:
        """Answer how many in a hundred of the newcomers wrote within thirty days."""
        return 100 * self.became_active / self.newcomers if self.newcomers else None
