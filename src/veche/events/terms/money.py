"""Words of money: sides and categories of a budget, and what it comes to."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from veche.kit.terms import N_

LARGEST_RECEIPT = 10 * 1024**2
MOST_RECEIPTS = 20


class Side(StrEnum):
    """Whether money goes or comes."""

    COST = "cost"
    INCOME = "income"


class Category(StrEnum):
    """What money goes for, or comes from."""

    VENUE = "venue"
    CATERING = "catering"
    EQUIPMENT = "equipment"
    SPEAKERS = "speakers"
    TRAVEL = "travel"
    PRINT = "print"
    ADVERTISING = "advertising"
    STAFF = "staff"
    FEES = "fees"
    SPONSOR = "sponsor"
    GRANT = "grant"
    SALES = "sales"
    OTHER = "other"


CATEGORY_TITLES: Mapping[Category, str] = {
    Category.VENUE: N_("Venue"), Category.CATERING: N_("Food and drink"),
    Category.EQUIPMENT: N_("Sound, light, stream"), Category.SPEAKERS: N_("Speakers"),
    Category.TRAVEL: N_("Travel and lodging"), Category.PRINT: N_("Print, badges, gifts"),
    Category.ADVERTISING: N_("Advertising"), Category.STAFF: N_("Staff"),
    Category.FEES: N_("Fees and taxes"), Category.SPONSOR: N_("Sponsors"), Category.GRANT: N_("Grants"),
    Category.SALES: N_("Sales on the spot"), Category.OTHER: N_("Other"),
}  # fmt: skip
COSTS = (
    Category.VENUE, Category.CATERING, Category.EQUIPMENT, Category.SPEAKERS, Category.TRAVEL,
    Category.PRINT, Category.ADVERTISING, Category.STAFF, Category.FEES, Category.OTHER,
)  # fmt: skip
INCOMES = (Category.SPONSOR, Category.GRANT, Category.SALES, Category.OTHER)
CATEGORIES_OF: Mapping[Side, tuple[Category, ...]] = {Side.COST: COSTS, Side.INCOME: INCOMES}


class Line(NamedTuple):
    """A line of a budget as its rules see it: minor units."""

    title: str
    side: Side
    planned: int
    promised: int
    paid: int
    grows: bool = False


class Sums(NamedTuple):
    """What one side of a budget comes to; `likely` is the best that is known of each line."""

    planned: int = 0
    promised: int = 0
    paid: int = 0
    likely: int = 0


class Balance(NamedTuple):
    """What a budget comes to, in minor units; None where it cannot be told."""

    costs: Sums
    incomes: Sums
    # What one who came cost, by what was paid.
    per_head: int | None
    # How many must pay for the likely costs to be covered; None where no number does or tickets are free.
    break_even: int | None
    paying: int
