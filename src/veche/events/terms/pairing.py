"""Words of pairs and tables: who is put together, and by what."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from veche.kit.terms import N_


class Likeness(StrEnum):
    """By what people are put together."""

    SHARED = "shared"
    COMPLEMENTARY = "complementary"
    DIFFERENT = "different"


LIKENESS_TITLES: Mapping[Likeness, str] = {
    Likeness.SHARED: N_("shared interests"),
    Likeness.COMPLEMENTARY: N_("one looks for what the other offers"),
    Likeness.DIFFERENT: N_("different interests"),
}


class Seeker(NamedTuple):
    """Somebody to be put together with others; `key` is the caller's own number of them."""

    key: int
    interests: frozenset[str] = frozenset()
    offers: frozenset[str] = frozenset()
    seeks: frozenset[str] = frozenset()
    is_newcomer: bool = False
    # People of one such word are kept apart where that is wished for: a company, a team.
    circle: str = ""
    # Without a language in common nobody is put together; none is any.
    languages: frozenset[str] = frozenset()


class Wishes(NamedTuple):
    """How groups shall be: so many each, by what, newcomers among regulars, circles apart."""

    size: int = 2
    by: Likeness = Likeness.SHARED
    mixes_newcomers: bool = True
    keeps_circles_apart: bool = False


class Groups(NamedTuple):
    """Who was put together, by key, and who could not be."""

    groups: tuple[tuple[int, ...], ...]
    alone: tuple[int, ...] = ()
