"""Words of inviting: whom a drive goes to, which way, where each letter stands, who is left out and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from veche.events.terms.guests import GuestState
from veche.kit.terms import N_

# Nobody is invited oftener within so many days, over all events of the community.
USUAL_CAP, CAP_DAYS = 4, 30
# A drive waits so long before its first letter, so that it can be taken back.
SECOND_THOUGHTS = 10_000
MOST_INVITED = 20_000
PLACES: Mapping[str, str] = {
    "first_name": N_("the first name"), "title": N_("the name of the event"), "when": N_("day and time"),
    "where": N_("the place"), "link": N_("the link to answer by, each their own"),
}  # fmt: skip


class DriveKind(StrEnum):
    """What is sent: an invitation to those who are not on the list, or a word to those who are."""

    INVITATION = "invitation"
    MESSAGE = "message"


class DriveState(StrEnum):
    """Where a drive stands."""

    GOING = "going"  # letters are written one after another, once ten seconds are over
    DONE = "done"
    STOPPED = "stopped"


DRIVE_TITLES: Mapping[DriveState, str] = {
    DriveState.GOING: N_("on its way"), DriveState.DONE: N_("sent"), DriveState.STOPPED: N_("stopped"),
}  # fmt: skip


class Ways(StrEnum):
    """By which way somebody is written to."""

    MAIL = "mail"
    CHAT = "chat"
    MAIL_FIRST = "mail_first"
    CHAT_FIRST = "chat_first"


WAYS_TITLES: Mapping[Ways, str] = {
    Ways.MAIL_FIRST: N_("by mail, in a chat where there is no address"),
    Ways.CHAT_FIRST: N_("in a chat, by mail where we cannot write there"),
    Ways.MAIL: N_("by mail alone"), Ways.CHAT: N_("in a chat alone"),
}  # fmt: skip


class Sent(StrEnum):
    """Where one letter or message of a drive stands."""

    WAITING = "waiting"
    CLAIMED = "claimed"  # written in one piece with this mark; on its way
    SENT = "sent"  # the mail server or the chat took it
    FAILED = "failed"
    DOUBTFUL = "doubtful"  # nobody knows whether it was heard; never repeated
    STOPPED = "stopped"
    LEFT_OUT = "left_out"


SENT_TITLES: Mapping[Sent, str] = {
    Sent.WAITING: N_("waits"), Sent.CLAIMED: N_("on its way"), Sent.SENT: N_("sent"),
    Sent.FAILED: N_("not sent"), Sent.DOUBTFUL: N_("may have been sent or not"),
    Sent.STOPPED: N_("stopped before it went"), Sent.LEFT_OUT: N_("left out"),
}  # fmt: skip
# These were written to.
WRITTEN = (Sent.CLAIMED, Sent.SENT, Sent.DOUBTFUL)


class Refusable(StrEnum):
    """What somebody may want no more of from a community; each is refused by itself."""

    INVITATIONS = "invitations"
    REMINDERS = "reminders"


class Left(StrEnum):
    """Why somebody gets nothing."""

    REFUSED = "refused"
    WITHDREW = "withdrew"
    UNASKED = "unasked"  # only those who consented were wanted
    LISTED = "listed"
    OFTEN = "often"
    UNREACHABLE = "unreachable"


LEFT_TITLES: Mapping[Left, str] = {
    Left.REFUSED: N_("want no more invitations"), Left.WITHDREW: N_("took their consent to letters back"),
    Left.UNASKED: N_("never said that letters are welcome"), Left.LISTED: N_("are on the list already"),
    Left.OFTEN: N_("were invited often enough lately"),
    Left.UNREACHABLE: N_("have no address we could write to"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reached:
    """Somebody a drive is for: how they are reached, or why they are not."""

    person: int
    name: str = ""
    email: str = ""
    identity: int = 0  # whom the ledger knows them as
    chat: int = 0  # the handle that a chat can write to, and the channel of that chat
    channel: int = 0
    has_consented: bool = False
    left: str = ""
    guest: int = 0


@dataclass(frozen=True, slots=True)
class Audience:
    """Everybody a drive is for, and what a person wants to know of them before it goes."""

    people: tuple[Reached, ...] = ()

    @property
    def reached(self) -> list[Reached]:
        """Those who are written to."""
        return [one for one in self.people if not one.left]

    @property
    def by_mail(self) -> int:
        """How many of them get a letter."""
        return sum(not one.chat for one in self.reached)

    @property
    def by_chat(self) -> int:
        """How many of them get a message in a chat."""
        return sum(bool(one.chat) for one in self.reached)

    @property
    def left(self) -> list[tuple[str, int]]:
        """Why the others get nothing, and how many of each."""
        counts = {why: sum(one.left == why for one in self.people) for why in Left}
        return [(LEFT_TITLES[why], count) for why, count in counts.items() if count]


@dataclass(frozen=True, slots=True)
class Whom:
    """Whom a drive is for: one of a segment, an event, a series, or all members; or guests of its event."""

    segment: int = 0
    event: int = 0
    series: int = 0
    # Of guests: where they stand, which ticket, what they answered to which question.
    states: tuple[str, ...] = ()
    ticket: int = 0
    question: int = 0
    answer: str = ""
    ways: Ways = Ways.MAIL_FIRST
    only_consented: bool = False
    cap: int = USUAL_CAP


# Guests in these states registered themselves: a word about their event is part of that.
EXPECTING = frozenset({
    GuestState.GOING, GuestState.WAITING, GuestState.APPLIED, GuestState.CAME, GuestState.MISSED,
})  # fmt: skip


@dataclass(slots=True)
class Numbers:
    """What became of a drive."""

    people: int = 0
    by_sent: dict[str, int] = field(default_factory=dict)
    opened: int = 0
    going: int = 0
    no: int = 0

    @property
    def waiting(self) -> int:
        """How many letters are to be written yet."""
        return self.by_sent.get(Sent.WAITING, 0)

    @property
    def written(self) -> int:
        """How many were written to."""
        return sum(self.by_sent.get(one, 0) for one in WRITTEN)

    @property
    def asked(self) -> int:
        """How many are to be written to in all."""
        return (
            self.written + self.waiting + sum(self.by_sent.get(one, 0) for one in (Sent.FAILED, Sent.STOPPED))
        )
