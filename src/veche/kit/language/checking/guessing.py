"""Guessing: which words a misspelt one may have been meant as, the likeliest first.

Candidates are walked along the beginnings of words that there are (Damerau's edits: a letter too many, too few,
another one, two swapped), so the work does not grow with the dictionary. What a slip costs follows from how
people err: vowels that sound alike, doubled letters, soft signs, keys side by side.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from veche.kit.language.checking.vocabulary import Vocabulary

MOST = 5
# Below this many letters two slips would make any word out of any other.
SHORTEST_FOR_TWO = 5
# How far one walk goes, and all the walks of a text; a step takes some microseconds.
_STEPS, MOST_STEPS = 4_000, 60_000
_OFTEN = 2_000
_ALIKE = (
    "ое оа ие яе иы эе ёе ея ёо шщ сз тд пб гк вф жш зс цс йи уо ыи ъь "
    "ae ei ie io oa ea ou sc ck sz yi fv td gj kq uo"
).split()  # fmt: skip
_ALIKE_PAIRS = frozenset(pair for both in _ALIKE for pair in (both, both[::-1]))
_ROWS = ("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_NEAR = frozenset(
    pair
    for row in _ROWS
    for one, other in zip(row, row[1:], strict=False)
    for pair in (one + other, other + one)
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
        stack = [("", 0, slips, 0.0)]
        seen: set[tuple[str, int, int]] = set()
        least = max(0, self.steps - _STEPS)
        while stack and self.steps > least:
            self.steps -= 1
            begun, at, left, cost = stack.pop()
            if at == len(word) and begun != word and self.words.knows(begun):
                best[begun] = min(cost, best.get(begun, cost))
            for one in _ways(word, begun, at, left, cost, self.words.letters):
                if (
                    one[:3] not in seen
                    and (slips == 1 or one[0][:1] in (word[:1], ""))
                    and self.words.begins(one[0])
                ):
                    seen.add(one[:3])
                    stack.append(one)
        return best


def from_other_layout(word: str) -> str:
    """Answer what the keys pressed would have written with the Russian layout on."""
    return word.translate(_TO_CYRILLIC)


def _ways(
    word: str, begun: str, at: int, left: int, cost: float, letters: str
) -> Iterator[tuple[str, int, int, float]]:
    """Where the walk may go from a beginning: on with the next letter, or on with a slip."""
    letter = word[at : at + 1]
    if letter:
        yield begun + letter, at + 1, left, cost
        if letter == "е":
            yield begun + "ё", at + 1, left, cost
    if not left:
        return
    if letter:
        yield begun, at + 1, left - 1, cost + (_SAME if begun[-1:] == letter else _EXTRA)
        for other in letters:
            if other != letter:
                yield begun + other, at + 1, left - 1, cost + _price(letter, other, at)
        after = word[at + 1 : at + 2]
        if after and after != letter:
            yield begun + after + letter, at + 2, left - 1, cost + _SWAPPED
    for other in letters:
        yield begun + other, at, left - 1, cost + (_SAME if other in (letter, begun[-1:], "ь") else _MISSING)


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
