"""Text: cleaning what the outside sends, stems for search, initials, phone numbers, spelling in Latin."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

WORD = re.compile(r"\w+", re.UNICODE)
LONGEST_WORD = 64
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_BIDI = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_CYRILLIC = re.compile("[а-яё]")
_LATIN = re.compile("[a-z]")

# ISO 9-like spelling as people write their own names; digraphs come first when read back.
_TO_LATIN = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh",
        "з": "z", "и": "i", "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o",
        "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts",
        "ч": "ch", "ш": "sh", "щ": "sch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu",
        "я": "ya", "і": "i", "ї": "i", "є": "e", "ґ": "g", "ў": "u",
    }
)  # fmt: skip


def clean(text: str, longest: int | None = None) -> str:
    """Drop what no database or page can bear: NUL, control characters, lone surrogates.

    Cuts to `longest` characters where given. Line breaks and tabs stay.
    """
    if not text.isprintable():
        text = _CONTROL.sub("", text.replace("\r\n", "\n"))
    return text if longest is None or len(text) <= longest else text[:longest]


def clean_name(text: str, longest: int = 200) -> str:
    """Make a display name one line without direction marks, cut to `longest` characters."""
    if text.isprintable():
        return " ".join(text.split())[:longest]
    return " ".join(_BIDI.sub("", _CONTROL.sub("", text)).split())[:longest]


def number_of(text: str) -> int | None:
    """Answer the number a text is, as addresses and forms name things; nothing for what no database holds."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def phone_of(text: str, country: str) -> str:
    """Answer a phone number in E.164, read by the rules of the country; empty where it is none."""
    import phonenumbers  # holds five megabytes: only for whoever reads a number

    digits = re.sub(r"\D", "", text)
    # People say 8 for what stands abroad as +7, and leave the plus away.
    is_told_at_home = country in {"RU", "KZ"} and len(digits) == 11 and digits[0] in "78"
    if is_told_at_home and not text.strip().startswith("+"):
        text = "+7" + digits[1:]
    for attempt in (text, f"+{digits}"):
        try:
            number = phonenumbers.parse(attempt, country or None)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
    return ""


def fold(text: str) -> str:
    """Answer the text in the one spelling that is compared: NFKC, lower case, ё as е, no accents."""
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKC", text).casefold().replace("ё", "е")
    if _LATIN.search(folded) and not folded.isascii():
        folded = _without_accents(folded)
    return folded


def _without_accents(text: str) -> str:
    """Turn é into e but leave й alone: only Latin letters lose their marks."""
    letters = []
    for letter in text:
        plain = unicodedata.normalize("NFD", letter)
        letters.append(plain[0] if len(plain) > 1 and _LATIN.match(plain[0]) else letter)
    return "".join(letters)


def words_of(text: str) -> Iterator[str]:
    """Answer the folded words of a text in order."""
    return (found.group() for found in WORD.finditer(fold(text)))


@cache
def _stemmer(language: str) -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer(language)


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Answer the stem of one folded word: Russian or English by its letters (Snowball)."""
    word = word[:LONGEST_WORD]
    if _CYRILLIC.search(word):
        return str(_stemmer("russian").stemWord(word))
    if word.isascii() and word.isalpha():
        return str(_stemmer("english").stemWord(word))
    return word


def stems_of(text: str) -> list[str]:
    """Answer the stems of all words of a text in order: what search compares."""
    return [stem(word) for word in words_of(text)]


def latin(text: str) -> str:
    """Spell Cyrillic in Latin letters, folded: «Ёлкина Щука» is «elkina schuka»."""
    return fold(text).translate(_TO_LATIN)


# What different passports and people write for the same sound, brought to one letter.
_SOUNDS = (
    (re.compile("shch|sch|shh"), "sh"), (re.compile("kh"), "h"), (re.compile("tch|cz"), "ch"),
    (re.compile("ts|tz"), "c"), (re.compile("ph"), "f"), (re.compile("ks"), "x"),
    (re.compile("w"), "v"), (re.compile(r"\b[yj](?=e)"), ""),
    (re.compile(r"(?<=\w)[iyj]+(?=[aeou])"), ""), (re.compile("[iyj]+"), "i"),
    (re.compile(r"(.)\1+"), r"\1"),
)  # fmt: skip


@lru_cache(maxsize=100_000)
def sound(name: str) -> str:
    """Answer a name's rough sound, equal for usual spellings: Юлия, Yulia, Julija, Iuliia."""
    spelled = latin(name)
    for pattern, letter in _SOUNDS:
        spelled = pattern.sub(letter, spelled)
    return spelled


def initials(name: str) -> str:
    """Answer one or two capital letters that stand for a name where there is no picture."""
    parts = [p for p in re.split(r"[\s._\-]+", name.strip()) if p and p[0].isalnum()]
    if not parts:
        return "?"
    return (parts[0][0] + (parts[-1][0] if len(parts) > 1 else "")).upper()
