"""Filling shifts: who gets which, by their wishes, nobody in two places, the hours shared fairly."""

from collections.abc import Iterable, Mapping

from veche.events.terms.team import Candidate, ShiftNeed, Span, WishLevel
from veche.kit.time import HOUR

# A wish is worth more than being spared a few hours: so many hours of fairness a step of liking.
HOURS_A_WISH = 4.0


def clash(one: Span, other: Span) -> bool:
    """Tell whether two stretches share a moment: one that begins when the other ends does not clash."""
    return one.start < other.end and other.start < one.end


def fill_shifts(
    shifts: Iterable[ShiftNeed], helpers: Iterable[Candidate], kept: Mapping[int, frozenset[int]]
) -> dict[int, tuple[int, ...]]:
    """Answer who gets each shift, by key; who is `kept` there stays.

    The shift with the fewest who could take it is filled first. Nobody is placed who cannot, who is
    busy then or has another shift then. Of the others whoever likes it and has had least to do; and
    where nobody is left, somebody who can go elsewhere is exchanged for who can only come here. In
    any order of shifts and helpers the answer is the same.
    """
    needs = {one.key: one for one in sorted(shifts)}
    people = {one.key: one for one in sorted(helpers, key=lambda one: one.key)}
    placed = {key: [one for one in sorted(kept.get(key, ())) if one in people] for key in needs}
    fixed = {(key, one) for key, here in placed.items() for one in here}
    while open_ones := [key for key, need in needs.items() if len(placed[key]) < need.needed]:
        choices = {key: _free_for(needs[key], needs, people, placed) for key in open_ones}
        takeable = [key for key in open_ones if choices[key]]
        if takeable:
            key = min(takeable, key=lambda one: (len(choices[one]), needs[one].span, one))
            placed[key].append(_best(choices[key], needs[key], needs, people, placed))
        elif not any(_exchange(needs[key], needs, people, placed, fixed) for key in open_ones):
            break
    return {key: tuple(sorted(here)) for key, here in placed.items()}


def _free_for(
    need: ShiftNeed, needs: Mapping[int, ShiftNeed], people: Mapping[int, Candidate],
    placed: Mapping[int, list[int]], but: int | None = None,
) -> list[int]:  # fmt: skip
    """Answer who could take a shift now, if they had not the one they may leave (`but`)."""
    return [
        key for key, helper in people.items()
        if key not in placed[need.key]
        and helper.wishes.get(need.key, WishLevel.CAN) is not WishLevel.CANNOT
        and not any(clash(need.span, busy) for busy in helper.busy)
        and not any(
            key in here and other != but and clash(need.span, needs[other].span)
            for other, here in placed.items()
        )
    ]  # fmt: skip


def _best(
    choices: list[int], need: ShiftNeed, needs: Mapping[int, ShiftNeed], people: Mapping[int, Candidate],
    placed: Mapping[int, list[int]],
) -> int:  # fmt: skip
    def worth(key: int) -> tuple[float, int]:
        hours = sum(_hours(needs[shift]) for shift, here in placed.items() if key in here)
        wish = people[key].wishes.get(need.key, WishLevel.CAN)
        return (hours - HOURS_A_WISH * int(wish), key)

    return min(choices, key=worth)


def _exchange(
    need: ShiftNeed, needs: Mapping[int, ShiftNeed], people: Mapping[int, Candidate],
    placed: dict[int, list[int]], fixed: set[tuple[int, int]],
) -> bool:  # fmt: skip
    """Bring somebody from another shift here, if another can take their place there."""
    for other, here in sorted(placed.items()):
        movable = set(_free_for(need, needs, people, placed, but=other)) & set(here)
        for mover in sorted(movable):
            if (other, mover) in fixed:
                continue
            here.remove(mover)
            placed[need.key].append(mover)
            if stand_ins := [one for one in _free_for(needs[other], needs, people, placed) if one != mover]:
                here.append(_best(stand_ins, needs[other], needs, people, placed))
                return True
            placed[need.key].remove(mover)
            here.append(mover)
    return False


def _hours(need: ShiftNeed) -> float:
    return (need.span.end - need.span.start) / HOUR
