"""Moods: how many glad and how many sad words a text has, by a lexicon that anybody can read.

Words of ours, each with one side: `glad_ru.txt`, `sad_ru.txt`, `glad_en.txt`, `sad_en.txt`. A negation
directly before a word turns it round. It knows nothing of irony, of quotes and of other languages.
"""

from functools import cache
from typing import NamedTuple

from veche.kit.language.lemmas import root_of, words_in

LANGUAGES = ("ru", "en")
_NEGATIONS = frozenset({"не", "ни", "not", "no", "never", "without", "без"})


class Mood(NamedTuple):
    """How many words of a text sound glad and how many sad."""

    glad: int
    sad: int


def words_of_lexicon(side: str, language: str) -> list[str]:
    """Answer the words of one side (`glad`, `sad`) in one language, as they stand in the lexicon."""
    return sorted(set(words_in(f"{side}_{language}.txt")))


def turn_of(token: str) -> int:
    """Answer 1 for a glad word, -1 for a sad one, 0 for any other."""
    return _lexicon().get(root_of(token)[0], 0)


def is_negation(token: str) -> bool:
    """Tell whether a word turns the one after it round."""
    return token in _NEGATIONS or token.endswith(("n't", "n’t"))


@cache
def _lexicon() -> dict[str, int]:
    """Words by their one form; what would be on both sides is on neither."""
    sides: dict[int, set[str]] = {
        turn: {root_of(word)[0] for language in LANGUAGES for word in words_of_lexicon(side, language)}
        for side, turn in (("glad", 1), ("sad", -1))
    }
    both = sides[1] & sides[-1]
    return {word: turn for turn, words in sides.items() for word in words - both}
