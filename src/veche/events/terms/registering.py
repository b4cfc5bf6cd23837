"""Words of registering: what is asked, what somebody wished for, which letters go out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from veche.kit.terms import N_

LONGEST_ANSWER, LONGEST_LINE = 2000, 300
# A guest's link leads somewhere until so many days after the event.
LINK_DAYS = 30
NO_CODE = N_("This code is not known, or is used up.")
# What guests eat is deleted so many days after the event.
DIET_DAYS = 14


class NoticeKind(StrEnum):
    """Which letter goes to a guest."""

    GOING = "going"
    WAITING = "waiting"
    APPLIED = "applied"
    OFFER = "offer"
    LAPSED = "lapsed"  # an offer ended unanswered
    REFUSED = "refused"  # an application was declined by the team
    CANCELLED = "cancelled"
    INVITED = "invited"
    CHANGED = "changed"  # the event's time or place
    CALLED_OFF = "called_off"  # the event itself
    REMINDER = "reminder"  # by a rule of the event, see `Reminder`


# The letter about reaching a state.
NOTICE_OF_STATE: Mapping[str, NoticeKind] = {
    "going": NoticeKind.GOING, "waiting": NoticeKind.WAITING, "applied": NoticeKind.APPLIED,
    "cancelled": NoticeKind.CANCELLED, "invited": NoticeKind.INVITED,
}  # fmt: skip
# Letters that bring the event into a calendar, and those that take it out again.
ENTERS_CALENDAR = frozenset({NoticeKind.GOING, NoticeKind.CHANGED, NoticeKind.REMINDER})
LEAVES_CALENDAR = frozenset(
    {NoticeKind.CANCELLED, NoticeKind.CALLED_OFF, NoticeKind.APPLIED, NoticeKind.WAITING}
)

DIET_CONSENT = N_(
    "I agree that the organisers keep what is marked here about food until two weeks after the event, "
    "to order food and for nothing else, and whoever comes with me agrees too."
)


@dataclass(frozen=True, slots=True)
class Ticket:
    """A type of ticket as somebody who registers sees it; `left` is nothing where there is room for all."""

    pk: int
    title: str
    about: str = ""
    amount: int = 0
    left: int | None = None
    is_open: bool = True
    is_hidden: bool = False
    sold_from: int | None = None
    sold_until: int | None = None
    # What is taken off a seat by the code that was typed, minor units.
    off: int = 0

    @property
    def price(self) -> int:
        """Answer what a seat costs, the code taken off."""
        return self.amount - self.off


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the form as it is asked now."""

    pk: int
    kind: str
    text: str
    details: str = ""
    options: tuple[str, ...] = ()
    is_required: bool = False
    shown_if: int | None = None
    shown_answer: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class Sale:
    """What is asked of whoever registers for an event, and what they may take."""

    tickets: tuple[Ticket, ...] = ()
    questions: tuple[Asked, ...] = ()
    most_seats: int = 4
    asks_diets: bool = False
    has_codes: bool = False


@dataclass(frozen=True, slots=True)
class Mate:
    """One seat of a party: whose it is, as far as they said."""

    name: str = ""
    age_group: str = "adult"
    diets: tuple[str, ...] = ()
    words: str = ""

    @property
    def eats_otherwise(self) -> bool:
        """Tell whether anything was said about food."""
        return bool(self.diets or self.words)


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants who registers."""

    name: str
    email: str = ""
    phone: str = ""
    mates: tuple[Mate, ...] = (Mate(),)
    ticket: int | None = None
    code: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)
    agrees_to_diets: bool = False

    @property
    def seats(self) -> int:
        """How many seats the party takes."""
        return len(self.mates)
