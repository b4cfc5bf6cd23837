"""What somebody is called: the first name and the family name within the name a person goes by."""

from __future__ import annotations

import re
from collections.abc import Container

from veche.kit.text import fold, sound

_WORD = re.compile(r"[^\W\d_][^\W\d_'’\-]*(?:[-'’][^\W\d_]+)*\.?")
_PATRONYMIC = re.compile(r"(?:[оеё]вич|ич|[оеё]вна|ична|инична|улы|кызы|оглы)$", re.IGNORECASE)


_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
# No spaces, and a dot between words: what stands before an @, or a domain.
_HANDLE = re.compile(r"\S*\w{2,}\.\w{2,}\S*")
# Two letters for names, or one before the other word: what is written out is the family name.
_INITIALS = re.compile(r"[^\W\d_]\.\s*[^\W\d_]\.|^\s*[^\W\d_]\.\s*\w{2,}")
_FIRMS = frozenset({"ооо", "оао", "зао", "пао", "ао", "ано", "нко", "llc", "ltd", "inc", "gmbh"})
# No given name ends so.
_FAMILY = re.compile(r"\w{3,}(?:[оеё]ва?|ский|ская|цкий|цкая|дзе|швили)$", re.IGNORECASE)
_NOBODY = frozenset({"deleted account", "удаленный аккаунт"})


def names_within(name: str, given: Container[str]) -> tuple[str, str]:
    """Answer the first and the family name of «Анна Петрова», «Петрова Анна Сергеевна» or «Anna».

    `given` tells known first names by their sound (`people.queries.given_names`). A patronymic is neither,
    and what stands in brackets; of «И. И. Иванов» only the family name is known. What has no letters in it,
    or is a handle or a firm, is no name: then both are empty.
    """
    words, is_family = _words_of(name)
    if len(words) > 1:
        return _of_several(words, given)
    if words and is_family and sound(words[0]) not in given:
        return "", words[0]
    return (words[0], "") if words else ("", "")


def _words_of(name: str) -> tuple[list[str], bool]:
    """Answer the words of a name that are written out, and whether letters stand for the others."""
    name = _BRACKETS.sub(" ", name).strip()
    if "@" in name or "_" in name or _HANDLE.fullmatch(name) or fold(name) in _NOBODY:
        return [], False
    words = [word for word in _WORD.findall(name) if len(word) > 1 and not word.endswith(".")]
    if any(fold(word) in _FIRMS for word in words):
        return [], False
    words = [word for word in words if not word.islower()] or words
    own = [word for at, word in enumerate(words) if not (at and _PATRONYMIC.search(word))]
    return own or words, bool(_INITIALS.search(name))


def _of_several(words: list[str], given: Container[str]) -> tuple[str, str]:
    if sound(words[0]) not in given:
        if known := next((word for word in words[1:] if sound(word) in given), ""):
            return known, words[0]
        if _FAMILY.search(words[0]) and not _FAMILY.search(words[1]):
            return words[1], words[0]
    return words[0], words[-1]
