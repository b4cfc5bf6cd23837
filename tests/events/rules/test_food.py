"""How much to order: everybody once, by exactly what they do not eat, rounded up."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples

from veche.events.rules.food import sheet_of, with_kept
from veche.events.terms import AgeGroup
from veche.events.terms.food import NORMS, Eater, MealKind, Norm, NormUnit

WORDS = ["vegan", "nuts", "gluten"]
DIETS = st.sets(st.sampled_from(WORDS), max_size=3).map(lambda some: tuple(sorted(some)))
EATERS = st.lists(
    st.builds(Eater, DIETS, st.sampled_from(AgeGroup), st.floats(0.05, 1, allow_nan=False)), max_size=30
)


@settings(max_examples=examples(120))
@given(EATERS, st.integers(0, 50))
def test_everybody_is_in_one_group_and_no_group_goes_short(eaters, reserve):
    sheet = sheet_of(MealKind.MEAL, eaters, NORMS, reserve=reserve, price=500)

    assert sum(line.adults + line.children for line in sheet.lines) == len(eaters)
    assert len({line.diets for line in sheet.lines}) == len(sheet.lines)
    for line in sheet.lines:
        eating = [one.rate for one in eaters if one.diets == line.diets and one.age is not AgeGroup.INFANT]
        assert line.portions >= sum(eating) - 1e-6
        if line.diets:
            assert line.portions <= len(eating)
    assert sheet.cost == sheet.portions * 500


def test_combined_diets_are_one_person_and_ages_take_their_share():
    both = Eater(("nuts", "vegan"), AgeGroup.ADULT, 1.0)
    eaters = [both, Eater(("vegan",), AgeGroup.CHILD, 0.5), Eater((), AgeGroup.INFANT, 1.0)]
    norms = [Norm(MealKind.DRINKS, "Water", NormUnit.ML, 500, child=50, infant=0)]

    sheet = sheet_of(MealKind.DRINKS, eaters, norms, reserve=0, price=0)

    assert [(line.diets, line.adults, line.children, line.portions) for line in sheet.lines] == [
        ((), 0, 1, 1), (("nuts", "vegan"), 1, 0, 1), (("vegan",), 0, 1, 1),
    ]  # fmt: skip
    # 500 for the adult, half of half of 500 for the child who comes every other time, by the hundred.
    assert [one.amount for one in sheet.amounts] == [700]


@given(EATERS)
def test_diets_that_are_only_counted_make_the_same_sheet_as_those_that_were_known(eaters):
    counts = {}
    for one in eaters:
        if one.diets:
            counts[one.diets, one.age] = counts.get((one.diets, one.age), 0) + 1
    blank = [one._replace(diets=()) for one in eaters]

    kept = with_kept(blank, [(diets, age, count) for (diets, age), count in counts.items()])

    assert sorted((one.diets, one.age) for one in kept) == sorted((one.diets, one.age) for one in eaters)
