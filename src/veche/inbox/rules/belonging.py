"""Belonging: which conversation something belongs to, without asking what it says."""

from collections.abc import Iterable
from typing import NamedTuple

from veche.kit.time import MINUTE

# Who says several things within this time says one.
BURST = 10 * MINUTE
# A link that is less sure than this is none.
SUREST, SURE_ENOUGH = 1.0, 0.5
# Outsides whose threads are about one thing; elsewhere a thread may be a topic for years.
THREADED = frozenset({"slack", "mail", "discourse", "email", "webform"})


class Link(NamedTuple):
    """A guess that something answers an interaction, and how sure it is: 1 where the outside says so.

    `reason` is a gettext id of why it is guessed; empty where the outside says so.
    """

    to: int
    sureness: float = SUREST
    reason: str = ""


def answers_to(links: Iterable[Link]) -> Link | None:
    """Answer the surest link, the later of two alike; nothing where none is sure enough."""
    best = max(links, key=lambda link: (link.sureness, link.to), default=None)
    return best if best and best.sureness >= SURE_ENOUGH else None


def key_of(*, is_private: bool, network: str, thread: str, identity: int, external_id: str) -> str:
    """Answer the key under which a conversation is found in its channel again.

    A direct chat is one conversation for ever, a thread of those outsides whose threads are
    about one thing too; elsewhere each opening message is one of its own.
    """
    if is_private:
        return f"d:{thread}"[:260] if thread else f"p:{identity}"
    if thread and network in THREADED:
        return f"t:{thread}"[:260]
    return f"i:{external_id}"[:260]
