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


class Reply(StrEnum):
    """What somebody says to being introduced."""

    NONE = ""
    YES = "yes"
    NO = "no"
    NEVER = "never"  # no, and do not ask me again
    LATE = "late"  # did not answer in time


REPLY_TITLES: Mapping[Reply, str] = {
    Reply.NONE: N_("has not answered"), Reply.YES: N_("would like to"), Reply.NO: N_("not this time"),
    Reply.NEVER: N_("does not want to be introduced"), Reply.LATE: N_("did not answer in time"),
}  # fmt: skip
# How often a round comes again, in days.
PACES: Mapping[int, str] = {
    0: N_("once"), 7: N_("every week"), 14: N_("every two weeks"), 28: N_("every four weeks"),
}  # fmt: skip
SIZES = (2, 3, 4, 5, 6, 8, 10, 12)
MOST_PEOPLE, LEAST_PEOPLE = 5_000, 2
# Days after which who met may meet again, and in which an answer is waited for.
APART_DAYS, PATIENCE_DAYS = 365, 7
# How long the link of whoever was asked leads somewhere.
LINK_DAYS = 90
