"""Words of the programme: sessions, how far a talk has come, what clashes, what is proposed."""

from collections.abc import Mapping
from enum import IntEnum, StrEnum
from typing import NamedTuple

from veche.kit.terms import N_
from veche.kit.time import HOUR, Moment
from veche.ledger.terms import Kind

# A day of a programme turns in the small hours: what begins at two at night belongs to the evening before.
DAY_TURNS = 5 * HOUR
LONGEST_SESSION = 24 * 60
LONGEST_ABSTRACT, LONGEST_BIO, LONGEST_NEEDS = 20_000, 5_000, 2_000


class SessionKind(StrEnum):
    """What a part of the programme is."""

    TALK = "talk"
    WORKSHOP = "workshop"
    PANEL = "panel"
    BREAK = "break"
    OTHER = "other"


SESSION_TITLES: Mapping[SessionKind, str] = {
    SessionKind.TALK: N_("talk"), SessionKind.WORKSHOP: N_("workshop"), SessionKind.PANEL: N_("discussion"),
    SessionKind.BREAK: N_("break"), SessionKind.OTHER: N_("something else"),
}  # fmt: skip


class Step(StrEnum):
    """How far somebody's talk has come; any step may follow any other, people change their minds."""

    IDEA = "idea"
    ASKED = "asked"
    AGREED = "agreed"
    SLIDES = "slides"
    SPOKE = "spoke"
    THANKED = "thanked"


STEP_TITLES: Mapping[Step, str] = {
    Step.IDEA: N_("Idea"), Step.ASKED: N_("Asked"), Step.AGREED: N_("Agreed"),
    Step.SLIDES: N_("Slides are in"), Step.SPOKE: N_("Spoke"), Step.THANKED: N_("Thanked"),
}  # fmt: skip
STEPS = tuple(Step)
# Those who agreed are named in public; whoever was only thought of is not.
SHOWN_STEPS = frozenset({Step.AGREED, Step.SLIDES, Step.SPOKE, Step.THANKED})
SPOKEN_STEPS = frozenset({Step.SPOKE, Step.THANKED})
# What coming to a step is to the ledger: we wrote to them, and they said that they would.
KIND_OF_STEP: Mapping[Step, Kind] = {Step.ASKED: Kind.SENT, Step.AGREED: Kind.APPLIED}


class Severity(IntEnum):
    """How much a clash matters: it cannot be, it will hurt, or it is worth a look."""

    IMPOSSIBLE = 1
    BAD = 2
    NOTE = 3


SEVERITY_TITLES: Mapping[Severity, str] = {
    Severity.IMPOSSIBLE: N_("cannot be"), Severity.BAD: N_("will hurt"), Severity.NOTE: N_("worth a look"),
}  # fmt: skip


class ClashKind(StrEnum):
    """What does not go together."""

    HALL_TWICE = "hall_twice"
    SPEAKER_TWICE = "speaker_twice"
    ON_DUTY = "on_duty"
    NO_TIME = "no_time"
    TRAVEL = "travel"
    OUTSIDE = "outside"
    NOT_AGREED = "not_agreed"


# What each is and how it is said; `{who}`, `{what}`, `{other}` and `{minutes}` are filled in.
CLASHES: Mapping[ClashKind, tuple[Severity, str]] = {
    ClashKind.HALL_TWICE: (Severity.IMPOSSIBLE, N_("{who} holds two at once: “{what}” and “{other}”.")),
    ClashKind.SPEAKER_TWICE: (
        Severity.IMPOSSIBLE, N_("{who} speaks in two places at once: “{what}” and “{other}”.")
    ),
    ClashKind.ON_DUTY: (
        Severity.IMPOSSIBLE, N_("{who} speaks in “{what}” and is on duty at that time: {other}.")
    ),
    ClashKind.NO_TIME: (Severity.IMPOSSIBLE, N_("“{what}” ends the moment it begins.")),
    ClashKind.TRAVEL: (
        Severity.BAD, N_("{who} has {minutes} minutes to get from “{what}” to “{other}” in another place.")
    ),
    ClashKind.OUTSIDE: (Severity.BAD, N_("“{what}” does not lie within the time of the event.")),
    ClashKind.NOT_AGREED: (Severity.NOTE, N_("{who} has not agreed yet to speak in “{what}”.")),
}  # fmt: skip


class Placed(NamedTuple):
    """A session that has its time, as far as clashes ask: moments, the hall, the place, the speakers."""

    session: int
    title: str
    starts: Moment
    ends: Moment
    hall: int | None = None
    hall_name: str = ""
    # The venue the hall is in; nothing is not known, and never another place.
    venue: int | None = None
    # Each speaker with their name, and whether they agreed.
    speakers: tuple[tuple[int, str, bool], ...] = ()


class Duty(NamedTuple):
    """A time at which a speaker has something else to do, such as a volunteer's shift."""

    speaker: int
    title: str
    starts: Moment
    ends: Moment


class Clash(NamedTuple):
    """Two things that do not go together, or one that is not right by itself."""

    severity: Severity
    kind: ClashKind
    sessions: tuple[int, ...]
    who: str = ""
    what: str = ""
    other: str = ""
    minutes: int = 0


class ProposalState(StrEnum):
    """Where a proposal stands."""

    NEW = "new"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


PROPOSAL_TITLES: Mapping[ProposalState, str] = {
    ProposalState.NEW: N_("waits for an answer"), ProposalState.ACCEPTED: N_("accepted"),
    ProposalState.DECLINED: N_("declined"), ProposalState.WITHDRAWN: N_("withdrawn"),
}  # fmt: skip
SCORES = (1, 2, 3, 4, 5)
