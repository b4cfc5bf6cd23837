"""Topics: what the numbers of lemmas stand for, found in what is still said."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from veche.kit.language.lemmas import form_of, lemma_of, number_of, tokens_of
from veche.ledger.queries import words_of

if TYPE_CHECKING:
    from veche.insights.queries.figures import Figures

_LATEST = "SELECT lemma, max(id) FROM lemmas WHERE lemma IN ({lemmas}) GROUP BY lemma"


def words_of_lemmas(figures: Figures, lemmas: Collection[int]) -> dict[int, str]:
    """Answer the words that these numbers of lemmas stand for, as the latest message with each has them.

    No list of texts is kept: a number whose messages were all erased stands for nothing any more.
    """
    if not lemmas:
        return {}
    values: dict[str, object] = {f"lemma_{place}": lemma for place, lemma in enumerate(sorted(lemmas))}
    question = _LATEST.format(lemmas=", ".join(f"${name}" for name in values))
    latest: dict[int, int] = dict(figures.ask(question, values))
    said = words_of(figures.community, sorted(set(latest.values())))
    found = {lemma: _word_in(said[pk].text, lemma) for lemma, pk in latest.items() if pk in said}
    return {lemma: word for lemma, word in found.items() if word}


def _word_in(text: str, number: int) -> str:
    """Answer the word of a text that has this number, in its dictionary form."""
    for token in tokens_of(text):
        lemma = lemma_of(token)
        if lemma and number_of(lemma) == number:
            return form_of(token)
    return ""
