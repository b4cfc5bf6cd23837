"""What a letter is made of while it is written: blocks, a look, and what others lend to it. Data only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from veche.kit.cards import Card
from veche.kit.terms import N_

MOST_BLOCKS = 200
DEEPEST = 2
LONGEST_LINE = 300
LONGEST_TEXT = 20_000
LONGEST_SOURCE = 400_000
LONGEST_ADDRESS = 2000
MOST_CARDS = 20
# Places that only a letter on its way can name: what they are replaced with is another for each.
UNSUBSCRIBE, PREFERENCES, BROWSER = "unsubscribe", "preferences", "browser"
OWN_LINKS: Mapping[str, str] = {
    UNSUBSCRIBE: N_("Unsubscribe"), PREFERENCES: N_("What you get from us"),
    BROWSER: N_("Read in the browser"),
}  # fmt: skip


class Align(StrEnum):
    """To which side words and pictures keep."""

    START = "start"
    CENTER = "center"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One part of a letter. `key` is what remarks and the editor know it by."""

    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading(Block):
    """A heading of the first to third level, one line."""

    text: str
    level: int = 2
    align: Align = Align.START


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Block):
    """Words in Markdown."""

    text: str
    align: Align = Align.START


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture(Block):
    """A picture of ours by its file name; width in percent of the column."""

    file: str
    alt: str = ""
    link: str = ""
    width: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Button(Block):
    """A link that looks like a button."""

    text: str
    link: str
    align: Align = Align.START


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown(Block):
    """One thing of another desk as it is when the letter leaves: an event for one."""

    of: str
    thing: str
    button: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed(Block):
    """Several things of one kind: those chosen, or so many of the newest."""

    of: str
    things: tuple[str, ...] = ()
    most: int = 3
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said(Block):
    """A member's own words. Name and picture stand there only if the member agreed to each.

    `of` is the interaction they were said in: who it was and what they agreed to is asked there.
    """

    text: str
    of: str = ""
    name: str = ""
    picture: str = ""
    may_name: bool = False
    may_picture: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote(Block):
    """Words of somebody else, and where they are from."""

    text: str
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns(Block):
    """Two or three lists of blocks beside each other, below each other on a phone."""

    columns: tuple[tuple[Block, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Divider(Block):
    """A line across."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spacer(Block):
    """Room between; height in pixels."""

    height: int = 24


BLOCK_KINDS: Mapping[str, type[Block]] = {
    "heading": Heading, "text": Text, "picture": Picture, "button": Button, "shown": Shown,
    "listed": Listed, "said": Said, "quote": Quote, "columns": Columns, "divider": Divider, "spacer": Spacer,
}  # fmt: skip
BLOCK_TITLES: Mapping[str, str] = {
    "heading": N_("Heading"), "text": N_("Text"), "picture": N_("Picture"), "button": N_("Button"),
    "shown": N_("Event or post"), "listed": N_("List of events or posts"), "said": N_("A member's words"),
    "quote": N_("Quote"), "columns": N_("Side by side"), "divider": N_("Line"), "spacer": N_("Space"),
}  # fmt: skip

# Every mail program has one of each; Cyrillic is in all of them.
FONTS: Mapping[str, str] = {
    "arial": "Arial, Helvetica, sans-serif",
    "verdana": "Verdana, Geneva, sans-serif",
    "tahoma": "Tahoma, Geneva, sans-serif",
    "trebuchet": "'Trebuchet MS', Helvetica, sans-serif",
    "georgia": "Georgia, 'Times New Roman', serif",
    "times": "'Times New Roman', Times, serif",
    "courier": "'Courier New', Courier, monospace",
}


@dataclass(frozen=True, slots=True)
class Theme:
    """The look of letters: colours as #rrggbb, a font by its name in `FONTS`, sizes in pixels."""

    accent: str = "#2563eb"
    background: str = "#f1f5f9"
    paper: str = "#ffffff"
    ink: str = "#1f2937"
    quiet: str = "#5b6472"
    font: str = "arial"
    heading_font: str = "arial"
    size: int = 16
    width: int = 600
    radius: int = 8
    header: str = ""
    header_alt: str = ""
    header_link: str = ""
    footer: str = ""


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture file as mail programs get it: its address, its size in pixels, its weight in bytes."""

    address: str
    width: int = 0
    height: int = 0
    weight: int = 0


@dataclass(frozen=True, slots=True)
class Lent:
    """What a letter shows of others: pictures by file name, cards by kind and thing, the newest by kind."""

    photos: Mapping[str, Photo] = field(default_factory=dict)
    cards: Mapping[tuple[str, str], Card] = field(default_factory=dict)
    newest: Mapping[str, Sequence[Card]] = field(default_factory=dict)
