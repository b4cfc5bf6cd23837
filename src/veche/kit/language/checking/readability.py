"""Readability: how easy a text reads by its words and sentences.

English: Flesch (1948) and Kincaid et al. (1975). Russian: both with the weights of И. В. Оборнева,
«Автоматизированная оценка сложности учебных текстов на основе статистических параметров» (2006), found on
parallel texts of both languages. Reading speed: Trauzettel-Klosinski, Dietz, "Standardized Assessment of
Reading Performance: The New International Reading Speed Texts IReST" (2012): 228 words a minute in English,
184 in Russian.
"""

import re
from collections.abc import Sequence

from veche.kit.language.checking.findings import Readability
from veche.kit.language.checking.splitting import Sentence

_MINUTE = {"ru": 184, "en": 228}
# Ease: whole, per word of a sentence, per syllable of a word. Grade: the same two, and what is taken off.
_EASE = {"ru": (206.835, 1.3, 60.1), "en": (206.835, 1.015, 84.6)}
_GRADE = {"ru": (0.5, 8.4, 15.59), "en": (0.39, 11.8, 15.59)}
# From here on a word is hard: Gunning (1952) for English; Russian words are longer by about one syllable.
_HARD = {"ru": 4, "en": 3}
_VOWELS_RU = re.compile("[аеёиоуыэюяіїєў]")
_GROUPS_EN = re.compile("[aeiouy]+")
_SILENT_EN = re.compile(r"(?:[^laeiouy]es|[^tdaeiouy]ed|[^laeiouy]e)\Z")


def syllables_of(word: str) -> int:
    """Answer how many syllables a word in small letters has: its vowels; in English by a rule of thumb."""
    cyrillic = len(_VOWELS_RU.findall(word))
    if cyrillic or not word.isascii():
        return max(1, cyrillic)
    groups = len(_GROUPS_EN.findall(word))
    return max(1, groups - bool(_SILENT_EN.search(word)))


def readability_of(sentences: Sequence[Sentence], language: str) -> Readability:
    """Answer how easy sentences read; of none, that there is nothing to read."""
    counts = [syllables_of(word.key) for sentence in sentences for word in sentence.words]
    if not counts:
        return Readability(100.0, 0.0, 0, 0, 0.0, 0)
    length, weight = len(counts) / len(sentences), sum(counts) / len(counts)
    whole, per_word, per_syllable = _EASE[language]
    by_length, by_weight, less = _GRADE[language]
    return Readability(
        ease=round(min(100.0, max(0.0, whole - per_word * length - per_syllable * weight)), 1),
        grade=round(min(20.0, max(0.0, by_length * length + by_weight * weight - less)), 1),
        words=len(counts),
        sentences=len(sentences),
        hard_words=round(sum(count >= _HARD[language] for count in counts) / len(counts), 3),
        reading_seconds=round(len(counts) * 60 / _MINUTE[language]),
    )
