"""Words of events: how they stand, who comes, who may do what."""

from veche.events.terms.after import (
    AGAIN_TITLES,
    MOST_STARS,
    SIZES,
)
from veche.events.terms.allowing import ACTS as ACTS
from veche.events.terms.allowing import (
    ADMIT_GUESTS,
    INTRODUCE_PEOPLE,
    KEEP_EVENTS,
    KEEP_MONEY,
    MOVE_GUESTS,
    PERMISSIONS,
    PLAN_EVENTS,
    REVIEW_TALKS,
    SEE_EVENTS,
    SEE_GUESTS,
)
from veche.events.terms.door import Scanned
from veche.events.terms.food import MealKind
from veche.events.terms.guests import (
    AGE_GROUPS,
    COMING,
    DIETS,
    GUEST_MOVES,
    GUEST_TITLES,
    HOLDING,
    KIND_OF_STATE,
    AgeGroup,
    Diet,
    GuestState,
    QuestionKind,
)
from veche.events.terms.inviting import Left
from veche.events.terms.money import Category, Side
from veche.events.terms.moves import (
    Move,
    moves_of,
)
from veche.events.terms.paying import (
    WAY_TITLES,
    Way,
)
from veche.events.terms.planning import (
    FIELD_TITLES,
    LAST,
    NTHS,
    PLAIN_FIELDS,
    PRICE_TITLES,
    SCOPE_TITLES,
    TIME_FIELDS,
    TOLD_FIELDS,
    Rhythm,
    Scope,
    Unit,
)
from veche.events.terms.programme import (
    PROPOSAL_TITLES,
    SESSION_TITLES,
    ProposalState,
    SessionKind,
    Step,
)
from veche.events.terms.registering import (
    DIET_CONSENT,
    Asked,
    Mate,
    NoticeKind,
    Sale,
    Ticket,
)
from veche.events.terms.schedules import (
    MEDIA_TYPES,
    ScheduleForm,
)
from veche.events.terms.standing import (
    KIND_TITLES,
    STAND_TITLES,
    STATE_MOVES,
    STATE_TITLES,
    EventKind,
    EventState,
    Stand,
    WaitingMode,
)
from veche.events.terms.team import WishLevel

__all__ = [
    "ACTS",
    "ADMIT_GUESTS",
    "AGAIN_TITLES",
    "AGE_GROUPS",
    "COMING",
    "DIETS",
    "DIET_CONSENT",
    "FIELD_TITLES",
    "GUEST_MOVES",
    "GUEST_TITLES",
    "HOLDING",
    "INTRODUCE_PEOPLE",
    "KEEP_EVENTS",
    "KEEP_MONEY",
    "KIND_OF_STATE",
    "KIND_TITLES",
    "LAST",
    "MEDIA_TYPES",
    "MOST_STARS",
    "MOVE_GUESTS",
    "NTHS",
    "PERMISSIONS",
    "PLAIN_FIELDS",
    "PLAN_EVENTS",
    "PRICE_TITLES",
    "PROPOSAL_TITLES",
    "REVIEW_TALKS",
    "SCOPE_TITLES",
    "SEE_EVENTS",
    "SEE_GUESTS",
    "SESSION_TITLES",
    "SIZES",
    "STAND_TITLES",
    "STATE_MOVES",
    "STATE_TITLES",
    "TIME_FIELDS",
    "TOLD_FIELDS",
    "WAY_TITLES",
    "AgeGroup",
    "Asked",
    "Category",
    "Diet",
    "EventKind",
    "EventState",
    "GuestState",
    "Left",
    "Mate",
    "MealKind",
    "Move",
    "NoticeKind",
    "ProposalState",
    "QuestionKind",
    "Rhythm",
    "Sale",
    "Scanned",
    "ScheduleForm",
    "Scope",
    "SessionKind",
    "Side",
    "Stand",
    "Step",
    "Ticket",
    "Unit",
    "WaitingMode",
    "Way",
    "WishLevel",
    "moves_of",
]
