"""Words of food: kinds of what is served, norms by the head, and a sheet of what to order."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from veche.events.terms.guests import DIETS, AgeGroup
from veche.kit.terms import N_

# Stands among diets for words of somebody's own, which are told to nobody outside.
OTHER_DIET = "other"
DIET_WORDS: Mapping[str, str] = {
    **{str(diet): title for diet, title in DIETS.items()}, OTHER_DIET: N_("something of their own"),
}  # fmt: skip
LONGEST_MEAL = 100


class MealKind(StrEnum):
    """What sort of thing is served."""

    MEAL = "meal"
    SNACK = "snack"
    DRINKS = "drinks"


MEAL_TITLES: Mapping[MealKind, str] = {
    MealKind.MEAL: N_("a meal"), MealKind.SNACK: N_("snacks"), MealKind.DRINKS: N_("drinks"),
}  # fmt: skip


class NormUnit(StrEnum):
    """What a norm counts in."""

    PORTION = "portion"
    GRAM = "gram"
    ML = "ml"


UNIT_TITLES: Mapping[NormUnit, str] = {
    NormUnit.PORTION: N_("pcs"), NormUnit.GRAM: N_("g"), NormUnit.ML: N_("ml"),
}  # fmt: skip


class Norm(NamedTuple):
    """How much of something an adult takes, and per cent of that for the others."""

    kind: MealKind
    title: str
    unit: NormUnit
    per_head: int
    teen: int = 100
    child: int = 60
    infant: int = 0

    def share_of(self, age: AgeGroup) -> int:
        """Answer per cent of an adult's that somebody of an age takes."""
        shares = {AgeGroup.TEEN: self.teen, AgeGroup.CHILD: self.child, AgeGroup.INFANT: self.infant}
        return shares.get(age, 100)


# For an evening of two to four hours; a community changes them as it learns.
NORMS: tuple[Norm, ...] = (
    Norm(MealKind.MEAL, N_("Main dish"), NormUnit.PORTION, 1),
    Norm(MealKind.SNACK, N_("Snacks, pieces"), NormUnit.PORTION, 5),
    Norm(MealKind.SNACK, N_("Fruit"), NormUnit.GRAM, 100, child=100, infant=30),
    Norm(MealKind.DRINKS, N_("Water"), NormUnit.ML, 500, child=100, infant=40),
    Norm(MealKind.DRINKS, N_("Tea and coffee"), NormUnit.ML, 300, teen=50, child=0),
    Norm(MealKind.DRINKS, N_("Juice"), NormUnit.ML, 200, child=100),
)


class Eater(NamedTuple):
    """A seat that eats: its diets in alphabetical order, its age, and how likely somebody sits on it."""

    diets: tuple[str, ...]
    age: AgeGroup
    rate: float


class DietLine(NamedTuple):
    """Everybody with exactly the same diets: on the list, expected, and portions to order."""

    diets: tuple[str, ...]
    adults: int
    children: int
    expected: float
    portions: int


class Amount(NamedTuple):
    """How much of something to order: portions as they are, grams and millilitres rounded up to 100."""

    title: str
    unit: NormUnit
    amount: int


class MealSheet(NamedTuple):
    """What to order for one meal; `cost` is in minor units."""

    lines: tuple[DietLine, ...]
    portions: int
    amounts: tuple[Amount, ...]
    cost: int
