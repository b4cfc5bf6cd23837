"""Bare addresses in Markdown become links, but not in code nor within another link."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markdown_it.token import Token

# An address as people paste it; the full stop or bracket after it is not of it.
ADDRESS = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)\]»]")


def link_addresses(state: Any) -> None:
    """Give every address in plain words a link of its own: a rule for the core of markdown-it."""
    for block in state.tokens:
        if block.type == "inline" and "://" in block.content:
            inside = 0
            found: list[Token] = []
            for token in block.children:
                inside += (token.type == "link_open") - (token.type == "link_close")
                found += [token] if inside or token.type != "text" else _linked(token.content)
            block.children = found


def _linked(text: str) -> list[Token]:
    """Answer plain words as tokens in which every address is a link."""
    from markdown_it.token import Token

    tokens, at = [], 0
    for address in ADDRESS.finditer(text):
        tokens += [
            Token("text", "", 0, content=text[at : address.start()]),
            Token("link_open", "a", 1, attrs={"href": address.group()}),
            Token("text", "", 0, content=address.group()),
            Token("link_close", "a", -1),
        ]
        at = address.end()
    return [*tokens, Token("text", "", 0, content=text[at:])]
