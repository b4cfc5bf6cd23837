"""The words of a letter as the text check reads them, each with where it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from veche.kit.language.checking import CheckView, Reading, check_text, reading_of, view_of
from veche.kit.terms import Refusal
from veche.mailing.queries.newsletters import letter_rules_of
from veche.mailing.queries.rendering import rendered_letter
from veche.mailing.queries.values import shared_values
from veche.mailing.rules.rendering import shown_letter
from veche.mailing.rules.rendering.plain import plain_of
from veche.mailing.rules.writing.arranging import COLUMNS
from veche.mailing.terms import Form

if TYPE_CHECKING:
    from veche.core.models import Community
    from veche.mailing.models import Letter

# Words that were found in a source: they are mended there, by hand.
WORDS = "words"
# Fields whose words are ours to mend; members' words and quotations are not.
_OWN = {
    "heading": ("text",),
    "text": ("text",),
    "button": ("text",),
    "picture": ("alt",),
    "listed": ("title",),
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands: a line of the head, the source, or a field of a block (its key and number)."""

    field: str
    key: str = ""
    number: str = ""
    kind: str = ""


def texts_in(letter: Letter) -> list[tuple[Place, str]]:
    """Answer the texts of a letter that are read word by word, in the order of the letter."""
    found = [(Place(name), str(getattr(letter, name))) for name in ("subject", "preheader", "plain")]
    if letter.form == Form.MARKDOWN:
        found.append((Place("source"), str(letter.content.get("source", ""))))
    if letter.form == Form.BLOCKS:
        found += _in_blocks(letter.content.get("blocks", []), "")
    if letter.form in (Form.HTML, Form.MJML):
        found.append((Place(WORDS), _words_of(letter)))
    return [(place, text) for place, text in found if text.strip()]


def texts_checked(letter: Letter) -> list[tuple[Place, CheckView]]:
    """Answer what may be better in each text of a letter; the community's own words are right."""
    own = known_words(letter.community)
    return [
        (place, view_of(text, check_text(text, letter.language, own=own))) for place, text in texts_in(letter)
    ]


def reading_in(letter: Letter) -> Reading | None:
    """Answer how easy the words of a letter read together; nothing of a few words."""
    return reading_of(
        [text for place, text in texts_in(letter) if place.field != "plain"], letter.language
    )  # fmt: skip


def _words_of(letter: Letter) -> str:
    """Answer the words of a letter in HTML or MJML as they are read; none of a source nobody can read."""
    try:
        html = shown_letter(rendered_letter(letter), shared_values(letter))[1]
    except Refusal:
        return ""
    return plain_of(html[html.find("<body") :])


def known_words(community: Community) -> list[str]:
    """Answer the words that the community's text check takes as known."""
    return list(letter_rules_of(community).known_words)


def _in_blocks(blocks: Sequence[Mapping[str, Any]], above: str) -> list[tuple[Place, str]]:
    found = []
    for at, block in enumerate(blocks, 1):
        key, kind, number = str(block.get("key", "")), str(block.get("kind", "")), f"{above}{at}"
        found += [(Place(name, key, number, kind), str(block.get(name) or "")) for name in _OWN.get(kind, ())]
        for side, column in enumerate(block.get(COLUMNS) or (), 1):
            found += _in_blocks(column, f"{number}.{side}.")
    return found
