"""Units: what numbers count, and which way is good news."""

from enum import StrEnum

from veche.kit.terms import N_


class Better(StrEnum):
    """Which way is good news."""

    MORE = "more"
    LESS = "less"
    NEITHER = "neither"


class Unit(StrEnum):
    """What a number counts; the pages know how each is written."""

    PEOPLE = "people"
    FACTS = "facts"
    PERCENT = "percent"
    HOURS = "hours"
    MONEY = "money"
    SCORE = "score"
    DAYS = "days"


UNIT_TITLES = {
    Unit.PEOPLE: N_("people"),
    Unit.FACTS: N_("times"),
    Unit.PERCENT: N_("%"),
    Unit.HOURS: N_("hours"),
    Unit.MONEY: N_("money of the community's currency"),
    Unit.SCORE: N_("of 100"),
    Unit.DAYS: N_("days"),
}
