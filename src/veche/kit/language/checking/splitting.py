"""Splitting: the words and sentences of a text with their places; what is not language is left out.

Every pattern looks ahead by a bound, so that hostile text takes time in its length.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from veche.kit.language.lemmas import words_in

# Links, addresses, names of accounts, tags, places to be filled, code, names of files: nobody spells them.
_NO_WORDS = re.compile(
    # Where no end of code follows, none is looked for again before so many characters: the time stays linear.
    r"```[\s\S]{0,20000}?```"
    r"|\{\{?[^{}\n]{0,200}\}\}?"
    r"|%\(\w{1,64}\)\w"
    r"|`[^`\n]{1,300}`"
    r"|</?[A-Za-z][^<>\n]{0,300}>"
    r"|&#?\w{1,32};"
    r"|\]\([^()\s]{1,2000}\)"
    r"|(?<![\w/])[\w+.-]{1,16}://[^\s<>\"«»]{1,2000}"
    r"|(?<!\w)www\.[^\s<>\"«»]{1,2000}"
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}"
    r"|(?<!\w)[@#][\w.-]{1,100}"
    r"|(?<![\w./\\-])~?\.{0,2}[/\\][\w-]{1,64}(?:[./\\][\w-]{1,64}){0,20}"
    r"|(?<![\w.-])[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}\.[a-z][a-z0-9]{1,9}(?![\w-])(?:/[^\s<>\"«»]{0,2000})?"
    r"|(?<!\w)(?:[A-Za-z]\.){2,6}"
)
_WORD = re.compile(r"\w[\w\u0300-\u036f]*(?:[-'’\u2010\u2011][^\W_][\w\u0300-\u036f]*)*")
_HAS_NUMBER = re.compile(r"[\d_]")
_STRESS = str.maketrans(
    {"\u0301": None, "\u0300": None, "\u2010": "-", "\u2011": "-", "’": "'", "\u00ad": None}
)
_END = re.compile(
    r"(?<![.!?…])[.!?…]{1,20}[»”\"')\]*_]{0,5}(?=\s)|\n\s*\n|\n(?=\s*(?:[-*•–—#>|]|\d{1,3}[.)]\s|[A-ZА-ЯЁ]))|;\s*\n"
)
_AFTER_END = re.compile(r"\s*[^\w\s]*\s*([^\W_])")
_SHORTENED = frozenset(words_in("checking/shortened.txt"))


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it stands: `plain` is without stress marks, with the plain hyphen and apostrophe.

    `key` is what words are compared by: small letters, ё as е.
    """

    start: int
    end: int
    plain: str
    key: str
    opens: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: where it stands and its words."""

    start: int
    end: int
    words: Sequence[Word]


@dataclass
class Pieces:
    """A text and what it falls into."""

    text: str
    hidden: list[tuple[int, int]] = field(init=False)

    def __post_init__(self) -> None:
        self.hidden = [found.span() for found in _NO_WORDS.finditer(self.text)]

    @cached_property
    def bare(self) -> str:
        """The text with everything that is no language as U+FFFC, one for each character: places stay."""
        parts, at = [], 0
        for start, end in self.hidden:
            parts += [self.text[at:start], "\ufffc" * (end - start)]
            at = end
        return "".join((*parts, self.text[at:]))

    @cached_property
    def sentences(self) -> list[Sentence]:
        """Sentences with at least one word, in order."""
        found = []
        for start, end in _bounds(self.bare):
            words = list(_words_in(self.bare, start, end))
            if words:
                found.append(Sentence(words[0].start, start + len(self.text[start:end].rstrip()), words))
        return found

    @cached_property
    def words(self) -> list[Word]:
        """All words in order."""
        return [word for sentence in self.sentences for word in sentence.words]


def _bounds(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for found in _END.finditer(text):
        if _is_end(text, found):
            yield start, found.end()
            start = found.end()
    yield start, len(text)


def _is_end(text: str, found: re.Match[str]) -> bool:
    """A dot ends a sentence unless it shortens a word or a small letter follows."""
    if "\n" in found.group() or not found.group().startswith("."):
        return True
    before = text[max(0, found.start() - 12) : found.start()].rsplit(None, 1)
    last = before[-1].lower().lstrip("(«“\"'") if before else ""
    if last in _SHORTENED or (len(last) == 1 and last.isalpha()):
        return False
    after = _AFTER_END.match(text, found.end(), found.end() + 40)
    return not (after and after[1].islower())


def _words_in(text: str, start: int, end: int) -> Iterator[Word]:
    opens = True
    for found in _WORD.finditer(text, start, end):
        if not _HAS_NUMBER.search(found.group()):
            plain = plain_of(found.group())
            yield Word(*found.span(), plain, plain.lower().replace("ё", "е"), opens)
        opens = False


def plain_of(word: str) -> str:
    """Answer how a word is looked up: composed letters, no stress marks, plain hyphen and apostrophe."""
    if word.isascii():
        return word
    return unicodedata.normalize("NFC", word).translate(_STRESS)
