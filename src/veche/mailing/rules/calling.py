"""What somebody is called: the first name and the family name within the name a person goes by."""

from __future__ import annotations

import re
from collections.abc import Container

from veche.kit.text import sound

_WORD = re.compile(r"[^\W\d_][^\W\d_'’\-]*(?:[-'’][^\W\d_]+)*\.?")
_PATRONYMIC = re.compile(r"(?:[оеё]вич|ич|[оеё]вна|ична|инична|улы|кызы|оглы)$", re.IGNORECASE)


_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
# No spaces, and a dot between words: what stands before an @, or a domain.
_HANDLE = re.compile(r"\S*\w{2,}\.\w{2,}\S*")
# Two letters for names, or one before the other word: what is written out is the family name.
_INITIALS = re.compile(r"[^\W\d_]\.\s*[^\W\d_]\.|^\s*[^\W\d_]\.\s*\w{2,}")
_FIRMS = frozenset({"ооо", "оао", "зао", "пао", "ао", "ано", "нко", "llc", "ltd", "inc", "gmbh"})
# No given name ends so.
_FAMILY = (
    "ов", "ова", "ев", "ева", "ёв", "ёва", "ский", "ская", "цкий", "цкая", "дзе", "швили",
)  # fmt: skip
_NOBODY = frozenset({"deleted account", "удаленный аккаунт", "удалённый аккаунт"})


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
    if "(" in name or "[" in name:
        name = _BRACKETS.sub(" ", name).strip()
    has_dot = "." in name  # a million names are asked for: what is seldom there is looked for last
    if "@" in name or "_" in name or (has_dot and _HANDLE.fullmatch(name)) or name.lower() in _NOBODY:
        return [], False
    words = [word for word in _WORD.findall(name) if len(word) > 1 and word[-1] != "."]
    if any(len(word) < 5 and word.lower() in _FIRMS for word in words):
        return [], False
    words = [word for word in words if not word.islower()] or words
    if len(words) > 1:
        words = [word for at, word in enumerate(words) if not (at and _PATRONYMIC.search(word))]
    return words, has_dot and bool(_INITIALS.search(name))


def _of_several(words: list[str], given: Container[str]) -> tuple[str, str]:
    if sound(words[0]) not in given:
        if known := next((word for word in words[1:] if sound(word) in given), ""):
            return known, words[0]
        if _is_family(words[0]) and not _is_family(words[1]):
            return words[1], words[0]
    return words[0], words[-1]


def _is_family(word: str) -> bool:
    return len(word) > 4 and word.lower().endswith(_FAMILY)
