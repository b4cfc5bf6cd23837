"""One line of a letter with its places filled: for lists of letters, not for what leaves."""

from __future__ import annotations

from veche.kit.text import clean_name
from veche.mailing.rules.placeholders import Values, pieces_of, value_at

LONGEST = 400


def filled_line(text: str, values: Values) -> str:
    """Answer a line as somebody with these values reads it; a place nobody can fill is empty."""
    pieces = (one if isinstance(one, str) else value_at(one, values) for one in pieces_of(text))
    return clean_name("".join(pieces), LONGEST)
