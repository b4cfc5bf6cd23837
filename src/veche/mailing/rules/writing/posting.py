"""The editor's form read: blocks in the order in which the page holds them.

Each block posts its key under `block`, and its fields as `<key>.<field>`. A block of columns posts
`in:<key>` before each column and `out:<key>` after the last. So the order of the page is the order of the
letter, with or without scripts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from veche.mailing.rules.writing.arranging import COLUMNS, Blocks, Raw

# What a form posts as text and a block holds otherwise.
FLAGS = frozenset({"may_name", "may_picture"})
MANY = frozenset({"things"})
# These follow from the order of the page, whatever a form says of them.
OWN = frozenset({"key", COLUMNS})


def blocks_posted(order: Sequence[str], fields: Mapping[str, Sequence[str]]) -> Blocks:
    """Answer the blocks a form posts; what `rules.blocks` says of them is not asked here."""
    top: Blocks = []
    into, holder = top, None
    by_key = _fields_by_key(fields)
    for mark in order:
        if mark.startswith("in:"):
            if holder is not None:
                holder[COLUMNS].append([])
                into = holder[COLUMNS][-1]
        elif mark.startswith("out:"):
            into, holder = top, None
        else:
            block = _block(mark, by_key.get(mark, {}))
            into.append(block)
            if block["kind"] == COLUMNS and into is top:
                holder = block
    return top


def _fields_by_key(fields: Mapping[str, Sequence[str]]) -> dict[str, dict[str, Sequence[str]]]:
    named = sorted(key.split(".", 1) for key in fields if "." in key)
    return {
        key: {name: fields[f"{key}.{name}"] for _, name in group}
        for key, group in groupby(named, lambda pair: pair[0])
    }


def _block(key: str, fields: Mapping[str, Sequence[str]]) -> Raw:
    block: Raw = {"key": key, "kind": "", **dict(_values(fields))}
    if block["kind"] == COLUMNS:
        block[COLUMNS] = []
    return block


def _values(fields: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, Any]]:
    for name, told in fields.items():
        if name in OWN:
            continue
        if name in MANY:
            yield name, [one for one in told if one]
        elif name in FLAGS:
            yield name, any(_is_on(told))
        else:
            yield name, told[-1] if told else ""


def _is_on(told: Iterable[str]) -> Iterator[bool]:
    return (one not in ("", "0", "off", "false") for one in told)
