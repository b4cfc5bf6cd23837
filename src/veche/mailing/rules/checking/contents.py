"""What a letter is made of: blocks still empty, places nobody fills, colours nobody can read."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from veche.kit.terms import N_
from veche.mailing.rules.layouts import is_sample
from veche.mailing.rules.looks import contrast
from veche.mailing.rules.placeholders import (
    Values,
    example_of,
    faults_of,
    faults_of_places,
    lacking,
    places_in,
    written_place,
)
from veche.mailing.rules.rendering import Draft, Rendered
from veche.mailing.terms.checking import Finding, Severity
from veche.mailing.terms.placing import EVENT_NAMES, Placeholder
from veche.mailing.terms.standing import Form
from veche.mailing.terms.writing import (
    Block,
    Button,
    Columns,
    Divider,
    Heading,
    Lent,
    Listed,
    Picture,
    Shown,
    Spacer,
    Theme,
)

NOTHING = N_("The letter says nothing yet.")
EMPTY_BLOCK = N_("Block {place} is empty.")
SAMPLE = N_("Block {place} still says what the layout began with: write your own words over it.")
NO_PICTURE = N_("Block {place} has no picture, or it is gone.")
GONE = N_("What block {place} shows is gone or not for everybody.")
NONE_LISTED = N_("Block {place} has nothing to list, so it will not be there.")
POOR_CONTRAST = N_("Words in this colour are hard to read on the paper: {colour} on {paper}")
POOR_BELOW = N_(
    "The way out below the letter is hard to read, and whoever does not find it reports spam: "
    "{colour} on {background}"
)
SKIPPED_LEVEL = N_("The heading in block {place} skips a level: readers for the blind go by levels.")
NO_EVENT = N_("{place} is of the event that a sequence is about, and this letter is about none.")
EMPTY_OF_EVENT = N_("{place} is empty for “{title}”: say what stands there instead, as in {example}")
_TEXTS = ("text", "title", "source", "name", "alt", "button")


def findings_of_places(
    draft: Draft, rendered: Rendered, fields: Collection[str], lacks: Mapping[str, int]
) -> Iterator[Finding]:
    """Answer what is wrong with the places of a letter, those in blocks and sources as well."""
    texts = list(_texts_of(draft))
    for field, place, text in texts:
        for fault in faults_of(text, fields, field=field):
            yield Finding(Severity.FAULT, fault.text, place or field, fault.values)
    judged = set(places_in(*(text for _, _, text in texts)))
    for fault in faults_of_places([one for one in rendered.places if one not in judged], fields):
        yield Finding(Severity.FAULT, fault.text, values=fault.values)
    for fault in lacking(rendered.places, lacks):
        yield Finding(Severity.WARNING, fault.text, values=fault.values)


def findings_of_event(rendered: Rendered, event: Values | None) -> Iterator[Finding]:
    """Answer which places name an event in a letter about none, or are empty of the event it is about.

    `event` is what is told of that event: nothing where the letter is about none, empty where none is known.
    """
    for place in rendered.places:
        if not isinstance(place, Placeholder) or place.name not in EVENT_NAMES:
            continue
        if event is None:
            severity = Severity.FAULT if place.fallback is None else Severity.WARNING
            yield Finding(severity, NO_EVENT, values={"place": written_place(place)})
        elif event and not event.get(place.name) and place.fallback is None:
            values = {
                "place": written_place(place),
                "title": event.get("event", ""),
                "example": example_of(place),
            }
            yield Finding(Severity.WARNING, EMPTY_OF_EVENT, values=values)


def _texts_of(draft: Draft) -> Iterator[tuple[str, str, str]]:
    """Answer the texts that are not markup: the field each stands in, its block's number, itself."""
    yield "subject", "", draft.subject
    yield "preheader", "", draft.preheader
    yield "plain", "", draft.plain
    if draft.form is Form.MARKDOWN:
        yield "source", "", draft.source
    for place, block in numbered(draft.blocks if draft.form is Form.BLOCKS else ()):
        for field in _TEXTS:
            if text := getattr(block, field, ""):
                yield field, place, text


def findings_in_blocks(draft: Draft, lent: Lent) -> Iterator[Finding]:
    """Answer which blocks are empty, or show what is not there."""
    if draft.form is not Form.BLOCKS:
        if not draft.source.strip():
            yield Finding(Severity.FAULT, NOTHING)
        return
    if not any(not isinstance(block, Divider | Spacer) for block in draft.blocks):
        yield Finding(Severity.FAULT, NOTHING)
    above = 0
    for place, block in numbered(draft.blocks):
        if isinstance(block, Heading) and block.text.strip():
            if block.level > above + 1 and above:
                yield Finding(Severity.NOTE, SKIPPED_LEVEL, place, {"place": place})
            above = block.level
        yield from _findings_of_block(place, block, lent)


def findings_of_look(theme: Theme) -> Iterator[Finding]:
    """Answer which colours of a look are hard to read where they stand (WCAG 2.2, 4.5 to 1)."""
    for colour in (theme.quiet, theme.accent):
        if contrast(colour, theme.background) < 4.5:
            values = {"colour": colour, "background": theme.background}
            yield Finding(Severity.WARNING, POOR_BELOW, values=values)
    for colour in (theme.ink, theme.quiet, theme.accent):
        if contrast(colour, theme.paper) < 4.5:
            values = {"colour": colour, "paper": theme.paper}
            yield Finding(Severity.WARNING, POOR_CONTRAST, values=values)


def numbered(blocks: Sequence[Block], above: str = "") -> Iterator[tuple[str, Block]]:
    """Answer every block with its number, as refusals of `read_blocks` write it."""
    for at, block in enumerate(blocks, 1):
        yield f"{above}{at}", block
        if isinstance(block, Columns):
            for side, column in enumerate(block.columns, 1):
                yield from numbered(column, f"{above}{at}.{side}.")


def _findings_of_block(place: str, block: Block, lent: Lent) -> Iterator[Finding]:
    values = {"place": place}
    text = getattr(block, "text", None)
    if text is not None and not text.strip():
        yield Finding(Severity.WARNING, EMPTY_BLOCK, place, values)
    elif text is not None and is_sample(text):
        yield Finding(Severity.FAULT, SAMPLE, place, values)
    elif isinstance(block, Button) and not block.link:
        yield Finding(Severity.FAULT, EMPTY_BLOCK, place, values)
    elif isinstance(block, Picture) and block.file not in lent.photos:
        yield Finding(Severity.FAULT, NO_PICTURE, place, values)
    elif isinstance(block, Shown) and (block.of, block.thing) not in lent.cards:
        yield Finding(Severity.FAULT, GONE, place, values)
    elif isinstance(block, Listed):
        yield from _findings_of_list(place, block, lent)


def _findings_of_list(place: str, block: Listed, lent: Lent) -> Iterator[Finding]:
    there = [thing for thing in block.things if (block.of, thing) in lent.cards]
    if len(there) < len(block.things):
        yield Finding(Severity.WARNING, GONE, place, {"place": place})
    elif not block.things and not lent.newest.get(block.of):
        yield Finding(Severity.WARNING, NONE_LISTED, place, {"place": place})
