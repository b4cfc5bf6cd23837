"""Saying yes and no to letters: the ways it is said, who reads, and what they chose."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from veche.kit.terms import N_
from veche.kit.time import DAY
from veche.mailing.terms.delivering import Frequency, SubscriptionState

# A letter that asks «was it you?» may be answered for so long.
CONFIRM_WITHIN = 7 * DAY
# Nobody is asked oftener than that by a form that anybody may fill in.
MOST_ASKED_A_DAY, MOST_ASKS_AN_HOUR = 2, 20


class Way(StrEnum):
    """How a word about a newsletter came to us."""

    FORM = "form"
    CONFIRMATION = "confirmation"
    ONE_CLICK = "one_click"
    PAGE = "page"  # of the letter's own link
    HAND = "hand"
    LIST = "list"
    COMPLAINT = "complaint"


WAY_TITLES: Mapping[Way, str] = {
    Way.FORM: N_("filled in the form"), Way.CONFIRMATION: N_("confirmed by the letter's link"),
    Way.ONE_CLICK: N_("by the button of the mail program"), Way.PAGE: N_("on the page of their letters"),
    Way.HAND: N_("noted by the team"), Way.LIST: N_("taken over from a list"),
    Way.COMPLAINT: N_("called a letter spam"),
}  # fmt: skip

STATE_TITLES: Mapping[SubscriptionState, str] = {
    SubscriptionState.ASKED: N_("asked by a letter"), SubscriptionState.ON: N_("is subscribed"),
    SubscriptionState.OFF: N_("is unsubscribed"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reader:
    """Whoever a link of ours names: an address in a community, and which letter it came from."""

    community: int
    email: str
    # Of the letter, or of the subscription the link was made for.
    newsletter: int
    identity: int | None = None
    person: int | None = None
    delivery: int | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """How somebody said something: the way, and where from."""

    way: Way
    network: str = ""
    agent: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody wants of every newsletter: how often, or nothing; and whether to be followed."""

    wanted: Mapping[int, Frequency] = field(default_factory=dict)
    # No letter of any kind.
    nothing: bool = False
    is_followed: bool = True
