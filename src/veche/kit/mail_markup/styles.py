"""CSS of letters: only properties and values that set colours, type and boxes; nothing that loads or runs."""

from __future__ import annotations

import re
from collections.abc import Iterator

LONGEST = 60_000
_BOX = ("padding", "margin", "border")
_SIDES = ("top", "right", "bottom", "left")
PROPERTIES = frozenset({
    "background", "background-color", "border-collapse", "border-color", "border-radius", "border-spacing",
    "border-style", "border-width", "box-sizing", "clear", "color", "color-scheme", "direction", "display",
    "float", "font", "font-family", "font-size", "font-style", "font-variant", "font-weight", "height",
    "hyphens", "letter-spacing", "line-height", "list-style", "list-style-type", "max-height", "max-width",
    "min-height", "min-width", "mso-hide", "mso-line-height-rule", "mso-padding-alt", "mso-table-lspace",
    "mso-table-rspace", "mso-text-raise", "object-fit", "opacity", "outline", "overflow", "overflow-wrap",
    "supported-color-schemes", "table-layout", "text-align", "text-decoration", "text-indent",
    "text-transform", "vertical-align", "visibility", "white-space", "width", "word-break", "word-spacing",
    "word-wrap", "-ms-interpolation-mode", "-ms-text-size-adjust", "-webkit-text-size-adjust",
    *_BOX, *(f"{box}-{side}" for box in _BOX for side in _SIDES),
    *(f"border-{side}-{what}" for side in _SIDES for what in ("color", "style", "width")),
    *(f"border-{vertical}-{side}-radius" for vertical in ("top", "bottom") for side in ("left", "right")),
})  # fmt: skip
_VALUE = re.compile(r"[\w\s.,#%()'\"+/!\-]{1,300}")
_FUNCTION = re.compile(r"([\w-]*)\s*\(")
_FUNCTIONS = frozenset({"rgb", "rgba", "hsl", "hsla"})
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_SELECTOR = re.compile(r"[\w\s.#,:>+~*()\[\]=\"'\-]{1,500}")
_MEDIA = re.compile(r"@media\s[\w\s():,.\-]{1,200}", re.IGNORECASE)


def clean_style(style: str) -> str:
    """Answer the declarations of a style that may stay, in order; a value that loads or runs goes whole."""
    return ";".join(f"{name}:{value}" for name, value in _declarations(style))


def clean_css(css: str) -> str:
    """Answer the rules of a style sheet that may stay: plain ones and those under @media.

    Imports, fonts, frames of animation, and whatever loads or runs go. Nothing in it can end a style element.
    """
    return "\n".join(_rules(_COMMENT.sub(" ", css[:LONGEST]), is_within=False))


def _declarations(style: str) -> Iterator[tuple[str, str]]:
    for one in _COMMENT.sub(" ", style).split(";"):
        name, colon, value = one.partition(":")
        name, value = name.strip().lower(), " ".join(value.split())
        if colon and name in PROPERTIES and _is_harmless(value):
            yield name, value


def _is_harmless(value: str) -> bool:
    if not _VALUE.fullmatch(value) or value.count('"') % 2 or value.count("'") % 2:
        return False
    if value.count("(") != value.count(")"):
        return False
    return all(found.lower() in _FUNCTIONS for found in _FUNCTION.findall(value))


def _rules(css: str, *, is_within: bool) -> Iterator[str]:
    at = 0
    while (brace := css.find("{", at)) >= 0:
        prelude = css[at:brace].rpartition(";")[2].strip()
        end = _end_of_block(css, brace)
        body = css[brace + 1 : end]
        at = end + 1
        if prelude.startswith("@"):
            if _MEDIA.fullmatch(prelude) and not is_within:
                inside = list(_rules(body, is_within=True))
                yield from ([f"{prelude}{{", *inside, "}"] if inside else [])
        elif _SELECTOR.fullmatch(prelude) and (style := clean_style(body)):
            yield f"{prelude}{{{style}}}"


def _end_of_block(css: str, brace: int) -> int:
    depth = 0
    for found in re.finditer(r"[{}]", css[brace:]):
        depth += 1 if found.group() == "{" else -1
        if not depth:
            return brace + found.start()
    return len(css)
