"""Reading a text once: the numbers of its lemmas and its mood."""

from collections.abc import Sequence
from functools import lru_cache

from veche.kit.language.lemmas import lemma_of, number_of, tokens_of
from veche.kit.language.moods import Mood, is_negation, turn_of


def words_and_mood(text: str) -> tuple[set[int], Mood]:
    """Answer the numbers of the lemmas of a text, each once, and how many of its words sound glad and sad."""
    lemmas: set[int] = set()
    sides = [0, 0]
    before = False
    for token in tokens_of(text):
        lemma, turn, is_turning = _known(token)
        if lemma:
            lemmas.add(lemma)
        if turn:
            sides[(turn < 0) is not before] += 1
        before = is_turning
    return lemmas, Mood(*sides)


def lemma_numbers(text: str) -> Sequence[int]:
    """Answer the numbers of the lemmas of a text, each once, in a stable order."""
    return sorted(words_and_mood(text)[0])


# Chats repeat themselves: a word is looked up once for thousands of messages.
@lru_cache(maxsize=100_000)
def _known(token: str) -> tuple[int, int, bool]:
    lemma = lemma_of(token)
    return number_of(lemma) if lemma else 0, turn_of(token), is_negation(token)
