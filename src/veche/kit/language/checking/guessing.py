"""Guessing: which words a misspelt one may have been meant as, the likeliest first.

Candidates are walked along the beginnings of words that there are (Damerau's edits: a letter too many, too
few, another one, two swapped), so the work does not grow with the dictionary. What a slip costs follows from
how people err: vowels that sound alike, doubled letters, soft signs, keys side by side.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from veche.kit.language.checking.vocabulary import Vocabulary

MOST = 5
# Below this many letters two slips would make any word out of any other.
SHORTEST_FOR_TWO = 5
# How far one walk goes, and all the walks of a text; a step takes some microseconds.
_STEPS, MOST_STEPS = 4_000, 40_000
_OFTEN = 2_000
_ALIKE = [
    "ое", "оа", "ие", "яе", "иы", "эе", "ёе", "ея", "ёо", "шщ", "сз", "тд", "пб", "гк", "вф", "жш", "зс",
    "цс", "йи", "уо", "ыи", "ъь", "ae", "ei", "ie", "io", "oa", "ea", "ou", "sc", "ck", "sz", "yi", "fv",
    "td", "gj", "kq", "uo",
]  # fmt: skip
_ALIKE_PAIRS = frozenset(pair for both in _ALIKE for pair in (both, both[::-1]))
_ROWS = ("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_NEAR = frozenset(
    pair for row in _ROWS for one, other in pairwise(row) for pair in (one + other, other + one)
)
_SWAPPED, _SAME, _CLOSE, _OTHER, _MISSING, _EXTRA = 0.7, 0.55, 0.9, 1.15, 0.9, 1.0
_LAYOUT_RU = "йцукенгшщзхъфывапролджэячсмитьбюё"
_LAYOUT_EN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_TO_CYRILLIC = str.maketrans(_LAYOUT_EN, _LAYOUT_RU)


@dataclass
class Guesser:
    """Guesses for the words of one text: all its walks together may take so many steps and no more."""

    words: Vocabulary
    steps: int = MOST_STEPS

    def guesses_for(self, word: str) -> list[tuple[float, str]]:
        """Answer words that one was meant as with what the slips cost, the cheapest first.

        Two slips are tried where one is not enough and the word is long enough for it.
        """
        found = self._walked(word, 1) | _apart(word, self.words)
        if not found and len(word) >= SHORTEST_FOR_TWO:
            found = self._walked(word, 2)
        best: dict[str, tuple[float, str]] = {}
        for cost, one in sorted((cost + self._favour(one), one) for one, cost in found.items()):
            best.setdefault(one.replace("ё", "е"), (cost, one))
        return list(best.values())[:MOST]

    def _favour(self, word: str) -> float:
        """What makes a word likelier than its slips say: it is said often, and is no name and no rarity."""
        place = self.words.place_of(word)
        rarity = 0.0 if place is None else -0.6 if place < _OFTEN else -0.3
        return rarity + (0 if " " in word or self.words.is_plain(word) else 0.4)

    def _walked(self, word: str, slips: int) -> dict[str, float]:
        """Every word within so many slips with its least cost."""
        best: dict[str, float] = {}
        stack, seen = [Step("", 0, slips, 0.0)], set()
        least = max(0, self.steps - _STEPS)
        while stack and self.steps > least:
            self.steps -= 1
            step = stack.pop()
            if step.at == len(word) and step.begun != word and self.words.knows(step.begun):
                best[step.begun] = min(step.cost, best.get(step.begun, step.cost))
            for one in _steps_from(step, word, self.words.letters):
                # Whoever slips twice still gets the first letter right.
                is_off = slips > 1 and one.begun[:1] not in (word[:1], "")
                if not is_off and one[:3] not in seen and self.words.begins(one.begun):
                    seen.add(one[:3])
                    stack.append(one)
        return best


class Step(NamedTuple):
    """Where a walk is: what is written so far, how many letters it has read, how many slips it has left."""

    begun: str
    at: int
    left: int
    cost: float

    def on(self, letters: str, read: int, cost: float | None = None) -> "Step":
        """Answer the step after letters were written and read, by a slip if it costs."""
        if cost is None:
            return Step(self.begun + letters, self.at + read, self.left, self.cost)
        return Step(self.begun + letters, self.at + read, self.left - 1, self.cost + cost)


def _steps_from(step: Step, word: str, letters: str) -> Iterator[Step]:
    """Where a walk may go: on with the next letter, or on with a slip."""
    letter = word[step.at : step.at + 1]
    if letter:
        yield step.on(letter, 1)
        if letter == "е":
            yield step.on("ё", 1)
    if step.left:
        if letter:
            yield from _wrong(step, letter, word[step.at + 1 : step.at + 2], letters)
        last = step.begun[-1:]
        for other in letters:
            yield step.on(other, 0, _SAME if other in (letter, last, "ь") else _MISSING)


def _wrong(step: Step, letter: str, after: str, letters: str) -> Iterator[Step]:
    """A letter too many, another one, or two swapped."""
    yield step.on("", 1, _SAME if step.begun[-1:] == letter else _EXTRA)
    if after and after != letter:
        yield step.on(after + letter, 2, _SWAPPED)
    for other in letters:
        if other != letter:
            yield step.on(other, 1, _price(letter, other, step.at))


def from_other_layout(word: str) -> str:
    """Answer what the keys pressed would have written with the Russian layout on."""
    return word.translate(_TO_CYRILLIC)


def _price(letter: str, other: str, at: int) -> float:
    """What one letter for another costs; the first one is seldom wrong."""
    pair = letter + other
    price = _SAME if pair in _ALIKE_PAIRS else _CLOSE if pair in _NEAR else _OTHER
    return price + (0.3 if at == 0 else 0)


def _apart(word: str, words: Vocabulary) -> dict[str, float]:
    """Two words written as one."""
    return {
        f"{word[:at]} {word[at:]}": 1.2
        for at in range(2, len(word) - 1)
        if len(word) > 5
        and all(words.knows(part) and words.is_plain(part) for part in (word[:at], word[at:]))
    }
