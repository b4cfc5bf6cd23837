"""What somebody is called: the first name and the family name within the name a person goes by."""

from __future__ import annotations

import re
from collections.abc import Container

from veche.kit.text import sound

_WORD = re.compile(r"[^\W\d_][^\W\d_'’\-]*(?:[-'’][^\W\d_]+)*\.?")
_PATRONYMIC = re.compile(r"(?:[оеё]вич|ич|[оеё]вна|ична|инична|улы|кызы|оглы)$", re.IGNORECASE)


def names_within(name: str, given: Container[str]) -> tuple[str, str]:
    """Answer the first and the family name of «Анна Петрова», «Петрова Анна Сергеевна» or «Anna».

    `given` tells known first names by their sound (`people.queries.given_names`). A patronymic is neither.
    What has no letters in it, or is a handle, is no name: then both are empty.
    """
    if "@" in name or "_" in name:
        return "", ""
    words = [word for word in _WORD.findall(name) if len(word) > 1 and not word.endswith(".")]
    if len(words) > 1:
        words = [word for at, word in enumerate(words) if not (at and _PATRONYMIC.search(word))] or words
    if not words:
        return "", ""
    if len(words) == 1:
        return words[0], ""
    if sound(words[0]) not in given and sound(words[1]) in given:
        return words[1], words[0]
    return words[0], words[-1]
