"""Words of guests: where a registration stands, ages, diets, kinds of questions."""

from collections.abc import Mapping
from enum import StrEnum

from veche.kit.terms import N_
from veche.ledger.terms import Kind


class GuestState(StrEnum):
    """Where somebody on an event's list stands."""

    INVITED = "invited"
    INTERESTED = "interested"
    APPLIED = "applied"  # waits for approval
    WAITING = "waiting"  # in the waiting list, perhaps with an offer in hand
    GOING = "going"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    CAME = "came"
    MISSED = "missed"


GUEST_TITLES: Mapping[GuestState, str] = {
    GuestState.INVITED: N_("invited"), GuestState.INTERESTED: N_("interested"),
    GuestState.APPLIED: N_("awaits approval"), GuestState.WAITING: N_("in the waiting list"),
    GuestState.GOING: N_("going"), GuestState.DECLINED: N_("declined"),
    GuestState.CANCELLED: N_("cancelled"), GuestState.CAME: N_("came"), GuestState.MISSED: N_("missed"),
}  # fmt: skip
# Seats of these are taken; those in the waiting list hold theirs while an offer stands.
HOLDING = frozenset({GuestState.GOING, GuestState.CAME, GuestState.MISSED})
COMING = frozenset({GuestState.GOING, GuestState.CAME})
_ANSWERS = {
    GuestState.INTERESTED, GuestState.APPLIED, GuestState.WAITING, GuestState.GOING, GuestState.DECLINED,
}  # fmt: skip
GUEST_MOVES: Mapping[GuestState, frozenset[GuestState]] = {
    GuestState.INVITED: frozenset(_ANSWERS | {GuestState.CAME}),
    GuestState.INTERESTED: frozenset(_ANSWERS - {GuestState.INTERESTED} | {GuestState.CAME}),
    GuestState.APPLIED: frozenset(
        {GuestState.GOING, GuestState.WAITING, GuestState.DECLINED, GuestState.CANCELLED, GuestState.CAME}
    ),
    GuestState.WAITING: frozenset(
        {GuestState.GOING, GuestState.DECLINED, GuestState.CANCELLED, GuestState.CAME}
    ),
    GuestState.GOING: frozenset({GuestState.CANCELLED, GuestState.CAME, GuestState.MISSED}),
    GuestState.DECLINED: frozenset(_ANSWERS - {GuestState.DECLINED} | {GuestState.CAME}),
    GuestState.CANCELLED: frozenset(_ANSWERS - {GuestState.DECLINED} | {GuestState.CAME}),
    # A check-in by mistake leads back to wherever they stood.
    GuestState.CAME: frozenset(set(GuestState) - {GuestState.CAME}),
    GuestState.MISSED: frozenset({GuestState.GOING, GuestState.CAME}),
}
# What reaching a state is to the ledger; being interested is none of its kinds.
KIND_OF_STATE: Mapping[GuestState, Kind] = {
    GuestState.APPLIED: Kind.APPLIED, GuestState.WAITING: Kind.APPLIED, GuestState.GOING: Kind.REGISTERED,
    GuestState.DECLINED: Kind.DECLINED, GuestState.CANCELLED: Kind.CANCELLED,
    GuestState.CAME: Kind.ATTENDED, GuestState.MISSED: Kind.MISSED,
}  # fmt: skip


class AgeGroup(StrEnum):
    """How old somebody of a party is, as far as food and seats want to know."""

    ADULT = "adult"
    TEEN = "teen"
    CHILD = "child"
    INFANT = "infant"


AGE_GROUPS: Mapping[AgeGroup, str] = {
    AgeGroup.ADULT: N_("adult"), AgeGroup.TEEN: N_("12 to 17"), AgeGroup.CHILD: N_("3 to 11"),
    AgeGroup.INFANT: N_("under 3"),
}  # fmt: skip


class Diet(StrEnum):
    """What somebody does not eat; special data, kept by a consent of its own."""

    VEGETARIAN = "vegetarian"
    VEGAN = "vegan"
    HALAL = "halal"
    KOSHER = "kosher"
    LEAN = "lean"
    GLUTEN = "gluten"
    LACTOSE = "lactose"
    NUTS = "nuts"
    FISH = "fish"
    DIABETIC = "diabetic"


DIETS: Mapping[Diet, str] = {
    Diet.VEGETARIAN: N_("vegetarian"), Diet.VEGAN: N_("vegan"), Diet.HALAL: N_("halal"),
    Diet.KOSHER: N_("kosher"), Diet.LEAN: N_("fasting food"), Diet.GLUTEN: N_("no gluten"),
    Diet.LACTOSE: N_("no lactose"), Diet.NUTS: N_("no nuts"), Diet.FISH: N_("no fish and seafood"),
    Diet.DIABETIC: N_("for diabetics"),
}  # fmt: skip


class QuestionKind(StrEnum):
    """How a question of a registration form is answered."""

    TEXT = "text"
    LONG = "long"
    CHOICE = "choice"
    MANY = "many"
    YES_NO = "yes_no"
    NUMBER = "number"
    DAY = "day"
    CONSENT = "consent"


QUESTION_TITLES: Mapping[QuestionKind, str] = {
    QuestionKind.TEXT: N_("a line of text"), QuestionKind.LONG: N_("several lines"),
    QuestionKind.CHOICE: N_("one of a list"), QuestionKind.MANY: N_("several of a list"),
    QuestionKind.YES_NO: N_("yes or no"), QuestionKind.NUMBER: N_("a number"),
    QuestionKind.DAY: N_("a day"), QuestionKind.CONSENT: N_("a consent to a text"),
}  # fmt: skip
