"""Cards: how a desk lets its neighbours show a thing of its own without knowing them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
    """A thing that begins at a moment, by the clock of its zone: for everybody or not."""

    key: str
    title: str
    at: Moment
    zone: str


@dataclass(frozen=True)
class CardKind:
    """Things of one kind: which there are to choose from, and how one looks now.

    `choose(community)` answers (key, title) of the newest first, bounded; `card(community, key, language)`
    answers the card, or nothing where the thing is gone or not for everybody. Of things that begin,
    `coming(community, first, last)` answers which do so within a span and are not called off. Where not all
    that a person may choose may be taken without one, `newest(community)` answers those that may.
    """

    key: str
    title: str
    choose: Callable[[Any], Sequence[tuple[str, str]]]
    card: Callable[[Any, str, str], Card | None]
    coming: Callable[[Any, Moment, Moment], Sequence[Coming]] | None = None
    newest: Callable[[Any], Sequence[tuple[str, str]]] | None = None
