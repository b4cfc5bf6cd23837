"""Markdown of letters: CommonMark with tables, ~~struck out~~ words and pictures; no HTML of its own."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from veche.kit.mail_markup.cleaning import Relative, clean_mail
from veche.kit.text import clean

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

LONGEST = 200_000


def markdown_to_mail(text: str, relative: Relative | None = None) -> str:
    """Answer the HTML of a text in Markdown for a letter, safe in any; bare addresses become links."""
    return clean_mail(_reader().render(clean(text, LONGEST)), relative)


@cache
def _reader() -> MarkdownIt:
    from markdown_it import MarkdownIt

    from veche.kit.markup.links import link_addresses

    reader = MarkdownIt("commonmark", {"html": False, "maxNesting": 20})
    reader.enable(["table", "strikethrough"])
    reader.core.ruler.push("link_addresses", link_addresses)
    return reader
