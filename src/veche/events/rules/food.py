"""Food: how much to order for those who are expected, by exactly what they do not eat."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import ceil

from veche.events.terms import AgeGroup
from veche.events.terms.food import Amount, DietLine, Eater, MealKind, MealSheet, Norm, NormUnit

CHILDREN = frozenset({AgeGroup.CHILD, AgeGroup.INFANT})
# Weights and volumes are ordered by the hundred.
STEP = 100
_NEARLY = 1e-9


def sheet_of(
    kind: MealKind, eaters: Sequence[Eater], norms: Iterable[Norm], *, reserve: int, price: int
) -> MealSheet:
    """Reckon what to order of one meal.

    Everybody with the same combination of diets is one group; its portions are the expected ones
    with `reserve` per cent more, rounded up. Of a special diet no more is ordered than are on the
    list; everybody else's portions may go beyond it, for those who come unasked.
    """
    wanted = [norm for norm in norms if norm.kind is kind]
    portion = next((norm for norm in wanted if norm.unit is NormUnit.PORTION), None)
    lines = [_line(diets, group, portion, reserve) for diets, group in _groups(eaters).items()]
    # Whoever eats everything first, then by how many.
    lines.sort(key=lambda line: (bool(line.diets), -line.adults - line.children, line.diets))
    portions = sum(line.portions for line in lines)
    # One portion a head is what the lines tell already, diet by diet.
    told = [norm for norm in wanted if norm.unit is not NormUnit.PORTION or norm.per_head > 1]
    amounts = tuple(_amount(norm, eaters, reserve) for norm in told)
    return MealSheet(tuple(lines), portions, amounts, portions * price)


def _groups(eaters: Iterable[Eater]) -> dict[tuple[str, ...], list[Eater]]:
    groups: dict[tuple[str, ...], list[Eater]] = defaultdict(list)
    for eater in eaters:
        groups[eater.diets].append(eater)
    return groups


def _line(diets: tuple[str, ...], group: Sequence[Eater], portion: Norm | None, reserve: int) -> DietLine:
    children = sum(eater.age in CHILDREN for eater in group)
    expected = sum(eater.rate for eater in group)
    # Whoever takes nothing of it (an infant of a meal) needs no portion; a child's is one, but smaller.
    eating = [eater for eater in group if portion is None or portion.share_of(eater.age) > 0]
    portions = _rounded_up(sum(eater.rate for eater in eating) * (100 + reserve) / 100)
    if diets:
        portions = min(portions, len(eating))
    return DietLine(diets, len(group) - children, children, expected, portions)


def _amount(norm: Norm, eaters: Iterable[Eater], reserve: int) -> Amount:
    taken = sum(eater.rate * norm.per_head * norm.share_of(eater.age) / 100 for eater in eaters)
    whole = taken * (100 + reserve) / 100
    if norm.unit is NormUnit.PORTION:
        return Amount(norm.title, norm.unit, _rounded_up(whole))
    return Amount(norm.title, norm.unit, _rounded_up(whole / STEP) * STEP)


def _rounded_up(number: float) -> int:
    return ceil(number - _NEARLY)


def with_kept(
    eaters: Sequence[Eater], counts: Iterable[tuple[tuple[str, ...], AgeGroup, int]]
) -> list[Eater]:
    """Give diets that are only counted any more to seats of the same age of which no diet is known."""
    found = list(eaters)
    free: dict[AgeGroup, list[int]] = defaultdict(list)
    for place, eater in enumerate(found):
        if not eater.diets:
            free[eater.age].append(place)
    for diets, age, count in counts:
        for place in [free[age].pop() for _ in range(min(count, len(free[age])))]:
            found[place] = found[place]._replace(diets=diets)
    return found
