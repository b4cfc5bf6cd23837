"""Who stands behind an open or a click, and what is known of one that came in."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from veche.kit.terms import N_
from veche.kit.time import Moment


class Agent(IntEnum):
    """What asked for a picture or a link of a letter."""

    HUMAN = 0
    PROXY = 1  # a mail service fetched it in somebody's name: when they looked, and whether, stays unknown
    MACHINE = 2  # a scanner, a preview, a program that fetches ahead


AGENT_TITLES: Mapping[Agent, str] = {
    Agent.HUMAN: N_("people"),
    Agent.PROXY: N_("mail services that hide who looked"),
    Agent.MACHINE: N_("machines"),
}
# The number of the picture that tells of opens, among the links of a letter.
OPEN = 0


class Asked(NamedTuple):
    """How a picture or a link of a letter was asked for.

    `since` is milliseconds since the letter was sent; nothing where it is not known to have been sent yet.
    """

    method: str
    agent: str
    purpose: str
    since: int | None
    is_open: bool


@dataclass(frozen=True, slots=True)
class Followed:
    """A link or the picture of a delivered letter as its token names it, and what may be kept of it."""

    delivery: int
    letter: int
    variant: int
    number: int
    community: int
    sent_at: Moment | None
    # Where the link leads; empty for the picture.
    target: str
    is_kept: bool
    is_personal: bool
