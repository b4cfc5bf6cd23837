"""Pieces of a letter before they are encoded: words, the recipient's token, and places to fill."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape, unescape

from veche.kit.markup.links import ADDRESS
from veche.mailing.rules.placeholders import event_address, in_address, value_at, written_place
from veche.mailing.rules.rendering.marks import MARK, event_place, is_own_link, place_at
from veche.mailing.terms.placing import SEX, Choice, Place, Placeholder
from veche.mailing.terms.writing import BROWSER, PREFERENCES, UNSUBSCRIBE

TOKEN = object()
LONGEST_TARGET = 2000
_ENDS = {UNSUBSCRIBE: "u", PREFERENCES: "p", BROWSER: "w"}
_LINK = re.compile(
    r"(<(?:a|area)\b(?:\s+(?!href)[\w:-]+(?:=\"[^\"]*\")?)*\s+href=\")([^\"]*)\"([^>]*>)(.*?</a>)?", re.S
)
_TAGS = re.compile(r"<[^>]*>")
_PLAIN_LINK = re.compile(rf"(?<=<)https?://[^\s<>]+(?=>)|{ADDRESS.pattern}|{MARK.pattern}")


@dataclass(frozen=True, slots=True)
class Hole:
    """A place for values: which of them, and how they become text there."""

    names: tuple[str, ...]
    text: Callable[..., str]


Piece = str | Hole | object


@dataclass(slots=True)
class Links:
    """Recorded targets of a letter in the order of their places, numbered from 1, with their words."""

    base: str
    is_followed: bool
    targets: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)

    def record(self, target: str, title: str) -> int:
        """Give a target at one place its number: the same target elsewhere has another."""
        self.targets.append(target)
        self.titles.append(title)
        return len(self.targets)

    def number_of(self, target: str) -> int:
        """Answer the number of a target's first place; one not seen yet is recorded."""
        return self.targets.index(target) + 1 if target in self.targets else self.record(target, "")

    def to(self, end: str) -> list[Piece]:
        """Answer the address of one of our pages for whoever has the token."""
        return [f"{self.base}/l/", TOKEN, f"/{end}"]


def pieces_of_html(html: str, places: tuple[Place, ...], links: Links) -> list[Piece]:
    """Answer the pieces of a rendered document: links to the web recorded and led through ours."""
    found: list[Piece] = []
    at = 0
    for link in _LINK.finditer(html):
        found += _marked(html[at : link.end(1)], places, links, _escaped)
        found += _target(link[2], _words(link[4] or ""), places, links)
        at = link.end(2)
    return [*found, *_marked(html[at:], places, links, _escaped)]


def pieces_of_plain(text: str, places: tuple[Place, ...], links: Links) -> list[Piece]:
    """Answer the pieces of a plain part: its addresses are the same links as those of the HTML."""
    found: list[Piece] = []
    at = 0
    for link in _PLAIN_LINK.finditer(text):
        found += _marked(text[at : link.start()], places, links, str)
        target = link[0]
        if event := event_place(target, places):
            found += _to_event(event, links) or _marked(target, places, links, str)
        elif MARK.fullmatch(target):
            found += _marked(target, places, links, str)
        elif links.is_followed and not MARK.search(target) and len(target) <= LONGEST_TARGET:
            found += links.to(str(links.number_of(target)))
        else:
            found += _marked(target, places, links, in_address)
        at = link.end()
    return [*found, *_marked(text[at:], places, links, str)]


def pieces_of_header(text: str, places: tuple[Place, ...], links: Links) -> list[Piece]:
    """Answer the pieces of a header's value."""
    return list(_marked(text, places, links, str))


def _target(written: str, title: str, places: tuple[Place, ...], links: Links) -> list[Piece]:
    target = unescape(written)
    if event := event_place(target, places):
        address = Hole((event.name,), lambda value: escape(event_address(event, {event.name: value})))
        return _to_event(event, links, title) or [address]
    is_web = target.lower().startswith(("http://", "https://"))
    if links.is_followed and is_web and not MARK.search(target) and len(target) <= LONGEST_TARGET:
        return links.to(str(links.record(target, title)))
    return list(_marked(written, places, links, lambda value: escape(in_address(value))))


def _to_event(place: Placeholder, links: Links, title: str | None = None) -> list[Piece]:
    """Answer our link to where an event's address leads; nothing where links are not followed.

    What is written down is the place: whose address it is, the link's token says when it is followed.
    """
    target = written_place(place)
    if not links.is_followed or len(target) > LONGEST_TARGET:
        return []
    return links.to(str(links.number_of(target) if title is None else links.record(target, title)))


def _words(inside: str) -> str:
    words = unescape(_TAGS.sub(" ", MARK.sub("…", inside.removesuffix("</a>"))))
    return " ".join(words.split())[:200]


def _marked(
    text: str, places: tuple[Place, ...], links: Links, written: Callable[[str], str]
) -> Iterator[Piece]:
    at = 0
    for mark in MARK.finditer(text):
        if mark.start() > at:
            yield text[at : mark.start()]
        at = mark.end()
        place = place_at(places, mark[0])
        if isinstance(place, Placeholder) and is_own_link(place):
            yield from links.to(_ENDS[place.name])
        else:
            yield hole_of(place, written)
    if at < len(text):
        yield text[at:]


def hole_of(place: Place, written: Callable[[str], str]) -> Hole:
    """Answer the hole of a place: it asks for its value, and how they are spoken of where that matters."""
    if isinstance(place, Choice):
        return Hole((SEX,), lambda sex: written(value_at(place, {SEX: sex})))
    if place.case:
        name = place.name
        return Hole((name, SEX), lambda value, sex: written(value_at(place, {name: value, SEX: sex})))
    return Hole((place.name,), lambda value: written(value_at(place, {place.name: value})))


def _escaped(value: str) -> str:
    return escape(value)
