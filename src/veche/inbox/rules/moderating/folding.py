"""Folding: words as they are meant, behind look-alike letters, digits for letters, hidden signs and gaps."""

import re
import unicodedata
from functools import lru_cache

# What takes no place on a screen, and accents that nobody writes over Russian or English letters.
_HIDDEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]"
)
_MARKS = re.compile("[\u0300-\u036f\u0483-\u0489\u20d0-\u20ff]")
_TOKEN = re.compile(r"[\w@$€!|]+")
_EDGES = "@$€!|_"
_GAPPED = re.compile(r"(?<!\w)\w(?:[\s.\-_*·,]{1,2}\w(?!\w)){2,40}")
_BROKEN = re.compile(r"[^\W_]{1,20}(?:[.\-_*·][^\W_]{1,20}){1,10}")
_GAPS = re.compile(r"[\W_]+")
_RUN = re.compile(r"(\w)\1{2,}")
_CYRILLIC, _LATIN = re.compile("[а-яіїєґў]"), re.compile("[a-z]")
# The same look in the other script; digits and signs that stand for letters.
_TO_CYRILLIC = str.maketrans({
    "a": "а", "b": "в", "c": "с", "e": "е", "h": "н", "k": "к", "m": "м", "o": "о", "p": "р", "t": "т",
    "x": "х", "y": "у", "u": "и", "n": "п", "r": "г", "i": "и", "і": "и", "ї": "и", "1": "и", "!": "и",
    "|": "и", "0": "о", "3": "з", "4": "ч", "6": "б", "@": "а", "$": "с", "€": "е",
})  # fmt: skip
_TO_LATIN = str.maketrans({
    "а": "a", "в": "b", "с": "c", "е": "e", "н": "h", "к": "k", "м": "m", "о": "o", "р": "p", "т": "t",
    "х": "x", "у": "y", "і": "i", "ї": "i", "и": "u", "п": "n", "г": "r", "0": "o", "1": "i", "!": "i",
    "|": "i", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "@": "a", "$": "s", "€": "e",
})  # fmt: skip
_ONE_AS_L = str.maketrans({"1": "l", "|": "l"})


def visible(text: str) -> str:
    """Answer what is seen of a text, in small plain letters: no hidden signs, no accents, ё as е."""
    if text.isascii():
        return text.lower()
    whole = unicodedata.normalize("NFKC", _HIDDEN.sub("", text)).casefold().replace("ё", "е")
    return _without_marks(whole)


def _without_marks(text: str) -> str:
    """Drop accents but keep й and ў, which are letters of their own."""
    if text.isascii():
        return text
    pieces = []
    for letter in text:
        if letter in "йў" or letter.isascii():
            pieces.append(letter)
        else:
            pieces.append(_MARKS.sub("", unicodedata.normalize("NFD", letter)))
    return "".join(pieces)


def tokens_of(text: str) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    """Answer the ways to read each word of a text in order, and those of words with gaps between letters."""
    seen = visible(text)
    is_russian = bool(_CYRILLIC.search(seen))
    words = [readings(token, is_russian) for token in _TOKEN.findall(seen)]
    gapped = {_GAPS.sub("", found) for pattern in (_GAPPED, _BROKEN) for found in pattern.findall(seen)}
    return words, [readings(token, is_russian) for token in sorted(gapped)]


@lru_cache(maxsize=100_000)
def readings(token: str, is_russian: bool = True) -> tuple[str, ...]:
    """Answer what a word may be meant to say: as it stands, and wholly in either script.

    `is_russian`: Russian letters stand beside it, so that a word in Latin ones may be Russian in disguise.
    """
    plain = token.strip(_EDGES)
    found = {plain: None} if plain else {}
    has_russian, has_latin = bool(_CYRILLIC.search(token)), bool(_LATIN.search(token))
    if not (has_russian or has_latin):
        return tuple(found)
    for whole in {token: None, plain: None}:
        if has_russian or is_russian:
            _put(found, whole.translate(_TO_CYRILLIC), _CYRILLIC)
        _put(found, whole.translate(_TO_LATIN), _LATIN)
        _put(found, whole.translate(_ONE_AS_L).translate(_TO_LATIN), _LATIN)
    for word in list(found):
        short = _RUN.sub(r"\1", word)
        if short != word:
            found[short] = None
    return tuple(found)


def _put(found: dict[str, None], word: str, script: re.Pattern[str]) -> None:
    """Keep a reading that is a word of one script throughout."""
    if word and all(script.match(letter) for letter in word):
        found[word] = None


def skeleton(text: str) -> str:
    """Answer the letters and digits of a text run together in one script: what copies of it share.

    Signs, gaps, pictures, hidden signs and look-alike letters make no difference.
    """
    return _GAPS.sub("", visible(text)).translate(_TO_LATIN)
