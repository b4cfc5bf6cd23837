"""Wording: phrases that may be better, by lists that anybody can read, and what is usually a mistake.

`wording_ru.txt`, `wording_en.txt`, `mistakes_ru.txt` and `mistakes_en.txt` say what is looked for.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path

from veche.kit.language.checking.findings import Finding, Kind
from veche.kit.language.checking.splitting import Pieces, Word
from veche.kit.terms import N_

_TEXTS = {
    Kind.MISTAKE: (N_("Usually a mistake. Right: {better}."), N_("Usually a mistake.")),
    Kind.OFFICIALESE: (N_("Officialese. Simpler: {better}."), N_("Officialese: say it as you would aloud.")),
    Kind.FILLER: (N_("A filler. Shorter: {better}."), N_("A filler: read the sentence without it.")),
    Kind.JUDGEMENT: (
        N_("A judgement without a fact. Plainer: {better}."),
        N_("A judgement without a fact: say what makes it so."),
    ),
    Kind.REDUNDANT: (N_("Says the same thing twice. Enough: {better}."), N_("Says the same thing twice.")),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Phrase:
    """What is looked for: words in small letters, ё as е; a star at an end stands for any end."""

    words: tuple[str, ...]
    kind: Kind
    better: tuple[str, ...]
    unless: tuple[str, ...] = ()

    def fits(self, words: Sequence[Word]) -> bool:
        """Tell whether words are those of the phrase."""
        return len(words) == len(self.words) and all(
            word.key.startswith(wanted[:-1]) if wanted[-1] == "*" else word.key == wanted
            for word, wanted in zip(words, self.words, strict=True)
        )

    @property
    def is_open(self) -> bool:
        """Tell whether the better words are only told: they would have to be inflected."""
        return any(word[-1] == "*" for word in self.words)


@dataclass(frozen=True, slots=True)
class Index:
    """Phrases by their first two words, by the first alone where there is no second, or by how it begins."""

    pairs: dict[tuple[str, str], list[Phrase]] = field(default_factory=lambda: defaultdict(list))
    whole: dict[str, list[Phrase]] = field(default_factory=lambda: defaultdict(list))
    begun: dict[str, list[Phrase]] = field(default_factory=lambda: defaultdict(list))

    def add(self, phrase: Phrase) -> None:
        """Keep a phrase."""
        first, second = (*phrase.words, "*")[:2]
        if first[-1] == "*":
            self.begun[first[:-1]].append(phrase)
        elif second[-1] == "*":
            self.whole[first].append(phrase)
        else:
            self.pairs[first, second].append(phrase)

    def starting(self, key: str, after: str) -> list[Phrase]:
        """Answer the phrases that may start with a word before another, the longest first."""
        found = [*self.pairs.get((key, after), ()), *self.whole.get(key, ())]
        for length in range(3, min(len(key), 20) + 1):
            found += self.begun.get(key[:length], ())
        return sorted(found, key=lambda phrase: -len(phrase.words))


def wordings_in(pieces: Pieces, language: str) -> Iterator[Finding]:
    """Answer the phrases of the lists that stand in a text, the longest where several fit."""
    index = _index_of(language)
    for sentence in pieces.sentences:
        at = 0
        while at < len(sentence.words):
            found = _longest(pieces, index, sentence.words, at)
            if found:
                yield _finding(pieces.text, found, sentence.words[at : at + len(found.words)])
            at += len(found.words) if found else 1


def _longest(pieces: Pieces, index: Index, words: Sequence[Word], at: int) -> Phrase | None:
    after = words[at + 1].key if at + 1 < len(words) else ""
    for phrase in index.starting(words[at].key, after):
        end = at + len(phrase.words)
        if phrase.fits(words[at:end]) and _are_together(pieces.bare, words[at:end]):
            behind = words[end].key if end < len(words) else ""
            if not behind.startswith(phrase.unless or ("\ufffc",)):
                return phrase
    return None


def _are_together(text: str, words: Sequence[Word]) -> bool:
    """Tell whether nothing but space stands between words."""
    return all(text[one.end : other.start].isspace() for one, other in pairwise(words))


def _finding(text: str, phrase: Phrase, words: Sequence[Word]) -> Finding:
    start, end = words[0].start, words[-1].end
    told, untold = _TEXTS[phrase.kind]
    better = ", ".join(phrase.better)
    suggestions = () if phrase.is_open else tuple(in_case_of(text[start:end], one) for one in phrase.better)
    return Finding(
        start, end, phrase.kind, told if better else untold, {"better": better} if better else {}, suggestions
    )


def in_case_of(found: str, instead: str) -> str:
    """Answer what to put in place of what is found, with a capital or in capitals where it has them."""
    if len(found) > 1 and found.isupper():
        return instead.upper()
    return instead[:1].upper() + instead[1:] if found[:1].isupper() else instead


@cache
def _index_of(language: str) -> Index:
    index = Index()
    for name in (f"mistakes_{language}.txt", f"wording_{language}.txt"):
        for phrase in phrases_of(name):
            index.add(phrase)
    return index


def phrases_of(name: str) -> Iterator[Phrase]:
    """Answer the phrases of a list beside this file; `[officialese]` and the like head what follows."""
    kind = Kind.MISTAKE
    for line in (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            kind = Kind(line.strip("[]"))
        elif line and not line.startswith("#"):
            wrong, _, right = line.partition("=")
            words = wrong.lower().replace("ё", "е").split()
            better = tuple(one.strip() for one in right.split("|") if one.strip())
            unless = tuple(word[1:] for word in words if word[0] == "!")
            yield Phrase(tuple(word for word in words if word[0] != "!"), kind, better, unless)
