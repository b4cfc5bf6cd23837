"""Quoting: a quotation may leave words out where an ellipsis says so, and change none."""

from __future__ import annotations

import re

_GAP = re.compile(r"\[?(?:…|\.\.\.)\]?")


def is_excerpt(quoted: str, said: str) -> bool:
    """Tell whether a text is what was said, with nothing but ellipses for what is left out, in order."""
    whole, at = _spoken(said), 0
    for piece in _GAP.split(quoted):
        part = _spoken(piece)
        if not part:
            continue
        found = whole.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return True


def _spoken(text: str) -> str:
    """Answer the letters and digits of a text in a row: spaces, quotes and emphasis are no words."""
    return "".join(letter for letter in text.casefold().replace("ё", "е") if letter.isalnum())
