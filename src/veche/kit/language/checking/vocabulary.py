"""Vocabularies: which words there are in Russian and in English, and which forms begin alike.

Russian: OpenCorpora through pymorphy3, the same dictionary that lemmas use. English: the American and
British dictionaries of SCOWL, written out as one list when the package is built. Both are read by the first
check in a process. `words_ru.txt` and `words_en.txt` beside this file name what they do not have yet.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import cache, cached_property
from json import loads
from pathlib import Path
from typing import Any, Protocol

from veche.kit.language.lemmas import russian_forms, words_in
from veche.kit.text import fold, stem

DIST = Path(__file__).resolve().parents[2] / "static/kit/dist"
CYRILLIC = re.compile(r"[а-яё]+(?:-[а-яё]+)*", re.IGNORECASE)
LATIN = re.compile(r"[a-z]+(?:['-][a-z]+)*", re.IGNORECASE)
# Written together with what follows, as the language allows of any noun.
_JOINED = (
    "авиа", "авто", "агро", "анти", "аудио", "био", "веб", "вело", "видео", "гипер", "дву", "кибер", "кино",
    "макро", "медиа", "мега", "мета", "микро", "много", "мото", "мульти", "нано", "нео", "онлайн", "пере",
    "полу", "пост", "псевдо", "радио", "само", "сверх", "спец", "супер", "теле", "техно", "транс", "ультра",
    "фото", "экс", "эко", "электро", "этно",
)  # fmt: skip
_JOINED_START = re.compile("^(?:" + "|".join(_JOINED) + ")")
_PARTICLES = ("-то", "-либо", "-нибудь", "-ка", "-таки", "-де", "-с")


class Vocabulary(Protocol):
    """What spelling asks of a language."""

    letters: str

    def knows(self, word: str) -> bool:
        """Tell whether there is such a word, in small letters."""

    def begins(self, start: str) -> bool:
        """Tell whether any word begins so."""

    def is_plain(self, word: str) -> bool:
        """Tell whether a word is one to advise: no name, nothing archaic, nothing rude."""

    def place_of(self, word: str) -> int | None:
        """Answer where a word stands among those that are said most, from 0; nothing where it does not."""


class Russian:
    """Russian words in all their forms; е stands for ё as people write it."""

    letters = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё"

    def __init__(self) -> None:
        self._forms: Any = russian_forms()
        self._own = own_words("ru")
        self._places = _places_of("common-ru.txt")

    def knows(self, word: str) -> bool:
        """Tell whether the dictionary has the form, or the language makes it by rule of one that it has."""
        return self._has(word) or word in self._own or stem(word) in self._own or self._is_made(word)

    def begins(self, start: str) -> bool:
        """Tell whether any form begins so, with ё where it is written."""
        forms = self._forms.dictionary.words
        if hasattr(forms, "has_keys_with_prefix"):
            return bool(forms.has_keys_with_prefix(start))
        # The reader in plain Python, where dawg2 has no wheel.
        return next(iter(forms.iterkeys(start)), None) is not None

    def is_plain(self, word: str) -> bool:
        """Tell whether no reading of the form is a name, an abbreviation, archaic or slangy."""
        tags = [str(tag) for tag in self._forms.tag(word)]
        return any(not _ODD.search(tag) for tag in tags)

    def place_of(self, word: str) -> int | None:
        """Answer where a word stands among the ten thousand that are said most."""
        return self._places.get(word.replace("ё", "е"))

    def _has(self, word: str) -> bool:
        return bool(self._forms.word_is_known(word))

    def _is_made(self, word: str) -> bool:
        """Reflexive forms, hyphenated pairs, particles, and what is joined with no end: видеовстреча."""
        for particle in _PARTICLES:
            if word.endswith(particle):
                return self.knows(word.removesuffix(particle))
        if "-" in word:
            return all(len(part) > 1 and self.knows(part) for part in word.split("-", 5))
        if word.endswith(("ся", "сь")) and self._is_verb(word[:-2]):
            return True
        joined = _JOINED_START.match(word)
        return bool(joined and len(word) - joined.end() > 3 and self._has(word[joined.end() :]))

    def _is_verb(self, word: str) -> bool:
        return self._has(word) and any(
            "VERB" in tag or "INFN" in tag or "PRTF" in tag for tag in self._forms.tag(word)
        )


class English:
    """English words, American and British alike."""

    letters = "etaoinsrhldcumfpgwybvkxjqz'"

    def __init__(self) -> None:
        lines = _lines_of("words-en.txt")
        self._rude = frozenset(line[1:].lower() for line in lines if line[0] == "!")
        self._words = frozenset(line.lstrip("!") for line in lines)
        self._folded = frozenset(word.lower() for word in self._words if not word.islower())
        self._own = own_words("en")
        self._places = _places_of("common-en.txt")

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self._words)

    def knows(self, word: str) -> bool:
        """Tell whether the list has the word, or the language makes it of one that it has."""
        bare = word.removesuffix("'s").removesuffix("'")
        if bare in self._words or bare in self._own or bare in self._folded:
            return True
        if "-" in bare:
            return all(self.knows(part) for part in bare.split("-", 5) if len(part) > 1)
        return stem(bare) in self._own or self._is_made(bare)

    def begins(self, start: str) -> bool:
        """Tell whether any word in small letters begins so."""
        at = bisect_left(self._sorted, start)
        return at < len(self._sorted) and self._sorted[at].startswith(start)

    def is_plain(self, word: str) -> bool:
        """Tell whether the word is written small and not rude."""
        return word in self._words and word not in self._rude

    def place_of(self, word: str) -> int | None:
        """Answer where a word stands among the ten thousand that are said most."""
        return self._places.get(word)

    def _is_made(self, word: str) -> bool:
        """A plural, a prefix or an ending that any long enough word may take: subclasses, reproducibility."""
        joined = _PREFIX_EN.match(word)
        if joined and len(word) - joined.end() > 4 and self._is_long_form(word[joined.end() :]):
            return True
        return any(
            word.endswith(end) and self._is_long_form(word.removesuffix(end) + base)
            for end, base in _ENDINGS_EN
        )

    def _is_long_form(self, word: str) -> bool:
        return len(word) > 4 and (word in self._words or word in self._own)


_PREFIX_EN = re.compile(
    "sub|super|non|multi|micro|macro|cyber|hyper|inter|over|under|un|re|pre|anti|auto|meta|mini|co|mis|de|out|geo|bio"
)
_ENDINGS_EN = (
    ("ability", "able"), ("ibility", "ible"), ("ness", ""), ("less", ""), ("ings", "ing"), ("ions", "ion"),
    ("ments", "ment"), ("ers", "er"), ("isms", "ism"), ("arity", "ar"), ("ability", "e"),
)  # fmt: skip
_ODD = re.compile("Name|Surn|Patr|Geox|Orgn|Trad|Abbr|Arch|Dist|Erro|Infr|Slng|Vpre|Init")


@cache
def vocabulary_of(language: str) -> Vocabulary:
    """Answer the words of a language, `ru` or `en`; the first call in a process reads the dictionary."""
    return Russian() if language == "ru" else English()


def own_words(language: str) -> frozenset[str]:
    """Answer the words of our list, each with its stem, by which its other forms are known."""
    return with_stems(words_in(f"checking/words_{language}.txt"))


def with_stems(words: Iterable[str]) -> frozenset[str]:
    """Answer words folded, each with its stem."""
    folded = [fold(word.strip()) for word in words]
    return frozenset((*folded, *(stem(word) for word in folded if len(word) > 3))) - {""}


def _places_of(name: str) -> dict[str, int]:
    return {word.replace("ё", "е"): place for place, word in enumerate(_lines_of(name))}


def _lines_of(name: str) -> list[str]:
    names: dict[str, str] = loads((DIST / "manifest.json").read_text(encoding="utf-8"))
    return (DIST / names[name]).read_text(encoding="utf-8").split()
