"""Sentences: those too long to hold in mind, the passive, chains of nouns.

Twenty-five words is what GOV.UK allows a sentence; Russian has no articles and fewer little words, so there
the same thought has to end at about twenty-two.
"""

import re
from collections.abc import Iterator, Sequence

from veche.kit.language.checking.findings import Finding, Kind
from veche.kit.language.checking.splitting import Pieces, Sentence, Word
from veche.kit.language.lemmas import russian_forms, words_in
from veche.kit.terms import N_

LONG = N_("A long sentence: {count} words. Up to {most} are read at one go.")
PASSIVE = N_("Passive: say who does it.")
CHAIN = N_("Nouns in a chain: put a verb in.")
LONGEST = {"ru": 22, "en": 25}

_BE_RU = frozenset({"был", "была", "было", "были", "будет", "будут", "быть"})
_BE_EN = frozenset(
    {"is", "are", "was", "were", "be", "been", "being", "isn't", "aren't", "wasn't", "weren't"}
)
_BETWEEN = frozenset({
    "not", "also", "already", "just", "never", "always", "often", "being", "been", "еще", "уже",
    "не", "также",
})  # fmt: skip
_IRREGULAR = frozenset(words_in("checking/passive_en.txt"))
_STATES = frozenset(words_in("checking/states_en.txt"))
_STATES_RU = frozenset(
    {"рад", "нужен", "нужна", "нужно", "нужны", "готов", "открыт", "закрыт", "открыта", "закрыта"}
)
_SHORT_PARTICIPLE = re.compile(r"(?:[ан]н|ен|ан|т)(?:а|о|ы)?\Z|(?:ена|ено|ены|ана|ано|аны)\Z")
_ABSTRACT = re.compile(r"(?:ани|ени|яни|ци|ств|ост|ност)(?:е|я|ю|ем|и|й|ям|ями|ях|ей|о|а|у|ь|ью)?\Z")
_FEWEST_IN_CHAIN = 4


def sentences_in(pieces: Pieces, language: str) -> Iterator[Finding]:
    """Answer what is hard about the sentences of a text."""
    passive = _passive_ru if language == "ru" else _passive_en
    for sentence in pieces.sentences:
        count, most = len(sentence.words), LONGEST[language]
        if count > most:
            yield Finding(
                sentence.start, sentence.end, Kind.LONG, LONG, {"count": str(count), "most": str(most)}
            )
        yield from passive(sentence.words)
        if language == "ru":
            yield from _chains(pieces, sentence)


def _passive_ru(words: Sequence[Word]) -> Iterator[Finding]:
    """A form of «быть» and a short passive participle: «было принято»."""
    for be, participle in _pairs(words, _BE_RU):
        key = participle.key
        if (
            key not in _STATES_RU
            and _SHORT_PARTICIPLE.search(key)
            and "PRTS" in str(russian_forms().tag(key)[0])
        ):
            yield Finding(be.start, participle.end, Kind.PASSIVE, PASSIVE)


def _passive_en(words: Sequence[Word]) -> Iterator[Finding]:
    """A form of "be" and a past participle: "was decided"."""
    for be, participle in _pairs(words, _BE_EN):
        key = participle.key
        if key in _IRREGULAR or (
            key.endswith("ed") and len(key) > 4 and key not in _STATES and not key.endswith("eed")
        ):
            yield Finding(be.start, participle.end, Kind.PASSIVE, PASSIVE)


def _pairs(words: Sequence[Word], first: frozenset[str]) -> Iterator[tuple[Word, Word]]:
    """A word of a set with the word after it, or with the one behind an adverb."""
    for at, word in enumerate(words[:-1]):
        if word.key not in first:
            continue
        after = words[at + 1]
        if (after.key in _BETWEEN or after.key.endswith("ly")) and at + 2 < len(words):
            after = words[at + 2]
        if after.start - word.end < 30:
            yield word, after


def _chains(pieces: Pieces, sentence: Sentence) -> Iterator[Finding]:
    """Four nouns and more, all but the first in the genitive, two of them abstract.

    «Повышение уровня проведения встреч» is one.
    """
    run: list[Word] = []
    for word in (*sentence.words, None):
        if word and len(word.plain) > 3 and (not run or pieces.bare[run[-1].end : word.start] == " "):
            run.append(word)
            continue
        yield from _chain_of(run)
        run = [word] if word and len(word.plain) > 3 else []


def _chain_of(run: Sequence[Word]) -> Iterator[Finding]:
    if len(run) < _FEWEST_IN_CHAIN or sum(bool(_ABSTRACT.search(word.key)) for word in run) < 2:
        return
    chain: list[Word] = []
    for word in (*run, None):
        if word and _is_noun(word, genitive=bool(chain)):
            chain.append(word)
            continue
        if len(chain) >= _FEWEST_IN_CHAIN and sum(bool(_ABSTRACT.search(one.key)) for one in chain) > 1:
            yield Finding(chain[0].start, chain[-1].end, Kind.CHAIN, CHAIN)
        chain = [word] if word and _is_noun(word, genitive=False) else []


def _is_noun(word: Word, *, genitive: bool) -> bool:
    tag = russian_forms().tag(word.key)[0]
    if tag.POS != "NOUN":
        return False
    return not genitive or any(
        one.POS == "NOUN" and one.case == "gent" for one in russian_forms().tag(word.key)
    )
