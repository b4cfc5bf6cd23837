"""The fields of each kind of block, as the editor shows and reads them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext

from veche.kit.terms import N_
from veche.mailing.terms.writing import BLOCK_KINDS, BLOCK_TITLES

Choices = Sequence[tuple[str, str]]
ICONS: Mapping[str, str] = {
    "heading": "abc", "text": "file-text", "picture": "photo", "button": "click", "shown": "calendar-event",
    "listed": "list-details", "said": "message-circle", "quote": "quote", "columns": "columns",
    "divider": "minus", "spacer": "arrows-sort",
}  # fmt: skip
SIDES = (("start", N_("to the side")), ("center", N_("centred")))
LEVELS = (("1", N_("large")), ("2", N_("middle")), ("3", N_("small")))
# What may stand in a column.
IN_COLUMNS = ("heading", "text", "picture", "button", "quote", "divider")
MOST_CHOICES = 30


@dataclass(frozen=True, slots=True)
class BlockField:
    """A field of a block: its name, its label, and the control it is edited with."""

    name: str
    label: str
    control: str = "line"
    hint: str = ""
    choices: Choices = ()


_ALIGN = BlockField("align", N_("Alignment"), "choice", choices=SIDES)
_KIND_OF_THING = BlockField("of", N_("What"), "kind")
FIELDS: Mapping[str, Sequence[BlockField]] = {
    "heading": (
        BlockField("text", N_("Heading")), BlockField("level", N_("Size"), "choice", choices=LEVELS), _ALIGN,
    ),
    "text": (BlockField("text", N_("Text"), "text", N_("**bold**, *italic*, [a link](https://…), - a list")),
             _ALIGN),
    "picture": (
        BlockField("file", N_("Picture"), "picture"),
        BlockField("alt", N_("What is to be seen"), hint=N_("For whoever does not see pictures.")),
        BlockField("link", N_("Leads to"), "link"), BlockField("width", N_("Width, %"), "number"),
    ),
    "button": (BlockField("text", N_("Words on it")), BlockField("link", N_("Leads to"), "link"), _ALIGN),
    "shown": (
        _KIND_OF_THING, BlockField("thing", N_("Which"), "thing",
        N_("Shown as it is when the letter leaves.")), BlockField("button", N_("Words of the button")),
    ),
    "listed": (
        BlockField("title", N_("Heading")), _KIND_OF_THING, BlockField("most", N_("How many"), "number"),
        BlockField("things", N_("Which"), "things", N_("None chosen: the first as they come.")),
    ),
    "said": (BlockField("of", "", "words"), BlockField("text", N_("Their words"), "text",
             N_("Leave out what you like by an ellipsis; change no word."))),
    "quote": (BlockField("text", N_("Quoted words"), "text"), BlockField("source", N_("Whose"))),
    "columns": (), "divider": (), "spacer": (BlockField("height", N_("Height, pixels"), "number"),),
}  # fmt: skip
BOUNDS: Mapping[str, tuple[int, int]] = {"width": (10, 100), "most": (1, 20), "height": (4, 200)}


@dataclass(slots=True)
class ShownField:
    """A field with what stands in it."""

    field: BlockField
    value: Any
    choices: Choices = ()
    errors: list[str] = field(default_factory=list)

    @property
    def bounds(self) -> tuple[int, int]:
        """Answer the least and the most of a number."""
        return BOUNDS.get(self.field.name, (0, 1000))


@dataclass(slots=True)
class ShownBlock:
    """A block of the editor: its number as people count, its fields, its columns."""

    key: str
    kind: str
    title: str
    icon: str
    number: str
    fields: list[ShownField]
    columns: list[list[ShownBlock]] = field(default_factory=list)
    remarks: int = 0
    name: str = ""
    may_name: bool = False


@dataclass(frozen=True)
class Known:
    """What blocks may name: kinds of things with those there are, pictures, remarks by block."""

    kinds: Choices
    things: Callable[[str], Choices]
    pictures: Choices
    remarks: Mapping[str, int]


def block_kinds() -> list[tuple[str, str, str]]:
    """Answer the kinds of blocks to choose from: key, title, icon."""
    return [(kind, gettext(BLOCK_TITLES[kind]), ICONS[kind]) for kind in BLOCK_KINDS]


def column_kinds() -> list[tuple[str, str, str]]:
    """Answer the kinds of blocks that may stand in a column."""
    return [one for one in block_kinds() if one[0] in IN_COLUMNS]


def new_block(kind: str, key: str) -> dict[str, Any]:
    """Answer an empty block of a kind; nothing is asked of the kind here."""
    block: dict[str, Any] = {"kind": kind, "key": key}
    if kind == "columns":
        block["columns"] = [[], []]
    if kind in ("shown", "listed"):
        block["of"] = "event"
    for one in FIELDS.get(kind, ()):
        if one.control in ("line", "text", "link", "thing", "picture", "words"):
            block.setdefault(one.name, "")
    return block


def shown_blocks(
    blocks: Sequence[Mapping[str, Any]], known: Known, errors: Mapping[tuple[str, str], list[str]],
    above: str = "",
) -> list[ShownBlock]:  # fmt: skip
    """Answer blocks as the editor shows them; `errors` by number and field."""
    return [_shown(block, f"{above}{at}", known, errors) for at, block in enumerate(blocks, 1)]


def _shown(
    block: Mapping[str, Any], number: str, known: Known, errors: Mapping[tuple[str, str], list[str]]
) -> ShownBlock:
    kind = str(block.get("kind", ""))
    fields = [
        ShownField(
            one, block.get(one.name, ""), _choices(one, block, known), errors.get((number, one.name), [])
        )
        for one in FIELDS.get(kind, ())
    ]
    columns = [
        shown_blocks(column, known, errors, f"{number}.{at}.")
        for at, column in enumerate(block.get("columns") or (), 1)
    ]
    key = str(block.get("key", ""))
    return ShownBlock(
        key, kind, gettext(BLOCK_TITLES.get(kind, kind)), ICONS.get(kind, "file-text"), number, fields,
        columns,        known.remarks.get(key, 0), str(block.get("name", "")), bool(block.get("may_name")),
    )  # fmt: skip


def _choices(one: BlockField, block: Mapping[str, Any], known: Known) -> Choices:
    if one.control == "choice":
        return [(value, gettext(title)) for value, title in one.choices]
    if one.control == "kind":
        return known.kinds
    if one.control in ("thing", "things"):
        return known.things(str(block.get("of", "")))[:MOST_CHOICES]
    return known.pictures if one.control == "picture" else ()
