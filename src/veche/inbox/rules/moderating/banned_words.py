"""Banned words: in all their forms, in Russian and English, however they are disguised."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from veche.inbox.rules.moderating.folding import tokens_of, visible
from veche.inbox.terms.moderation import Hit, Seen, Settings
from veche.kit.language.lemmas import root_of
from veche.kit.terms import N_

_WHY = N_("Banned: {word}")
Readings = tuple[str, ...]


class Banned(NamedTuple):
    """A banned word or phrase: as it was written, and what each of its words is compared by.

    A part that ends in a star is a beginning; all others are roots.
    """

    text: str
    parts: tuple[str, ...]


def find_banned_words(seen: Iterable[Seen], settings: Settings) -> Iterator[Hit]:
    """Answer each message with a banned word or phrase, and the first of them."""
    banned = banned_in(tuple(settings["words"]))
    for one in seen:
        if one.words and (found := banned_word_in(one.words, banned)):
            yield Hit(one.pk, _WHY, {"word": found})


def banned_word_in(words: str, banned: Sequence[Banned]) -> str:
    """Answer the first banned word or phrase that stands in words, or nothing."""
    row, gapped = tokens_of(words)
    if not row:
        return ""
    roots = [_roots(readings) for readings in row]
    apart = [(readings, _roots(readings)) for readings in gapped]
    for each in banned:
        size = len(each.parts)
        if any(_stands(each, row, roots, at) for at in range(len(row) - size + 1)):
            return each.text
        if size == 1 and any(_is_part(each.parts[0], *one) for one in apart):
            return each.text
    return ""


@lru_cache(maxsize=64)
def banned_in(lines: tuple[str, ...]) -> tuple[Banned, ...]:
    """Answer banned words and phrases as they are compared; lines without words are passed over."""
    found = []
    for line in lines:
        parts = tuple(part for word in visible(line).split() if (part := _part(word)))
        if parts:
            found.append(Banned(line.strip(), parts))
    return tuple(found)


def _part(word: str) -> str:
    """Answer the root of a word, or its beginning with a star."""
    bare = word.strip(".,;:!?\"'«»()*")
    if not bare:
        return ""
    return f"{bare}*" if word.endswith("*") else root(bare)


def _stands(each: Banned, row: Sequence[Readings], roots: Sequence[frozenset[str]], at: int) -> bool:
    return all(_is_part(part, row[at + step], roots[at + step]) for step, part in enumerate(each.parts))


def _is_part(part: str, readings: Readings, roots: frozenset[str]) -> bool:
    if part.endswith("*"):
        return any(word.startswith(part[:-1]) for word in readings)
    return part in roots


@lru_cache(maxsize=100_000)
def _roots(readings: Readings) -> frozenset[str]:
    return frozenset(root(word) for word in readings)


@lru_cache(maxsize=100_000)
def root(word: str) -> str:
    """Answer the one form that all forms of a word have; chats repeat themselves, so it is looked up once."""
    return root_of(word)[0] or word
