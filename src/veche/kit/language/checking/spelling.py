"""Spelling: words that no dictionary has, with what they may have been meant as.

Names are left alone (a capital within a sentence), and so are abbreviations, words of other alphabets,
drawn-out words, sentences in a third language, and what the community calls its own. A word of the other
language must look like a slip of a common word to be told.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from veche.kit.language.checking.findings import Finding, Kind
from veche.kit.language.checking.guessing import Guesser, from_other_layout
from veche.kit.language.checking.splitting import Pieces, Sentence, Word
from veche.kit.language.checking.vocabulary import CYRILLIC, LATIN, vocabulary_of, with_stems
from veche.kit.language.checking.wording import in_case_of
from veche.kit.terms import N_
from veche.kit.text import LONGEST_WORD, fold, stem

UNKNOWN = N_("“{word}” is not in the dictionary.")
MIXED = N_("“{word}” has letters of two alphabets: search and screen readers will not know it.")
# Guessing is dear: after so many different words a text is not in our languages.
MOST_GUESSED = 120
_LONGEST_ABBREVIATION = 6
# Up to what cost a guess speaks for a slip: in short words with a capital, which names are too, for less.
_SLIP, _SLIP_OF_CAPITAL, _LONGEST_NAME = 1.3, 0.8, 7
_SHORTEST_OF_OTHER = 5
# A sentence is in a third language where so many of its words, and such a share of them, are unknown. In
# Latin letters that is likely, in Cyrillic ones somebody rather writes as they speak.
_FOREIGN = {"en": (5, 0.4), "ru": (8, 0.6)}
_DRAWN_OUT = re.compile(r"(.)\1\1")
_LAUGHTER = re.compile(r"(?:[ахпзы]{2,}|(?:[аы]?х[аеио])+х?|h?(?:[ae]h|h[ae])+|lo+l|lmao)\Z")
_TO_CYRILLIC = str.maketrans("aceopxykABCEHKMOPTXY", "асеорхукАВСЕНКМОРТХУ")
_TO_LATIN = str.maketrans("асеорхукАВСЕНКМОРТХУ", "aceopxykABCEHKMOPTXY")


@dataclass(frozen=True, slots=True)
class Doubt:
    """A part of a word that no dictionary has, or a whole one with letters of two alphabets."""

    part: str
    language: str


@dataclass
class Speller:
    """One check of one text: every different word is judged once."""

    language: str
    own: frozenset[str]
    names: frozenset[str]
    doubts: dict[tuple[str, bool], Doubt | None] = field(default_factory=dict)
    verdicts: dict[Doubt, tuple[str, ...] | None] = field(default_factory=dict)
    guessers: dict[str, Guesser] = field(default_factory=dict)

    def doubt_of(self, word: Word) -> Doubt | None:
        """Answer what of a word is not known; nothing for what is right or left alone."""
        key = (word.plain, word.opens)
        if key not in self.doubts:
            self.doubts[key] = self._doubt_of(*key)
        return self.doubts[key]

    def found(self, word: Word, doubt: Doubt) -> Finding | None:
        """Answer what to tell of a word in doubt; nothing for what may well be a name."""
        if not doubt.language:
            return _two_alphabets(word)
        if doubt not in self.verdicts:
            self.verdicts[doubt] = self._verdict(doubt)
        guesses = self.verdicts[doubt]
        if guesses is None:
            return None
        suggestions = tuple(word.plain.replace(doubt.part, guess, 1) for guess in guesses)
        return Finding(word.start, word.end, Kind.SPELLING, UNKNOWN, {"word": word.plain}, suggestions)

    def _doubt_of(self, plain: str, opens: bool) -> Doubt | None:
        if len(plain) < 2 or len(plain) > LONGEST_WORD or self._is_own(plain):
            return None
        parts = [plain] if _language_of(plain) else plain.split("-")
        if any(map(_is_mixed, parts)):
            return Doubt(plain, "")
        for part in parts:
            language = _language_of(part)
            if language and not self._is_right(part, language, opens):
                return Doubt(part, language)
        return None

    def _is_own(self, plain: str) -> bool:
        folded = fold(plain)
        return folded in self.own or stem(folded) in self.own

    def _is_right(self, part: str, language: str, opens: bool) -> bool:
        """Tell whether a word is known, or is of those that are left alone."""
        if _is_left_alone(part) or (part[0].isupper() and not part.isupper() and not opens):
            return True
        small, words = part.lower(), vocabulary_of(language)
        if len(small) < 2 or words.knows(small) or self._is_own(part):
            return True
        if language == "en" and not part.isascii():
            return True
        return bool(_DRAWN_OUT.search(small) or _LAUGHTER.match(small))

    def _verdict(self, doubt: Doubt) -> tuple[str, ...] | None:
        """Answer what was meant, which may be nothing known; None for what is left alone after all."""
        small, words = doubt.part.lower(), vocabulary_of(doubt.language)
        if doubt.language == "en" and self.language == "ru" and len(small) > 2:
            typed = from_other_layout(small)
            if vocabulary_of("ru").knows(typed):
                return (typed,)
        if doubt.language != self.language and len(small) < _SHORTEST_OF_OTHER:
            return None
        guesses = self._guesses(small, doubt.language)
        may_be_name = doubt.part[0].isupper() and len(small) <= _LONGEST_NAME
        most = _SLIP_OF_CAPITAL if may_be_name else _SLIP
        close = [word for cost, word in guesses if cost <= most]
        if doubt.language != self.language and not any(words.place_of(word) is not None for word in close):
            return None
        if doubt.part[0].isupper() and (not close or {fold(small), stem(fold(small))} & self.names):
            return None
        return tuple(in_case_of(doubt.part, word) for _, word in guesses)

    def _guesses(self, small: str, language: str) -> list[tuple[float, str]]:
        if len(self.verdicts) > MOST_GUESSED:
            return []
        if language not in self.guessers:
            self.guessers[language] = Guesser(vocabulary_of(language))
        return self.guessers[language].guesses_for(small)


def misspelt_in(pieces: Pieces, language: str, own: Iterable[str] = ()) -> Iterator[Finding]:
    """Answer the misspelt words of a text; `own` are words that are right here."""
    names = with_stems(word.plain for word in pieces.words if word.plain[0].isupper() and not word.opens)
    speller = Speller(language, with_stems(own), names)
    doubted = [
        (sentence, [(word, doubt) for word in sentence.words if (doubt := speller.doubt_of(word))])
        for sentence in pieces.sentences
    ]
    foreign = _foreign_in(doubted)
    for _, here in doubted:
        for word, doubt in here:
            is_shortened = len(word.plain) < 4 and pieces.text[word.end : word.end + 1] == "."
            if doubt.part.lower() in foreign or is_shortened:
                continue
            if found := speller.found(word, doubt):
                yield found


def _foreign_in(doubted: Sequence[tuple[Sentence, Sequence[tuple[Word, Doubt]]]]) -> set[str]:
    """Answer the unknown words of sentences in a third language, and of those that share some with them."""
    foreign: set[str] = set()
    for sentence, here in doubted:
        for language, (fewest, share) in _FOREIGN.items():
            if sum(doubt.language == language for _, doubt in here) >= max(
                fewest, len(sentence.words) * share
            ):
                foreign |= _parts(here)
    sharing = [_parts(here) for _, here in doubted if len(_parts(here) & foreign) > max(1, len(here) // 2)]
    return foreign.union(*sharing)


def _parts(here: Iterable[tuple[Word, Doubt]]) -> set[str]:
    return {doubt.part.lower() for _, doubt in here}


def _language_of(word: str) -> str:
    if CYRILLIC.fullmatch(word):
        return "ru"
    return "en" if LATIN.fullmatch(fold(word)) else ""


def _is_mixed(word: str) -> bool:
    return bool(re.search("[а-яё]", word, re.IGNORECASE) and re.search("[a-z]", word, re.IGNORECASE))


def _is_left_alone(word: str) -> bool:
    """Abbreviations and names written with a capital inside, as iPhone."""
    if word.isupper():
        return len(word) <= _LONGEST_ABBREVIATION
    return any(letter.isupper() for letter in word[1:])


def _two_alphabets(word: Word) -> Finding | None:
    """Letters that only look right: «Моcква» with a Latin c."""
    if not _is_mixed(word.plain):
        return None
    for letters, language in ((_TO_CYRILLIC, "ru"), (_TO_LATIN, "en")):
        meant = word.plain.translate(letters)
        if _language_of(meant) == language and vocabulary_of(language).knows(meant.lower()):
            return Finding(word.start, word.end, Kind.SPELLING, MIXED, {"word": word.plain}, (meant,))
    return None
