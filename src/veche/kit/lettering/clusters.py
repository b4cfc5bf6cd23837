"""Clusters: letters with all that belongs to them: drawn, cut and given a face as one (after UAX #29)."""

import re
import unicodedata

ZWNJ, ZWJ = "\u200c", "\u200d"
_TONES, _FLAGS, _TAGS = range(0x1F3FB, 0x1F400), range(0x1F1E6, 0x1F200), range(0xE0020, 0xE0080)
_PICTURES = range(0x1F000, 0x1FB00)
# Latin, Greek and Cyrillic composed, and the signs of text and money that DejaVu has.
_SIMPLE = re.compile(
    "[\\s\u0020-\u007e\u00a0-\u00ac\u00ae-\u02e9\u0370-\u0377\u037a-\u037f\u0384-\u038a\u038e-\u03a1\u03a3-\u0482"
    "\u048a-\u0523\u1e00-\u1ef9\u2010-\u2027\u2030-\u2044\u20a0-\u20b5\u2190-\u22ff]*"
)
_VARIANTS, _AS_PICTURE, _KEYCAP = range(0xFE00, 0xFE10), "\ufe0f", "\u20e3"


def cleaned(text: str) -> str:
    """Answer a text composed, in one line, without what is not seen but steers; repeatable."""
    return "".join(
        " " if unicodedata.category(letter) in {"Cc", "Zl", "Zp", "Zs"} else letter
        for letter in unicodedata.normalize("NFC", text)
        if unicodedata.category(letter) not in {"Cf", "Cs"} or letter in {ZWNJ, ZWJ} or ord(letter) in _TAGS
    )


def clusters_of(text: str) -> list[str]:
    """Split a cleaned text: «क्» is one, and so are a flag and a family in one picture."""
    found: list[str] = []
    for letter in text:
        if found and _goes_on(found[-1], letter):
            found[-1] += letter
        else:
            found.append(letter)
    return found


def is_simple(text: str) -> bool:
    """Tell whether each letter of a text is drawn as it is, one after another, by DejaVu."""
    return _SIMPLE.fullmatch(text) is not None


def _goes_on(cluster: str, letter: str) -> bool:
    number = ord(letter)
    if letter in {ZWNJ, ZWJ} or unicodedata.category(letter)[0] == "M" or number in _TONES or number in _TAGS:
        return True
    if number in _FLAGS:
        return len(cluster) == 1 and ord(cluster) in _FLAGS
    return cluster[-1] == ZWJ and (number in _PICTURES or unicodedata.category(letter) == "So")


def is_picture(cluster: str) -> bool:
    """Tell whether a cluster is an emoji, by its letter or because a sign after it says so."""
    return ord(cluster[0]) in _PICTURES or _AS_PICTURE in cluster or _KEYCAP in cluster


def visible(cluster: str) -> list[int]:
    """Answer the numbers of the letters that a face must have; joiners and chosen variants need no glyph."""
    numbers = (ord(letter) for letter in cluster if letter not in {ZWNJ, ZWJ})
    return [number for number in numbers if number not in _VARIANTS and number not in _TAGS]
