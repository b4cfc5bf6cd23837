"""Marking: our small Markdown as simple HTML, for outsides that show HTML.

Bold, italics, code, links, lists, quotes and line breaks; no pictures, no HTML of the writer's own.
"""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt


@cache
def _writer() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    writer = MarkdownIt("commonmark", {"html": False, "breaks": True, "maxNesting": 20})
    return writer.enable("strikethrough").disable(["html_block", "html_inline", "image", "reference"])


def html_of(text: str) -> str:
    """Answer a text in Markdown as HTML; tags in it stay visible as what they are: words."""
    return str(_writer().render(text)).strip()
