"""Numbers of a letter, and the people behind each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from veche.kit.terms import N_
from veche.ledger.terms import Kind
from veche.mailing.terms.following import Agent


class What(StrEnum):
    """What became of a letter to somebody, or what somebody did with it."""

    SENT = "sent"
    DELIVERED = "delivered"
    OPENED = "opened"
    HIDDEN = "hidden"
    CLICKED = "clicked"
    REPLIED = "replied"
    UNSUBSCRIBED = "unsubscribed"
    BOUNCED = "bounced"
    COMPLAINED = "complained"
    FAILED = "failed"
    DOUBTFUL = "doubtful"


WHAT_TITLES: Mapping[What, str] = {
    What.SENT: N_("Sent"), What.DELIVERED: N_("Delivered"), What.OPENED: N_("Opened"),
    What.HIDDEN: N_("Hidden by mail services"), What.CLICKED: N_("Clicked"), What.REPLIED: N_("Replied"),
    What.UNSUBSCRIBED: N_("Unsubscribed"), What.BOUNCED: N_("Came back"),
    What.COMPLAINED: N_("Called it spam"), What.FAILED: N_("Refused by servers"),
    What.DOUBTFUL: N_("May have been sent or not"),
}  # fmt: skip
WHAT_MEANS: Mapping[What, str] = {
    What.SENT: N_("A server took it."),
    What.DELIVERED: N_("A server took it, and it did not come back."),
    What.OPENED: N_("People whose program asked for the picture at its end, or who followed a link."),
    What.HIDDEN: N_("A mail service fetched the pictures for them: whether they looked, nobody knows."),
    What.CLICKED: N_("People who followed at least one link."),
    What.UNSUBSCRIBED: N_("People who left the newsletter from this letter."),
    What.BOUNCED: N_("A server took it and sent it back later."),
    What.COMPLAINED: N_("Their mail service told us so."),
    What.FAILED: N_("No server took it."),
    What.DOUBTFUL: N_("The connection broke between the letter and the answer."),
}
# What people do afterwards, by the ledger's kind.
AFTERWARDS: Mapping[str, tuple[Kind, str]] = {
    "joined": (Kind.JOINED, N_("Joined the community")),
    "registered": (Kind.REGISTERED, N_("Registered for an event")),
    "attended": (Kind.ATTENDED, N_("Came to an event")),
    "bought": (Kind.BOUGHT, N_("Bought something")),
}
SPANS = (7, 30)
REPLIES_WITHIN = 14
# Of fewer than so many the share says nothing.
FEWEST = 30


class LinkLine(NamedTuple):
    """A link of a letter: its place, target and words; clicks of people, how many they are, of machines."""

    variant: int
    number: int
    address: str
    title: str
    clicks: int
    people: int
    machines: int


class DomainLine(NamedTuple):
    """What became of a letter at a receiver: how many were sent, taken, returned, refused; who looked."""

    domain: str
    sent: int
    delivered: int
    returned: int
    refused: int
    opened: int
    clicked: int


class AfterLine(NamedTuple):
    """How many of those who got a letter did something within some days, and of those who did not get it."""

    key: str
    title: str
    days: int
    is_over: bool
    people: int
    share: float | None
    base_share: float | None


@dataclass(frozen=True, slots=True)
class Figures:
    """The numbers of a letter: people by what, and how often it was opened and clicked by whom."""

    people: Mapping[What, int]
    opens: Mapping[Agent, int]
    clicks: Mapping[Agent, int]
    links: Sequence[LinkLine] = ()
    domains: Sequence[DomainLine] = ()
    # Milliseconds from the beginning → opens and clicks of people since the one before.
    steps: Sequence[tuple[int, int, int]] = ()
    hours_a_step: int = 1
    # Whether the community keeps now who opened and clicked.
    tells_names: bool = False

    @property
    def is_named(self) -> bool:
        """Whether anything is known of single people, not only of all together.

        Where names are kept and nobody looked yet, it is known that none did.
        """
        known = self.people.get(What.OPENED) or self.people.get(What.HIDDEN) or self.people[What.CLICKED]
        return bool(known) or (self.tells_names and not any((*self.opens.values(), *self.clicks.values())))
