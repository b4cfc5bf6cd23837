"""The few words that a letter says by itself, in the language of the letter and not of whoever writes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class OwnWords(NamedTuple):
    """What stands on links that every letter has."""

    more: str
    unsubscribe: str
    preferences: str
    browser: str


_WORDS: Mapping[str, OwnWords] = {
    "en": OwnWords("Details", "Unsubscribe", "What you get from us", "Read in the browser"),
    "ru": OwnWords("Подробнее", "Отписаться", "Что вам присылать", "Открыть в браузере"),
}


def words_in(language: str) -> OwnWords:
    """Answer a letter's own words in its language, or in English."""
    return _WORDS.get(language.partition("-")[0], _WORDS["en"])
