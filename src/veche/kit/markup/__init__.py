"""Markup: the one place where people's Markdown becomes HTML that a page may show as it is.

Markdown's own HTML is off, what comes out goes through nh3 with a short list of what may stay, and
the content policy stands behind both. Pictures become links: a page of ours loads nothing foreign.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import cache
from html import unescape
from typing import TYPE_CHECKING, Any

from django.utils.safestring import SafeString

from veche.kit.text import clean

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

LONGEST = 100_000
TAGS = {
    "a", "blockquote", "br", "code", "del", "em", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p",
    "pre", "s", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto", "tel"}
_IN_SCRIPT = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&'\u2028\u2029"}
_TAG = re.compile(r"<[^>]*>")
# Tags that stand within a word or beside its full stop.
_WITHIN = re.compile(r"</?(?:a|code|del|em|s|strong)(?:\s[^>]*)?>")


def to_html(markdown: str) -> SafeString:
    """Answer the HTML of a text in Markdown (CommonMark, tables, ~~struck out~~), safe in any page.

    Headings begin at the second level: the page has the first. Links leave with `rel` and without
    a referrer. Whatever comes in, no script, style, frame, form or handler comes out.
    """
    import nh3

    drawn = _reader().render(clean(markdown, LONGEST))
    kept = nh3.clean(
        drawn, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES,
        link_rel="noopener noreferrer nofollow", strip_comments=True,
    )  # fmt: skip
    return SafeString(kept)


def to_script(data: Any) -> SafeString:
    """Answer data as JSON for a script element that is read and never run; it cannot leave the element.

    What could end the block, or begin a comment in it, stands as JSON's own escapes.
    """
    return SafeString(json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_IN_SCRIPT))


def to_plain(markdown: str, longest: int = 0) -> str:
    """Answer what a text in Markdown says, in one line without marks, cut at a word to `longest`."""
    words = " ".join(unescape(_TAG.sub(" ", _WITHIN.sub("", str(to_html(markdown))))).split())
    if not longest or len(words) <= longest:
        return words
    return words[: longest - 1].rsplit(" ", 1)[0] + "…"


@cache
def _reader() -> MarkdownIt:
    from markdown_it import MarkdownIt

    from veche.kit.markup.links import link_addresses

    reader = MarkdownIt("commonmark", {"html": False, "maxNesting": 20})
    reader.enable(["table", "strikethrough"])
    reader.core.ruler.push("lower_headings", _lower_headings)
    reader.core.ruler.push("link_addresses", link_addresses)
    reader.add_render_rule("image", _picture_as_link)
    return reader


def _lower_headings(state: Any) -> None:
    for token in state.tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(6, int(token.tag[1]) + 1)}"


def _picture_as_link(_reader: Any, tokens: Sequence[Token], at: int, _options: Any, _env: Any) -> str:
    from markdown_it.common.utils import escapeHtml

    token = tokens[at]
    address = str(token.attrGet("src") or "")
    title = token.content or address
    return f'<a href="{escapeHtml(address)}">{escapeHtml(title)}</a>'
