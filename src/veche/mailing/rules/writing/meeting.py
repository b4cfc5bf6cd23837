"""Two who write one letter at once: what each changed since the page was opened, and both put together.

A page remembers of the letter it began from only a digest of each part (`marks_of`): a part whose digest is
another now was changed. So nothing needs to be kept of what was between.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from veche.mailing.rules.writing.arranging import Blocks, Raw

Marks = Mapping[str, str]
ORDER, HEAD = "order", ("subject", "preheader", "plain", "title", "form", "source")
NewKey = Callable[[], str]


def marks_of(head: Mapping[str, str], blocks: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Answer a digest of every part: the lines of the head, each block of the first level, their order."""
    marks = {name: _digest(head.get(name, "")) for name in HEAD}
    marks |= {f"b:{block.get('key', '')}": _digest(_bare(block)) for block in blocks}
    return marks | {ORDER: _digest([block.get("key") for block in blocks])}


def changed_since(marks: Marks, head: Mapping[str, str], blocks: Sequence[Mapping[str, Any]]) -> set[str]:
    """Answer which parts are others than they were when the marks were made; those added and gone too."""
    now = marks_of(head, blocks)
    return {part for part in now.keys() | marks.keys() if now.get(part) != marks.get(part)}


def met(
    marks: Marks, mine: tuple[Mapping[str, str], Blocks], theirs: tuple[Mapping[str, str], Blocks],
    new_key: NewKey,
) -> tuple[dict[str, str], Blocks]:  # fmt: skip
    """Answer both put together: of every part whoever changed it has their way.

    Where both changed a line of the head mine stays; where both changed a block both stand, mine first.
    What one took out and the other changed stays. The order is mine if I changed it, else theirs.
    """
    my_parts, their_parts = changed_since(marks, *mine), changed_since(marks, *theirs)
    head = {
        name: (mine if name in my_parts or name not in their_parts else theirs)[0].get(name, "")
        for name in HEAD
    }
    by_key = _chosen(mine[1], theirs[1], my_parts, their_parts)
    first, second = (mine[1], theirs[1]) if ORDER in my_parts else (theirs[1], mine[1])
    blocks: Blocks = []
    for key in _joined_order(_keys(first), _keys(second)):
        both = by_key.get(key, [])
        blocks += both[:1] + [{**one, "key": new_key()} for one in both[1:]]
    return head, blocks


def _chosen(mine: Blocks, theirs: Blocks, my_parts: set[str], their_parts: set[str]) -> dict[str, list[Raw]]:
    ours = {str(one.get("key", "")): one for one in mine}
    others = {str(one.get("key", "")): one for one in theirs}
    chosen: dict[str, list[Raw]] = {}
    for key in ours.keys() | others.keys():
        part, here, there = f"b:{key}", ours.get(key), others.get(key)
        if part in my_parts and part in their_parts and here and there and _bare(here) != _bare(there):
            chosen[key] = [here, there]
        elif part in their_parts and (there or part not in my_parts):
            chosen[key] = [there] if there else []
        else:
            chosen[key] = [here] if here else []
    return chosen


def _keys(blocks: Blocks) -> list[str]:
    return [str(block.get("key", "")) for block in blocks]


def _joined_order(first: list[str], second: list[str]) -> list[str]:
    """Answer the first order, with what only the second has behind what stands before it there."""
    joined = list(first)
    for place, key in enumerate(second):
        if key not in joined:
            before = next((one for one in reversed(second[:place]) if one in joined), None)
            joined.insert(joined.index(before) + 1 if before else 0, key)
    return joined


def _bare(block: Mapping[str, Any]) -> dict[str, Any]:
    """Answer a block without what is said of nothing: an empty field and a missing one are the same."""
    return {
        name: [[_bare(one) for one in column] for column in value] if name == "columns" else _plain(value)
        for name, value in sorted(block.items())
        if value not in ("", None, [], False)
    }


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:12]
