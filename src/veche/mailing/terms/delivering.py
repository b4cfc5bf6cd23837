"""Where one letter to one recipient stands, and why somebody gets none."""

from collections.abc import Mapping
from enum import IntEnum, StrEnum

from veche.kit.terms import N_


class Stand(IntEnum):
    """Where a delivery stands. Every recipient ends in exactly one of the last six."""

    WAITING = 0
    CLAIMED = 1  # a worker has it in hand
    SENT = 2  # a server took it
    DOUBTFUL = 3  # nobody knows whether a server took it; never repeated by itself
    FAILED = 4  # a server refused it for good, or for too long
    BOUNCED = 5  # it was taken, and came back
    COMPLAINED = 6  # it was called spam
    LEFT_OUT = 7  # it must not or cannot go: `why` says


STAND_TITLES: Mapping[Stand, str] = {
    Stand.WAITING: N_("waits"), Stand.CLAIMED: N_("on its way"), Stand.SENT: N_("taken by their server"),
    Stand.DOUBTFUL: N_("may have been sent or not"), Stand.FAILED: N_("refused"),
    Stand.BOUNCED: N_("came back"), Stand.COMPLAINED: N_("called spam"), Stand.LEFT_OUT: N_("left out"),
}  # fmt: skip
# These left our house.
GONE = (Stand.SENT, Stand.BOUNCED, Stand.COMPLAINED)


class LeftOut(StrEnum):
    """Why somebody of the audience gets no letter; the first that holds is told, in this order."""

    NO_ADDRESS = "no_address"
    SUPPRESSED = "suppressed"
    BOUNCED = "bounced"
    COMPLAINED = "complained"
    UNSUBSCRIBED = "unsubscribed"
    NO_CONSENT = "no_consent"
    OFTEN = "often"
    SELDOM = "seldom"  # they asked for fewer letters than there are
    HAD_IT = "had_it"
    CANCELLED = "cancelled"  # the letter was given up before it reached them


# Without verbs, so that they are right beside any number.
LEFT_OUT_TITLES: Mapping[LeftOut, str] = {
    LeftOut.NO_ADDRESS: N_("no e-mail address known"),
    LeftOut.SUPPRESSED: N_("on the list of those who get nothing"),
    LeftOut.BOUNCED: N_("letters to the address come back"),
    LeftOut.COMPLAINED: N_("called a letter spam"),
    LeftOut.UNSUBSCRIBED: N_("unsubscribed"),
    LeftOut.NO_CONSENT: N_("no consent to letters"),
    LeftOut.OFTEN: N_("written to often enough lately"),
    LeftOut.SELDOM: N_("asked for fewer letters"),
    LeftOut.HAD_IT: N_("got it already"),
    LeftOut.CANCELLED: N_("given up before they got it"),
}  # fmt: skip


class Why(StrEnum):
    """Why an address gets nothing at all."""

    BOUNCED = "bounced"
    COMPLAINED = "complained"
    ASKED = "asked"  # they want no letter of any kind
    BY_HAND = "by_hand"
    FORGOTTEN = "forgotten"


WHY_TITLES: Mapping[Why, str] = {
    Why.BOUNCED: N_("letters come back"), Why.COMPLAINED: N_("called a letter spam"),
    Why.ASKED: N_("wants no letters at all"), Why.BY_HAND: N_("added by hand"),
    Why.FORGOTTEN: N_("was forgotten by law"),
}  # fmt: skip


class SubscriptionState(StrEnum):
    """A person's word about one newsletter."""

    ASKED = "asked"  # a letter asks whether it was them
    ON = "on"
    OFF = "off"


class Frequency(StrEnum):
    """How often somebody wants a newsletter."""

    EVERY = "every"
    WEEKLY = "weekly"  # at most one in seven days
    MONTHLY = "monthly"  # at most one in thirty days


FREQUENCY_TITLES: Mapping[Frequency, str] = {
    Frequency.EVERY: N_("Every letter"), Frequency.WEEKLY: N_("At most one a week"),
    Frequency.MONTHLY: N_("At most one a month"),
}  # fmt: skip
