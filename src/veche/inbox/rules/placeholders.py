"""Places in saved answers: `{first_name}` or `{first_name|friend}`, filled from a flat dictionary of strings.

There is no expression, no attribute and no nesting: a place is a word of `PLACES`, and what fills it
is never read again, so that a name such as `{my_name}` stays what somebody calls themselves.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from veche.inbox.terms.knowledge import PLACES
from veche.kit.terms import N_, Reason

UNKNOWN = N_("There is no {place}. There are: {known}.")
LIKE = N_("There is no {place}. Did you mean {like}?")
UNCLOSED = N_("The bracket before “{rest}” is never closed. To show a bracket, write it twice.")
UNOPENED = N_("A closing bracket stands alone after “{rest}”. To show a bracket, write it twice.")
_PART = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a text: what is to stand there, and what stands there where that is not known."""

    key: str
    fallback: str


def read_text(text: str) -> list[str | Place]:
    """Answer a text as pieces: words as they are, and places."""
    return _read(text, PLACES)[0]


def check_text(text: str, *, known: Collection[str] = tuple(PLACES), field: str = "") -> list[Reason]:
    """Answer everything that is wrong with the places of a text, in the order of the text."""
    reasons = _read(text, known)[1]
    return [Reason(one.text, field=field, values=one.values) for one in reasons]


def fill_text(text: str, values: Mapping[str, str]) -> str:
    """Answer the text with its places filled; an empty or missing value shows the fallback.

    Where the fallback is empty too, a space or comma that led to the place goes with it:
    «Hello, {first_name}!» is «Hello!» to who has no name.
    """
    filled = ""
    for piece in read_text(text):
        if isinstance(piece, str):
            filled += piece
            continue
        value = values.get(piece.key, "").strip() or piece.fallback
        filled = filled + value if value else filled.rstrip(" ").removesuffix(",")
    return filled


def _read(text: str, known: Collection[str]) -> tuple[list[str | Place], list[Reason]]:
    pieces: list[str | Place] = []
    reasons: list[Reason] = []
    at = 0
    for found in _PART.finditer(text):
        pieces.append(text[at : found.start()])
        at = found.end()
        sign = found.group()
        if sign in ("{{", "}}"):
            pieces.append(sign[0])
        elif found.group(1) is None:
            reasons.append(_lonely(text, found))
            pieces.append(sign)
        else:
            key, _, fallback = found.group(1).partition("|")
            place = Place(key.strip(), fallback.strip())
            if place.key not in known:
                reasons.append(_unknown(place.key, known))
            pieces.append(place if place.key in known else sign)
    return [*pieces, text[at:]], reasons


def _lonely(text: str, found: re.Match[str]) -> Reason:
    if found.group() == "{":
        return Reason(UNCLOSED, values={"rest": text[found.end() : found.end() + _SHOWN]})
    return Reason(UNOPENED, values={"rest": text[max(0, found.start() - _SHOWN) : found.start()]})


def _unknown(key: str, known: Collection[str]) -> Reason:
    shown = "{" + key[:40] + "}"
    like = get_close_matches(key[:40], list(known), 1)
    if like:
        return Reason(LIKE, values={"place": shown, "like": "{" + like[0] + "}"})
    return Reason(UNKNOWN, values={"place": shown, "known": ", ".join("{" + one + "}" for one in known)})
