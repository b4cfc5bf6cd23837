"""Typography: quotes, dashes, spaces and cries, by the custom of the language.

Russian: «ёлочки», an em dash between spaces (Мильчин, «Справочник издателя и автора»).
English: “curly” quotes.
"""

import re
from collections.abc import Iterator

from veche.kit.language.checking.findings import Finding, Kind
from veche.kit.language.checking.splitting import Pieces, Word
from veche.kit.language.checking.vocabulary import vocabulary_of
from veche.kit.language.lemmas import words_in
from veche.kit.terms import N_

QUOTES = N_("Quotation marks of this language are {right}.")
DASH = N_("Between words stands a dash, not a hyphen.")
DASH_SPACES = N_("A dash stands between spaces.")
DOTS = N_("Two dots: one ends a sentence, three break it off.")
SPACES = N_("More than one space.")
SPACE_BEFORE = N_("No space before this sign.")
NO_SPACE_AFTER = N_("A space is missing after this sign.")
CRIES = N_("One mark is enough.")
CAPITALS = N_("Capitals read as shouting.")
DOUBLED = N_("The same word twice.")

_MARKS = {"ru": ("«", "»"), "en": ("“", "”")}
_QUOTE = {"ru": re.compile('["“”]'), "en": re.compile('["«»„]')}
_DASH = re.compile(r"(?<=[^\W_]) (?:-|--|---) (?=[^\W_])|(?<=[»”\"),*_]) (?:-|--) (?=[^\W_])")
_TIGHT_DASH = re.compile(r"(?<=[а-яё])—(?=[а-яё])|(?<=[а-яё]) —(?=[а-яё])|(?<=[а-яё])— (?=[а-яё])")
_TWO_DOTS = re.compile(r"(?<=[^\W\d_])\.\.(?![.\w/])")
_SPACES = re.compile(r"(?<=[^\s|]) {2,}(?=[^\s|])")
_SPACE_BEFORE = re.compile(r"(?<=[^\W_]) [,;:!?](?=\s|\Z)|(?<=[а-яё]) \.(?=\s|\Z)")
_NO_SPACE = re.compile(r"(?<=[а-яёa-z])[,;](?=[А-Яа-яЁёA-Za-z]{2})|(?<=[а-яё]{2})[.!?](?=[А-ЯЁ][а-яё])")
_CRIES = re.compile(r"!{2,}|\?{2,}|[!?]{4,}")
_TWICE = frozenset(words_in("checking/twice.txt"))
_SHORTEST_CRY = 6
_LONGEST_QUOTE = 300


def typography_in(pieces: Pieces, language: str) -> Iterator[Finding]:
    """Answer what is set wrong in a text."""
    yield from _quotes(pieces, language)
    yield from _signs(pieces.bare, language)
    yield from _cries(pieces)
    yield from _doubled(pieces)


def _quotes(pieces: Pieces, language: str) -> Iterator[Finding]:
    """Each mark is told by itself: it opens after a space or a bracket, else it closes. 15" is a size."""
    text, (opening, closing) = pieces.bare, _MARKS[language]
    for found in _QUOTE[language].finditer(text):
        at = found.start()
        before = text[at - 1] if at else " "
        if (found.group() == '"' and before.isdecimal()) or _is_inner(text, at, opening, closing):
            continue
        opens = before.isspace() or before in "([{«“„—–-/*_"
        right = f"{opening}…{closing}"
        yield Finding(at, at + 1, Kind.TYPOGRAPHY, QUOTES, {"right": right}, (opening if opens else closing,))


def _is_inner(text: str, at: int, opening: str, closing: str) -> bool:
    """Tell whether a mark stands within marks of the language, where others are right: «Клуб “Вече”»."""
    start = max(0, at - _LONGEST_QUOTE)
    return text[at] != '"' and text.rfind(opening, start, at) > text.rfind(closing, start, at)


def _signs(text: str, language: str) -> Iterator[Finding]:
    dashes = (" — ",) if language == "ru" else (" – ", "—")
    checks = [
        (_DASH, Kind.TYPOGRAPHY, DASH, dashes),
        (_TWO_DOTS, Kind.TYPOGRAPHY, DOTS, (".", "…")),
        (_SPACES, Kind.SPACING, SPACES, (" ",)),
    ]
    if language == "ru":
        checks.append((_TIGHT_DASH, Kind.TYPOGRAPHY, DASH_SPACES, (" — ",)))
    for pattern, kind, told, instead in checks:
        for found in pattern.finditer(text):
            yield Finding(*found.span(), kind, told, {}, instead)
    for found in _SPACE_BEFORE.finditer(text):
        yield Finding(*found.span(), Kind.SPACING, SPACE_BEFORE, {}, (found.group()[1:],))
    for found in _NO_SPACE.finditer(text):
        yield Finding(*found.span(), Kind.SPACING, NO_SPACE_AFTER, {}, (found.group() + " ",))


def _cries(pieces: Pieces) -> Iterator[Finding]:
    for found in _CRIES.finditer(pieces.bare):
        mark = "?" if "?" in found.group() else "!"
        instead = (mark,) if len(set(found.group())) == 1 else ("?!", mark)
        yield Finding(*found.span(), Kind.SHOUTING, CRIES, {}, instead)
    run: list[Word] = []
    for word in (*pieces.words, None):
        if word and _is_cry(word, run):
            run.append(word)
            continue
        if sum(len(one.plain) for one in run) >= _SHORTEST_CRY and any(_is_word(one) for one in run):
            yield Finding(run[0].start, run[-1].end, Kind.SHOUTING, CAPITALS)
        run = [word] if word and _is_cry(word, []) else []


def _is_cry(word: Word, run: list[Word]) -> bool:
    """Capitals, close behind those before."""
    return (
        word.plain.isupper()
        and (not run or word.start - run[-1].end <= 3)
        and (len(word.plain) > 1 or bool(run))
    )


def _is_word(word: Word) -> bool:
    """Tell a word in capitals from an abbreviation: it is long and stands in the dictionary."""
    small = word.plain.lower()
    language = "en" if small.isascii() else "ru"
    return len(small) > 4 and vocabulary_of(language).knows(small) and vocabulary_of(language).is_plain(small)


def _doubled(pieces: Pieces) -> Iterator[Finding]:
    for sentence in pieces.sentences:
        for one, other in zip(sentence.words, sentence.words[1:], strict=False):
            if (
                one.key == other.key
                and one.key not in _TWICE
                and pieces.bare[one.end : other.start].isspace()
            ):
                if other.plain[0].isupper() and not one.opens:
                    continue
                yield Finding(
                    one.start, other.end, Kind.DOUBLED, DOUBLED, {}, (pieces.text[one.start : one.end],)
                )
