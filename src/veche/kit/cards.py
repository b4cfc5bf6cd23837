"""Cards: how a desk lets its neighbours show a thing of its own without knowing them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from veche.kit.time import Moment


@dataclass(frozen=True, slots=True)
class Card:
    """A thing as it is shown elsewhere: plain words, and addresses anybody may open."""

    title: str
    text: str = ""
    when: str = ""
    where: str = ""
    link: str = ""
    picture: str = ""


class Coming(NamedTuple):
    """A thing that begins at a moment, by the clock of its zone; `is_open` where everybody may come."""

    key: str
    title: str
    at: Moment
    zone: str
    is_open: bool = True


class Particulars(NamedTuple):
    """What letters tell of a thing that begins: when by the clock of its zone, where, its pages for all.

    Without a place it is online, or nobody has said yet where.
    """

    title: str
    at: Moment
    ends: Moment
    zone: str
    place: str
    link: str
    album: str = ""
    is_online: bool = False


class OwnPages(NamedTuple):
    """Addresses of somebody's own at a thing, for letters to them and nobody else; empty where none is."""

    page: str = ""
    feedback: str = ""
    album: str = ""


@dataclass(frozen=True)
class CardKind:
    """Things of one kind: which there are to choose from, and how one looks now.

    `choose(community)` answers (key, title) of the newest first, bounded; `card(community, key, language)`
    answers the card, or nothing where the thing is gone or not for everybody. Of things that begin,
    `coming(community, first, last)` answers which do so within a span and are not called off,
    `told(community, keys)` what letters tell of them, and `own(community, pairs)` the own pages of whoever
    has an address there, by (key, address): whoever can read mail to an address may have what is its own.
    Where not all that a person may choose may be taken without one, `newest(community)` answers those that
    may.
    """

    key: str
    title: str
    choose: Callable[[Any], Sequence[tuple[str, str]]]
    card: Callable[[Any, str, str], Card | None]
    coming: Callable[[Any, Moment, Moment], Sequence[Coming]] | None = None
    told: Callable[[Any, Collection[str]], Mapping[str, Particulars]] | None = None
    own: Callable[[Any, Collection[tuple[str, str]]], Mapping[tuple[str, str], OwnPages]] | None = None
    newest: Callable[[Any], Sequence[tuple[str, str]]] | None = None
