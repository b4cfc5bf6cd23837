"""Marks: while a letter is drawn, each place is one sign of Unicode's private area.

Markdown, MJML, style sheets and the sanitiser carry such a sign like any letter; braces they would take for
their own. Signs of that area that people wrote are dropped first, so that a mark is always ours.
"""

from __future__ import annotations

import re
from html import escape, unescape
from urllib.parse import quote, unquote

from veche.kit.terms import N_, Reason, Refusal
from veche.mailing.rules.placeholders import (
    Values,
    event_address,
    in_address,
    leads_to_event,
    pieces_of,
    value_at,
    written_place,
)
from veche.mailing.terms.placing import Choice, Place, Placeholder
from veche.mailing.terms.writing import OWN_LINKS

MOST = 900
TOO_MANY = N_("A letter has at most {most} different places to fill in.")
_FIRST, _FIRST_SLOT = 0xE100, 0xE500
MARK = re.compile("[\ue100-\ue4ff]")
SLOT = re.compile("[\ue500-\uf8ff]")
# Signs that are ours, and those that no letter can bear.
_PRIVATE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ue000-\uf8ff]")
# A mark as it looks after something wrote an address safely.
_QUOTED = re.compile(r"%EE%(?:8[4-9A-F]|9[0-3])%[89AB][0-9A-F]", re.IGNORECASE)
_ENTITY = re.compile(r"&#(?:[xX]0*([0-9a-fA-F]{1,8})(?![0-9a-fA-F])|0*([0-9]{1,8})(?![0-9]));?")
_ADDRESS = re.compile(r"(?<=\s)((?:href|src)=\")([^\"]*)(\")")
WEB_ADDRESS = re.compile(r"https?://[^\s<>\"']+")
_STYLES = re.compile(r"(<(?:mj-)?style\b.*?</(?:mj-)?style\s*>)", re.IGNORECASE | re.DOTALL)


class Marks:
    """The places of one letter, each with its sign."""

    def __init__(self) -> None:
        self._signs: dict[Place, str] = {}

    @property
    def places(self) -> tuple[Place, ...]:
        """Answer what the signs stand for, in the order of the signs."""
        return tuple(self._signs)

    def mark(self, text: str) -> str:
        """Answer a text with a sign for each place, and doubled braces single."""
        pieces = pieces_of(_without_private(text))
        return "".join(one if isinstance(one, str) else self._sign(one) for one in pieces)

    def mark_source(self, source: str) -> str:
        """Answer HTML or MJML with a sign for each place; what stands in style elements is left alone."""
        parts = _STYLES.split(_without_private(source))
        return "".join(part if at % 2 else self._mark_markup(part) for at, part in enumerate(parts))

    def own(self, name: str) -> str:
        """Answer the sign of one of our own pages."""
        return self._sign(Placeholder(name))

    def _mark_markup(self, markup: str) -> str:
        pieces = pieces_of(re.sub(r"\{[^{}<>\n]{1,300}\}", lambda found: unescape(found[0]), markup))
        return "".join(one if isinstance(one, str) else self._sign(one) for one in pieces)

    def _sign(self, place: Place) -> str:
        if place not in self._signs and len(self._signs) >= MOST:
            raise Refusal(Reason(TOO_MANY, values={"most": MOST}))
        return self._signs.setdefault(place, chr(_FIRST + len(self._signs)))


class Slots:
    """Pieces of clean HTML that take their place after MJML has become HTML."""

    def __init__(self) -> None:
        self._held: list[str] = []

    def hold(self, html: str) -> str:
        """Answer the sign that stands for a piece meanwhile."""
        self._held.append(html)
        return chr(_FIRST_SLOT + len(self._held) - 1)

    def fill(self, html: str) -> str:
        """Answer HTML with the pieces where their signs stood."""
        return SLOT.sub(lambda found: self._held[ord(found[0]) - _FIRST_SLOT], html)


def _without_private(text: str) -> str:
    """Answer a text without signs that are ours, however written; a space in their place joins no others."""
    text = _PRIVATE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _ENTITY.sub(_unless_private, _QUOTED.sub(" ", text))


def _unless_private(entity: re.Match[str]) -> str:
    number = int(entity[1], 16) if entity[1] else int(entity[2])
    return " " if 0xD800 <= number <= 0xF8FF else entity[0]


def place_at(places: tuple[Place, ...], sign: str) -> Place:
    """Answer what a sign stands for; nothing for one that is none of theirs."""
    at = ord(sign) - _FIRST
    return places[at] if at < len(places) else Choice()


def is_own_link(place: Place) -> bool:
    """Tell whether a place is one of our own pages: to unsubscribe, to choose, to read in the browser."""
    return isinstance(place, Placeholder) and place.name in OWN_LINKS


def event_place(address: str, places: tuple[Place, ...]) -> Placeholder | None:
    """Answer the place of an address that is nothing but one of the event's; nothing for every other."""
    place = place_at(places, address) if len(address) == 1 and MARK.fullmatch(address) else None
    return place if isinstance(place, Placeholder) and leads_to_event(place) else None


def marked_address(address: str) -> str | None:
    """Answer an address without a scheme that is nothing but a mark, and nothing for every other."""
    found = unquoted(address)
    return found if len(found) == 1 and MARK.fullmatch(found) else None


def quoted(text: str) -> str:
    """Answer a text in which marks are written as addresses write them: `unquoted` makes them signs again."""
    return MARK.sub(lambda found: quote(found[0]), text)


def unquoted(html: str) -> str:
    """Answer a text in which marks that were quoted within addresses are signs again."""
    return _QUOTED.sub(lambda found: unquote(found[0]), html)


def shown(html: str, places: tuple[Place, ...], values: Values) -> str:
    """Answer drawn HTML with its marks filled: escaped in text, quoted too within addresses."""

    def fill(found: re.Match[str]) -> str:
        return escape(value_at(place_at(places, found[0]), values))

    def fill_address(found: re.Match[str]) -> str:
        alone = event_place(found[2], places)
        if alone is not None:
            return f"{found[1]}{escape(event_address(alone, values))}{found[3]}"
        return MARK.sub(lambda mark: escape(address_value(place_at(places, mark[0]), values)), found[0])

    return MARK.sub(fill, _ADDRESS.sub(fill_address, html))


def shown_plain(text: str, places: tuple[Place, ...], values: Values) -> str:
    """Answer drawn plain text with its marks filled; quoted within addresses."""

    def fill(found: re.Match[str]) -> str:
        return MARK.sub(lambda mark: address_value(place_at(places, mark[0]), values), found[0])

    filled = WEB_ADDRESS.sub(fill, text)
    return MARK.sub(lambda found: value_at(place_at(places, found[0]), values), filled)


def as_source(text: str, places: tuple[Place, ...]) -> str:
    """Answer drawn plain text as a human would have written it: braces for its marks."""
    doubled = text.replace("{", "{{").replace("}", "}}")
    return MARK.sub(lambda found: written_place(place_at(places, found[0])), doubled)


def address_value(place: Place, values: Values) -> str:
    """Answer what stands at a place within an address: one of our own pages, or a value that is quoted."""
    value = value_at(place, values)
    return value if is_own_link(place) else in_address(value)
