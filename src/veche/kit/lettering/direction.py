"""Direction: which way each letter goes, and in which order runs stand on a line (UAX #9).

The signs that steer by hand (embeddings, isolates) are taken out before: names need none of them.
"""

import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from typing import TypeVar

_T = TypeVar("_T")
_NEUTRAL = {"B", "S", "WS", "ON", "ES", "ET", "CS", "BN"}
_OPENING, _CLOSING = "([{«", ")]}»"


def levels_of(text: str) -> list[int]:
    """Answer the level of each letter: even goes right, odd goes left; the first strong letter rules."""
    kinds = [unicodedata.bidirectional(letter) or "L" for letter in text]
    if not {"R", "AL", "AN"} & set(kinds):
        return [0] * len(text)
    base = next((int(kind != "L") for kind in kinds if kind in {"L", "R", "AL"}), 0)
    side = "R" if base else "L"
    kinds = _settle_neutral(text, _settle_weak(kinds, side), side)
    raised = {"L": 2 * base, "R": 1, "EN": 2, "AN": 2}
    return [raised[kind] for kind in kinds]


def in_order(runs: Sequence[tuple[int, _T]]) -> list[_T]:
    """Answer runs, each with its level, as they stand from left to right (L2)."""
    order = list(runs)
    for level in range(max((level for level, _ in order), default=0), 0, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and order[end][0] >= level:
                end += 1
            order[start:end] = order[start:end][::-1]
            start = max(end, start + 1)
    return [run for _, run in order]


def _settle_weak(kinds: list[str], side: str) -> list[str]:
    """Settle marks, numbers and what stands between numbers (W1 to W7)."""
    settled = _join_numbers(_settle_marks(kinds, side))
    for step in (1, -1):
        for place, after in pairwise(range(len(settled))[::step]):
            if settled[place] == "EN" and settled[after] == "ET":
                settled[after] = "EN"
    return _after_latin(["R" if kind == "AL" else kind for kind in settled], side)


def _settle_marks(kinds: list[str], side: str) -> list[str]:
    """A mark goes with its letter, and so does what joins letters; numbers after Arabic are Arabic."""
    before = strong = side
    settled: list[str] = []
    for kind in kinds:
        now = before if kind in {"NSM", "BN"} else kind
        if now in {"L", "R", "AL"}:
            strong = now
        before = "AN" if now == "EN" and strong == "AL" else now
        settled.append(before)
    return settled


def _join_numbers(kinds: list[str]) -> list[str]:
    joined = list(kinds)
    for place in range(1, len(joined) - 1):
        one, middle, other = joined[place - 1 : place + 2]
        if one == other and ((middle == "CS" and one in {"EN", "AN"}) or (middle == "ES" and one == "EN")):
            joined[place] = one
    return joined


def _after_latin(kinds: list[str], side: str) -> list[str]:
    strong, settled = side, []
    for kind in kinds:
        strong = kind if kind in {"L", "R"} else strong
        settled.append("L" if kind == "EN" and strong == "L" else kind)
    return settled


def _settle_neutral(text: str, kinds: list[str], side: str) -> list[str]:
    """Give spaces and signs the way of what is around them, brackets that of what is in them (N0 to N2)."""
    kinds = _settle_brackets(text, kinds, side)
    place = 0
    while place < len(kinds):
        if kinds[place] not in _NEUTRAL:
            place += 1
            continue
        end = place
        while end < len(kinds) and kinds[end] in _NEUTRAL:
            end += 1
        before = _way(kinds[place - 1]) if place else side
        after = _way(kinds[end]) if end < len(kinds) else side
        kinds[place:end] = [before if before == after else side] * (end - place)
        place = end
    return kinds


def _settle_brackets(text: str, kinds: list[str], side: str) -> list[str]:
    opened: list[int] = []
    for place, letter in enumerate(text):
        if letter in _OPENING and kinds[place] in _NEUTRAL:
            opened.append(place)
        elif letter in _CLOSING and opened and text[opened[-1]] == _OPENING[_CLOSING.index(letter)]:
            start = opened.pop()
            inside = {_way(kind) for kind in kinds[start + 1 : place]} - {""}
            before = next((_way(kind) for kind in kinds[:start][::-1] if _way(kind)), side)
            if inside:
                way = side if side in inside or before == side else before
                kinds[start] = kinds[place] = way
    return kinds


def _way(kind: str) -> str:
    return "L" if kind == "L" else "R" if kind in {"R", "EN", "AN"} else ""
