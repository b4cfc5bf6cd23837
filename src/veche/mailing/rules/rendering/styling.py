"""Styles: the look as CSS, put into the elements where mail programs want it, and the dark one beside it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from veche.mailing.rules.looks import contrast
from veche.mailing.terms.writing import FONTS, Theme

if TYPE_CHECKING:
    from css_inline import CSSInliner

DARK_PAGE, DARK_PAPER, DARK_INK, DARK_QUIET = "#111418", "#1c2128", "#e6e8eb", "#a8b0bb"
READABLE = 4.5


def styled(html: str, theme: Theme, start: str = "left") -> str:
    """Answer a piece of clean HTML with the look in the style of every element."""
    return _inliner().inline_fragment(html, _css(theme, start)) if html.strip() else ""


def inlined(html: str) -> str:
    """Answer a document with its style elements put into its elements; what CSS cannot, stays as it was.

    The document must be clean: the inliner walks it as deep as it is.
    """
    from css_inline import InlineError

    try:
        return _inliner().inline(html)
    except InlineError:
        return html


@lru_cache(maxsize=64)
def dark_css(theme: Theme) -> str:
    """Answer the style sheet for those who read in the dark, and for Outlook, which has a way of its own."""
    accent = lighter(theme.accent, DARK_PAPER)
    rules = {
        ".page": f"background-color:{DARK_PAGE} !important",
        ".paper,.paper>table": f"background:{DARK_PAPER} !important;background-color:{DARK_PAPER} !important",
        ".ink,.ink div,.ink p,.ink li,.ink h1,.ink h2,.ink h3,.ink td": f"color:{DARK_INK} !important",
        ".quiet,.quiet div,.quiet p,.ink .quiet": f"color:{DARK_QUIET} !important",
        ".ink a,.quiet a": f"color:{accent} !important",
    }
    media = "\n".join(f"{names}{{{style}}}" for names, style in rules.items())
    # Only what Outlook.com cannot see in a media query: it marks the page itself.
    outlook = f"[data-ogsc] .ink div{{color:{DARK_INK} !important}}"
    return (
        ":root{color-scheme:light dark;supported-color-schemes:light dark}\n"
        f"@media (prefers-color-scheme:dark){{\n{media}\n}}\n{outlook}"
    )


def lighter(colour: str, paper: str) -> str:
    """Answer a colour, mixed with white until it is read on a dark paper."""
    parts = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    for share in range(0, 101, 10):
        mixed = "#" + "".join(f"{part + (255 - part) * share // 100:02x}" for part in parts)
        if contrast(mixed, paper) >= READABLE:
            return mixed
    return "#ffffff"


@lru_cache(maxsize=64)
def _css(theme: Theme, start: str) -> str:
    heading = f"font-family:{FONTS[theme.heading_font]};font-weight:bold;line-height:1.25;margin:8px 0"
    big = theme.size
    return (
        f"p{{margin:0 0 10px}} a{{color:{theme.accent};text-decoration:underline}}"
        f"h1{{{heading};font-size:{big + 12}px}} h2{{{heading};font-size:{big + 6}px}}"
        f"h3{{{heading};font-size:{big + 2}px}} h4,h5,h6{{{heading};font-size:{big}px}}"
        f"ul,ol{{margin:0 0 10px;padding:0;padding-{start}:24px}} li{{margin:0 0 4px}}"
        f"blockquote{{margin:0 0 10px;padding:0;padding-{start}:14px}}"
        f"blockquote{{border-{start}:3px solid {theme.accent}}}"
        f".quiet{{color:{theme.quiet}}} img{{max-width:100%;height:auto;border:0}}"
        "table{border-collapse:collapse;margin:0 0 10px}"
        f"td,th{{border:1px solid {theme.quiet};padding:6px 10px;text-align:{start}}}"
        "pre{white-space:pre-wrap;margin:0 0 10px} code{font-family:'Courier New',monospace}"
        f"hr{{border:0;border-top:1px solid {theme.quiet};margin:14px 0}}"
    )


@lru_cache(maxsize=1)
def _inliner() -> CSSInliner:
    from css_inline import CSSInliner

    return CSSInliner(load_remote_stylesheets=False, keep_at_rules=True, keep_link_tags=False)
