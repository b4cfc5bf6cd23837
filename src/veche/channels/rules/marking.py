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

    return MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(
        ["image", "html_inline", "html_block"]
    )


def html_of(text: str) -> str:
    """Answer a text in Markdown as HTML; tags in it stay visible as what they are: words."""
    return str(_writer().render(text)).strip()


def is_marked(text: str) -> bool:
    """Tell whether HTML would say more than the text as it stands."""
    html = html_of(text)
    return html != f"<p>{html[3:-4]}</p>" or "<" in html[3:-4].replace("<br>", "").replace("<br />", "")
