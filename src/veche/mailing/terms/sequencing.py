"""Sequences: letters that go by themselves, one after another, to each person in their turn."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from veche.kit.terms import N_
from veche.kit.time import Moment
from veche.ledger.terms import SPOKEN, Kind

MOST_STEPS = 30
LONGEST_WAIT = 366 * 24 * 60
MOST_LATE = 60
# So many days before a date a sequence may begin.
MOST_LEAD = 90
# How many are looked at in one transaction.
AT_ONCE = 500


class Start(StrEnum):
    """What brings somebody into a sequence."""

    SUBSCRIBED = "subscribed"
    JOINED = "joined"
    ATTENDED = "attended"
    MISSED = "missed"
    AHEAD = "ahead"
    NEAR = "near"
    DATE = "date"
    STAGE = "stage"
    SEGMENT = "segment"


START_TITLES: Mapping[Start, str] = {
    Start.SUBSCRIBED: N_("Somebody subscribed to its newsletter"),
    Start.JOINED: N_("Somebody joined the community"),
    Start.ATTENDED: N_("Somebody came to an event"),
    Start.MISSED: N_("Somebody registered and did not come"),
    Start.AHEAD: N_("An event they registered for comes near"),
    Start.NEAR: N_("An event comes near, and somebody of a segment has not answered yet"),
    Start.DATE: N_("A date of theirs comes round, a birthday for one"),
    Start.STAGE: N_("Somebody reached a stage, drifting away for one"),
    Start.SEGMENT: N_("Somebody began to fit a segment"),
}  # fmt: skip
# These come as facts of the ledger, the others are looked for.
HEARD: Mapping[Start, Kind] = {
    Start.SUBSCRIBED: Kind.SUBSCRIBED, Start.JOINED: Kind.JOINED, Start.ATTENDED: Kind.ATTENDED,
    Start.MISSED: Kind.MISSED,
}  # fmt: skip
OF_COMING = frozenset({Start.AHEAD, Start.NEAR})
OF_EVENTS = frozenset({Start.ATTENDED, Start.MISSED, *OF_COMING})
# These are about people of a segment.
OF_SEGMENTS = frozenset({Start.SEGMENT, Start.NEAR})
# These are about a day of the calendar: they may begin before it, and keep to it.
DATED = frozenset({Start.DATE, *OF_COMING})
# What there is to be said of whoever registered: the last of these counts.
GOING = (Kind.REGISTERED.number, Kind.CANCELLED.number, Kind.DECLINED.number)
# Whoever did one of these has answered, or was there.
ANSWERS = (*GOING, Kind.APPLIED.number, Kind.ATTENDED.number, Kind.BOUGHT.number)


class Again(StrEnum):
    """Whether somebody walks a sequence more than once."""

    ONCE = "once"
    YEARLY = "yearly"
    AFTER = "after"
    EACH = "each"


AGAIN_TITLES: Mapping[Again, str] = {
    Again.ONCE: N_("Once"), Again.YEARLY: N_("Once a year"), Again.AFTER: N_("Again after a pause"),
    Again.EACH: N_("Once for each event"),
}  # fmt: skip


class SequenceState(StrEnum):
    """Where a sequence stands."""

    DRAFT = "draft"
    RUNNING = "running"
    PAUSED = "paused"  # people still enter, and no letter leaves
    STOPPED = "stopped"  # nobody enters, and no letter leaves


SEQUENCE_TITLES: Mapping[SequenceState, str] = {
    SequenceState.DRAFT: N_("draft"), SequenceState.RUNNING: N_("runs"),
    SequenceState.PAUSED: N_("is paused"), SequenceState.STOPPED: N_("is stopped"),
}  # fmt: skip


class Condition(StrEnum):
    """What must be true of the step before for a letter to go."""

    ALWAYS = "always"
    OPENED = "opened"
    NOT_OPENED = "not_opened"
    CLICKED = "clicked"
    NOT_CLICKED = "not_clicked"


CONDITION_TITLES: Mapping[Condition, str] = {
    Condition.ALWAYS: N_("Always"), Condition.OPENED: N_("If they opened the letter before"),
    Condition.NOT_OPENED: N_("If they did not open the letter before"),
    Condition.CLICKED: N_("If they clicked in the letter before"),
    Condition.NOT_CLICKED: N_("If they clicked nothing in the letter before"),
}  # fmt: skip


class Ending(StrEnum):
    """What somebody does that ends a sequence for them."""

    WROTE = "wrote"
    REGISTERED = "registered"
    UNSUBSCRIBED = "unsubscribed"
    LEFT = "left"


ENDING_TITLES: Mapping[Ending, str] = {
    Ending.WROTE: N_("They wrote something"), Ending.REGISTERED: N_("They registered for an event"),
    Ending.UNSUBSCRIBED: N_("They unsubscribed"), Ending.LEFT: N_("They left the community"),
}  # fmt: skip
ENDING_KINDS: Mapping[Ending, frozenset[int]] = {
    Ending.WROTE: frozenset(SPOKEN), Ending.REGISTERED: frozenset({Kind.REGISTERED.number}),
    Ending.UNSUBSCRIBED: frozenset({Kind.UNSUBSCRIBED.number, Kind.COMPLAINED.number}),
    Ending.LEFT: frozenset({Kind.LEFT.number}),
}  # fmt: skip


class WalkState(StrEnum):
    """How far somebody is in a sequence."""

    WALKING = "walking"
    DONE = "done"
    LEFT = "left"  # `why` says
    PRESENT = "present"  # fitted before the sequence began, and is not meant


# Why a step gave somebody no letter, or a walk ended: besides the reasons an audience knows.
LATE, CONDITION, SEGMENT, PERSON_GONE, NOT_GOING = "late", "condition", "segment", "gone", "not_going"
ANSWERED = "answered"
WHY_TITLES: Mapping[str, str] = {
    LATE: N_("too late: Veche stood still, or the sequence was paused"),
    CONDITION: N_("the condition was not met"), SEGMENT: N_("did not fit the segment"),
    PERSON_GONE: N_("was forgotten, or is somebody else we know"),
    NOT_GOING: N_("does not go to the event any more, or it began or was called off"),
    ANSWERED: N_("answered meanwhile, or the event began, was called off or takes no answers"),
    Ending.WROTE: N_("wrote something meanwhile"), Ending.REGISTERED: N_("registered for an event meanwhile"),
    Ending.UNSUBSCRIBED: N_("unsubscribed meanwhile"), Ending.LEFT: N_("left the community meanwhile"),
}  # fmt: skip


class Entry(NamedTuple):
    """Somebody who comes into a sequence: when, and by which fact of the ledger (0 for none).

    `turn` is the year of a date that comes round, which may not be that of `at`, or the number of an event.
    """

    person: int
    at: Moment
    cause: int = 0
    turn: int | None = None


class Seen(NamedTuple):
    """What came of the step before for somebody."""

    was_sent: bool
    opened: bool = False
    clicked: bool = False


@dataclass(frozen=True, slots=True)
class ReadyStep:
    """A step of a ready sequence: minutes to wait, the hour it leaves at, subject, blocks and preheader."""

    title: str
    subject: str
    blocks: list[dict[str, Any]]
    wait: int = 0
    hour: int | None = None
    preheader: str = ""
    condition: Condition = Condition.ALWAYS


@dataclass(frozen=True, slots=True)
class ReadySequence:
    """A sequence to begin with, in one language."""

    title: str
    start: Start
    again: Again
    pause: int
    endings: tuple[Ending, ...]
    steps: tuple[ReadyStep, ...]
    lead_days: int = 0
    late_days: int = 3


READY_TITLES: Mapping[str, tuple[str, str, str]] = {
    "welcome": (N_("Welcome in three letters"), N_("Who we are, where to begin, and a question."),
                "mood-smile"),
    "birthday": (N_("Birthday"), N_("Good wishes on the day itself, every year."), "cake"),
    "missed_you": (N_("We miss you"), N_("To those who drift away, and once more to those who stay silent."),
                   "heart"),
    "invitation": (N_("An invitation to an event"),
                   N_("Two weeks before it, and once more, to people of a segment who have not answered."),
                   "calendar"),
    "reminder": (N_("An event comes near"),
                 N_("Three days before and in the morning of the day, to those who registered."),
                 "calendar-event"),
    "after_event": (N_("After an event"),
                    N_("Thanks to those who came, photos and a word of feedback, then what comes next."),
                    "calendar-check"),
}  # fmt: skip
SEQUENCE_ACTS: Mapping[str, str] = {
    "mailing.save_sequence": N_("Changed a sequence of letters"),
    "mailing.remove_sequence": N_("Removed a sequence of letters"),
    "mailing.restore_sequence": N_("Restored a sequence of letters"),
    "mailing.start_sequence": N_("Started a sequence of letters"),
    "mailing.pause_sequence": N_("Paused a sequence of letters"),
    "mailing.stop_sequence": N_("Stopped a sequence of letters"),
    "mailing.add_step": N_("Added a step to a sequence"),
    "mailing.change_step": N_("Changed a step of a sequence"),
    "mailing.remove_step": N_("Removed a step of a sequence"),
    "mailing.restore_step": N_("Restored a step of a sequence"),
    "mailing.move_step": N_("Moved a step of a sequence"),
    "mailing.rewrite_step": N_("Began to rewrite a letter of a sequence"),
    "mailing.remove_walk": N_("Took somebody out of a sequence"),
    "mailing.restore_walk": N_("Put somebody back into a sequence"),
}  # fmt: skip
