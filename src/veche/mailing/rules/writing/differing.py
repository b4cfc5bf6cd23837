"""What is different between two versions of a letter, as a person reads it: by part, then by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from veche.mailing.rules.writing.arranging import walked

_WORD = re.compile(r"\s+|[^\s\w]|\w+")
# A longer text is compared by lines: word by word would take too long.
LONGEST_BY_WORD = 6000
TEXTS = ("text", "title", "name", "source", "alt", "link", "button")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: «same», «old» (only before) or «new» (only after)."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """A part of a letter that is another: which, of what kind, how («new», «old», «changed», «moved»)."""

    part: str
    kind: str
    how: str
    pieces: tuple[Piece, ...] = ()


def changes_between(
    old: tuple[Mapping[str, str], Sequence[Mapping[str, Any]]],
    new: tuple[Mapping[str, str], Sequence[Mapping[str, Any]]],
) -> list[Change]:
    """Answer what is another in the head (subject, preheader, plain, source) and in the blocks, in order."""
    changes = [
        Change(name, "", "changed", pieces_between(old[0].get(name, ""), new[0].get(name, "")))
        for name in dict.fromkeys([*old[0], *new[0]])
        if old[0].get(name, "") != new[0].get(name, "")
    ]
    return changes + _of_blocks(_by_key(old[1]), _by_key(new[1]))


def pieces_between(old: str, new: str) -> tuple[Piece, ...]:
    """Answer a text with what went and what came, word by word; a long one line by line."""
    by_line = len(old) + len(new) > LONGEST_BY_WORD
    before, after = ((one.splitlines(keepends=True) if by_line else _WORD.findall(one)) for one in (old, new))
    return tuple(_pieces(before, after))


def words_of_block(block: Mapping[str, Any]) -> str:
    """Answer the words of a block, a line for each field that has any."""
    lines = [str(block[name]) for name in TEXTS if block.get(name)]
    return "\n".join(lines)


def _pieces(before: list[str], after: list[str]) -> Iterator[Piece]:
    for how, start, end, new_start, new_end in SequenceMatcher(None, before, after, False).get_opcodes():
        if how == "equal":
            yield Piece("same", "".join(before[start:end]))
            continue
        if start < end:
            yield Piece("old", "".join(before[start:end]))
        if new_start < new_end:
            yield Piece("new", "".join(after[new_start:new_end]))


def _by_key(blocks: Sequence[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    return {str(block.get("key", number)): block for number, block in enumerate(walked(blocks))}


def _of_blocks(old: Mapping[str, Mapping[str, Any]], new: Mapping[str, Mapping[str, Any]]) -> list[Change]:
    moved = _moved([key for key in old if key in new], [key for key in new if key in old])
    changes = []
    for key, block in new.items():
        kind, words = str(block.get("kind", "")), words_of_block(block)
        if key not in old:
            changes.append(Change(key, kind, "new", (Piece("new", words),)))
        elif _facts(block) != _facts(old[key]):
            changes.append(Change(key, kind, "changed", pieces_between(words_of_block(old[key]), words)))
        elif key in moved:
            changes.append(Change(key, kind, "moved", (Piece("same", words[:200]),)))
    gone = [key for key in old if key not in new]
    return changes + [
        Change(key, str(old[key].get("kind", "")), "old", (Piece("old", words_of_block(old[key])),))
        for key in gone
    ]


def _facts(block: Mapping[str, Any]) -> dict[str, str]:
    return {
        name: str(value) for name, value in block.items() if name != "columns" and value not in ("", None)
    }


def _moved(old: list[str], new: list[str]) -> set[str]:
    """Answer the keys that stand elsewhere among those that both versions have."""
    same = SequenceMatcher(None, old, new, False).get_matching_blocks()
    kept = {key for match in same for key in new[match.b : match.b + match.size]}
    return set(new) - kept
