"""Blocks as the editor posts them: read whole or refused with every reason, and written back."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any

from veche.kit.terms import N_, Reason, refuse_if
from veche.mailing.rules.fields import Field, Wrong, choice, flag, line, link, name, number, text
from veche.mailing.terms.writing import (
    BLOCK_KINDS,
    DEEPEST,
    MOST_BLOCKS,
    MOST_CARDS,
    Align,
    Block,
    Columns,
)

NO_BLOCKS = N_("This is no list of blocks.")
TOO_MANY = N_("A letter has at most {most} blocks.")
UNKNOWN_KIND = N_("There are no blocks of this kind: {kind}.")
UNKNOWN_FIELD = N_("A block of this kind has no such field.")
NOT_THINGS = N_("Choose at most {most} things.")
TWO_OR_THREE = N_("There are two or three columns.")
TOO_DEEP = N_("Columns cannot stand in columns.")
NOT_AGREED = N_("They did not agree to be shown so: leave it out, or ask them.")

_ALIGN = choice(Align, Align.START)


def _things(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    good = isinstance(value, list) and len(value) <= MOST_CARDS
    if not good or not all(isinstance(one, str) and 0 < len(one) <= 80 for one in value):  # type: ignore[attr-defined]
        raise Wrong(NOT_THINGS, {"most": MOST_CARDS})
    return tuple(value)  # type: ignore[arg-type]


_FIELDS: Mapping[str, Mapping[str, Field]] = {
    "heading": {"text": line(), "level": number(1, 3, 2), "align": _ALIGN},
    "text": {"text": text(), "align": _ALIGN},
    "picture": {"file": name(), "alt": line(), "link": link(), "width": number(10, 100, 100)},
    "button": {"text": line(), "link": link(), "align": _ALIGN},
    "shown": {"of": name(), "thing": name(), "button": line()},
    "listed": {"of": name(), "things": _things, "most": number(1, MOST_CARDS, 3), "title": line()},
    "said": {
        "text": text(), "of": name(), "name": line(), "picture": name(), "may_name": flag(),
        "may_picture": flag(),
    },
    "quote": {"text": text(), "source": line()},
    "columns": {},
    "divider": {},
    "spacer": {"height": number(4, 200, 24)},
}  # fmt: skip


def read_blocks(content: object) -> tuple[Block, ...]:
    """Answer the blocks of a letter's content: {"blocks": [{"kind": …, …}, …]} as the editor posts it.

    Refuses whole, with the block's number (2, or 4.1.2 for the second of the first column) and field:
    what is no list, unknown kinds and fields, texts too long, links that lead nowhere, too many or too deep.
    What is empty still is no fault here, since a draft is saved while it is written: `checking` tells of it.
    """
    found = content.get("blocks", []) if isinstance(content, Mapping) else content
    reader = _Reader()
    blocks = reader.read(found, "", 1)
    if reader.count > MOST_BLOCKS:
        reader.reasons.insert(0, Reason(TOO_MANY, values={"most": MOST_BLOCKS}))
    refuse_if(reader.reasons[:100])
    return blocks


def write_blocks(blocks: Sequence[Block]) -> dict[str, Any]:
    """Answer the content that `read_blocks` reads as these blocks."""
    return {"blocks": [_written(block) for block in blocks]}


def kind_of(block: Block) -> str:
    """Answer the name of a block's kind."""
    return next(kind for kind, made in BLOCK_KINDS.items() if made is type(block))


class _Reader:
    """Reads one letter's blocks and gathers what is wrong with them."""

    def __init__(self) -> None:
        self.reasons: list[Reason] = []
        self.count = 0

    def read(self, found: object, above: str, depth: int) -> tuple[Block, ...]:
        if not isinstance(found, list):
            self.reasons.append(Reason(NO_BLOCKS, place=above.rstrip(".")))
            return ()
        self.count += len(found)
        if self.count > MOST_BLOCKS:
            return ()
        blocks = [self._block(raw, f"{above}{at}", depth) for at, raw in enumerate(found, 1)]
        return tuple(block for block in blocks if block is not None)

    def _block(self, raw: object, place: str, depth: int) -> Block | None:
        kind = raw.get("kind") if isinstance(raw, dict) else None
        if not isinstance(raw, dict) or not isinstance(kind, str) or kind not in BLOCK_KINDS:
            self.reasons.append(Reason(UNKNOWN_KIND, "kind", place, {"kind": str(kind)[:40]}))
            return None
        given = {key: value for key, value in raw.items() if key not in {"kind", "columns"}}
        values = self._values({**_FIELDS[kind], "key": name()}, given, place)
        if kind == "columns":
            values["columns"] = self._columns(raw.get("columns"), place, depth)
        elif "columns" in raw:
            self.reasons.append(Reason(UNKNOWN_FIELD, "columns", place))
        if kind == "said":
            self._check_agreed(values, place)
        return None if self.reasons else BLOCK_KINDS[kind](**values)

    def _values(self, fields: Mapping[str, Field], raw: Mapping[Any, object], place: str) -> dict[str, Any]:
        for key in raw:
            if key not in fields:
                self.reasons.append(Reason(UNKNOWN_FIELD, str(key)[:40], place))
        values = {}
        for key, read in fields.items():
            try:
                values[key] = read(raw.get(key))
            except Wrong as wrong:
                self.reasons.append(Reason(wrong.text, key, place, wrong.values))
        return values

    def _columns(self, found: object, place: str, depth: int) -> tuple[tuple[Block, ...], ...]:
        if depth >= DEEPEST:
            self.reasons.append(Reason(TOO_DEEP, "columns", place))
            return ()
        if not isinstance(found, list) or len(found) not in {2, 3}:
            self.reasons.append(Reason(TWO_OR_THREE, "columns", place))
            return ()
        return tuple(self.read(one, f"{place}.{at}.", depth + 1) for at, one in enumerate(found, 1))

    def _check_agreed(self, values: Mapping[str, Any], place: str) -> None:
        for field, may in (("name", "may_name"), ("picture", "may_picture")):
            if values.get(field) and not values.get(may):
                self.reasons.append(Reason(NOT_AGREED, field, place))


def _written(block: Block) -> dict[str, Any]:
    found: dict[str, Any] = {"kind": kind_of(block)}
    for field in dataclasses.fields(block):
        value = getattr(block, field.name)
        if isinstance(block, Columns) and field.name == "columns":
            found["columns"] = [[_written(one) for one in column] for column in value]
        elif field.name != "key" or value:
            found[field.name] = _plain(value)
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    return list(value) if isinstance(value, tuple) else value
