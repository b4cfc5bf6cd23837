"""Fields of what the editor posts as JSON: each reader answers the value or says what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import StrEnum

from veche.kit.terms import N_
from veche.kit.text import clean, clean_name
from veche.mailing.rules.addresses import is_link
from veche.mailing.terms.writing import LONGEST_ADDRESS, LONGEST_LINE, LONGEST_TEXT

NOT_TEXT = N_("This is not text.")
TOO_LONG = N_("This is too long: {most} characters are the most.")
NOT_NUMBER = N_("A whole number from {least} to {most}.")
NOT_CHOICE = N_("One of: {known}.")
NOT_FLAG = N_("Yes or no.")
NOT_NAME = N_("This is no name of ours.")
NOT_LINK = N_("A link begins with https://, http://, mailto: or tel:, and has no spaces.")
NOT_COLOUR = N_("A colour is written as #1a2b3c.")
Field = Callable[[object], object]
_NAME = re.compile(r"[\w.\-:]{1,80}", re.ASCII)
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


class Wrong(Exception):
    """What is wrong with one value, as a text to translate."""

    def __init__(self, text: str, values: Mapping[str, object] | None = None) -> None:
        self.text, self.values = text, values or {}
        super().__init__(text)


def line(*, most: int = LONGEST_LINE) -> Field:
    """Answer a reader of one line."""

    def read(value: object) -> str:
        return _bounded(clean_name(_text(value), most + 1), most)

    return read


def text(*, most: int = LONGEST_TEXT) -> Field:
    """Answer a reader of a text of many lines."""

    def read(value: object) -> str:
        return _bounded(clean(_text(value), most + 1).strip("\n"), most)

    return read


def name() -> Field:
    """Answer a reader of a name that we gave: of a file, a kind, a thing, a block."""

    def read(value: object) -> str:
        found = _bounded(_text(value), 80)
        if found and (not _NAME.fullmatch(found) or ".." in found):
            raise Wrong(NOT_NAME)
        return found

    return read


def link() -> Field:
    """Answer a reader of a place that a letter may link to."""

    def read(value: object) -> str:
        found = _bounded(_text(value).strip(), LONGEST_ADDRESS)
        if found and not is_link(found):
            raise Wrong(NOT_LINK)
        return found

    return read


def colour(usual: str) -> Field:
    """Answer a reader of a colour."""

    def read(value: object) -> str:
        found = _text(value) or usual
        if not _COLOUR.fullmatch(found):
            raise Wrong(NOT_COLOUR)
        return found.lower()

    return read


def number(least: int, most: int, usual: int) -> Field:
    """Answer a reader of a whole number within bounds, also where a form posts it as text."""

    def read(value: object) -> int:
        if value is None or value == "":
            return usual
        if isinstance(value, str) and len(value) < 10 and value.isascii() and value.isdigit():
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise Wrong(NOT_NUMBER, {"least": least, "most": most})
        return value

    return read


def choice(known: type[StrEnum], usual: StrEnum) -> Field:
    """Answer a reader of one of an enumeration."""

    def read(value: object) -> StrEnum:
        found = _text(value) or usual
        if found not in {one.value for one in known}:
            raise Wrong(NOT_CHOICE, {"known": ", ".join(known)})
        return known(found)

    return read


def flag() -> Field:
    """Answer a reader of yes or no; nothing is no."""

    def read(value: object) -> bool:
        if value is not None and not isinstance(value, bool):
            raise Wrong(NOT_FLAG)
        return bool(value)

    return read


def _text(value: object) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Wrong(NOT_TEXT)
    return value


def _bounded(found: str, most: int) -> str:
    if len(found) > most:
        raise Wrong(TOO_LONG, {"most": most})
    return found
