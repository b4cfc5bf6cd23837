"""How near a person is to a community: the stages, in words, and the kinds of facts that decide."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from veche.kit.terms import N_
from veche.ledger.terms import Kind


class Stage(IntEnum):
    """How near a person is to a community; the numbers are kept in tables and figures."""

    STRANGER = 1
    REACHED = 2
    LEAD = 3
    NEWCOMER = 4
    ACTIVE = 5
    REGULAR = 6
    ADVOCATE = 7
    DRIFTING = 8
    GONE = 9

    @property
    def form(self) -> "StageForm":
        """The stage's name, look and definition."""
        return STAGE_FORMS[self]


@dataclass(frozen=True, slots=True)
class StageForm:
    """A stage as people read it."""

    key: str
    title: str
    definition: str
    icon: str
    colour: str


# The rule itself stands in `rules.staging`; a test compares the numbers in these words with it.
STAGE_FORMS: Mapping[Stage, StageForm] = {
    Stage.STRANGER: StageForm(
        "stranger", N_("Stranger"),
        N_("We know of them from a list or a mention; nothing of ours has come before their eyes and they "
           "have done nothing."), "user", "secondary",
    ),
    Stage.REACHED: StageForm(
        "reached", N_("Reached"),
        N_("Something of ours came before their eyes: a letter was sent or opened, a page visited, "
           "somebody invited or mentioned them. They themselves have done nothing in the last 180 days."),
        "eye", "secondary",
    ),
    Stage.LEAD: StageForm(
        "lead", N_("Lead"),
        N_("They came closer within the last 180 days (a click, a reaction, a subscription, a form, a "
           "registration), and have neither joined nor taken part."), "user-question", "azure",
    ),
    Stage.NEWCOMER: StageForm(
        "newcomer", N_("Newcomer"),
        N_("They joined, said a first word or came for the first time less than 30 days ago."),
        "user-plus", "lime",
    ),
    Stage.ACTIVE: StageForm(
        "active", N_("Active"),
        N_("A member who did something in the last 30 days."), "user-check", "green",
    ),
    Stage.REGULAR: StageForm(
        "regular", N_("Regular"),
        N_("A member who did something in at least 4 of the last 8 weeks, the current one included."),
        "users", "teal",
    ),
    Stage.ADVOCATE: StageForm(
        "advocate", N_("Advocate"),
        N_("A regular who brought somebody in the last 26 weeks, or answered at least 5 questions of "
           "others in the last 8 weeks."), "star", "purple",
    ),
    Stage.DRIFTING: StageForm(
        "drifting", N_("Drifting away"),
        N_("A member who has done nothing for 30 to 90 days since joining or since their last deed."),
        "trending-down", "orange",
    ),
    Stage.GONE: StageForm(
        "gone", N_("Gone"),
        N_("They left, or have done nothing for more than 90 days."), "user-off", "red",
    ),
}  # fmt: skip
# Who is in the community now.
MEMBERS = frozenset({Stage.NEWCOMER, Stage.ACTIVE, Stage.REGULAR, Stage.ADVOCATE, Stage.DRIFTING})

_TAKING_PART = (
    Kind.MESSAGED, Kind.COMMENTED, Kind.ASKED, Kind.ANSWERED, Kind.PUBLISHED, Kind.REPOSTED, Kind.INVITED,
    Kind.ATTENDED, Kind.BOUGHT, Kind.MET, Kind.CALLED, Kind.PINNED,
)  # fmt: skip
_COMING_CLOSER = (
    Kind.REACTED, Kind.MENTIONED, Kind.APPLIED, Kind.REGISTERED, Kind.SUBSCRIBED, Kind.CLICKED,
    Kind.SUBMITTED, Kind.RATED, Kind.MISSED,
)  # fmt: skip
# Deeds that make somebody a member, if they were none.
ENTERING = frozenset(kind.number for kind in (Kind.JOINED, *_TAKING_PART))
# Deeds of one who comes closer; of a member they count as activity, but for not coming.
APPROACHING = frozenset(kind.number for kind in _COMING_CLOSER)
ENGAGED = frozenset(kind.number for kind in (*_TAKING_PART, *_COMING_CLOSER)) - {Kind.MISSED.number}
_COMING_BEFORE_EYES = (
    Kind.SENT, Kind.OPENED, Kind.VISITED, Kind.INTRODUCED, Kind.DECLINED, Kind.CANCELLED,
    Kind.UNSUBSCRIBED, Kind.COMPLAINED,
)  # fmt: skip
REACHING = frozenset(kind.number for kind in _COMING_BEFORE_EYES)


class DayOf(NamedTuple):
    """What somebody did on one day, counted from 1970 in the community's zone."""

    day: int
    entered: bool = False  # a deed that makes a member, joining too
    engaged: bool = False
    approached: bool = False
    reached: bool = False
    is_out: bool = False  # left, and did not join again that day
    answered: int = 0  # questions of others
    brought: int = 0  # people


class Turn(NamedTuple):
    """A change of stage; from 0 where there was none before."""

    day: int
    before: int
    after: int


class Course(NamedTuple):
    """A person's way through the stages up to a day, and when it changes if nothing happens."""

    stage: Stage
    since: int
    review: int | None  # the day to look again; nothing where only a deed can change it
    turns: tuple[Turn, ...]
    active_weeks: int
