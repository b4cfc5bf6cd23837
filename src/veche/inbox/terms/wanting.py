"""Why something that was said wants an answer."""

from collections.abc import Mapping
from enum import IntFlag
from typing import NamedTuple

from veche.kit.terms import N_
from veche.ledger.terms import Kind


class Why(IntFlag):
    """The reasons to answer, kept as bits beside what was said. `HAND` is a colleague's own."""

    QUESTION = 1
    MENTION = 2
    DIRECT = 4
    NEWCOMER = 8
    COMPLAINT = 16
    HAND = 32


# Shown beside a conversation; the second text says what the rule looks for.
WHY_TEXTS: Mapping[Why, tuple[str, str]] = {
    Why.QUESTION: (
        N_("a question"),
        N_("A question mark that ends a word, or a beginning such as “who knows”, “how do I”."),
    ),
    Why.MENTION: (
        N_("the team is called"),
        N_(
            "Somebody of the team by name with @, a word such as “admin” or “organiser”, a reply to the team."
        ),
    ),
    Why.DIRECT: (N_("a direct message"), N_("Written to the community alone: nobody else can answer.")),
    Why.NEWCOMER: (
        N_("a newcomer's first words"),
        N_("The first thing somebody says here, where we would have heard anything before."),
    ),
    Why.COMPLAINT: (
        N_("a complaint"),
        N_("Words such as “refund”, “nobody answers”, “does not work”, in any of their forms."),
    ),
    Why.HAND: (N_("chosen by a colleague"), N_("Somebody of the team said that it wants an answer.")),
}
# What a channel may look for; a hand needs no permission.
ANY_REASON = Why.QUESTION | Why.MENTION | Why.DIRECT | Why.NEWCOMER | Why.COMPLAINT
# Kinds of interactions that say something to somebody.
TALK = frozenset(
    kind.number
    for kind in (Kind.MESSAGED, Kind.COMMENTED, Kind.ASKED, Kind.ANSWERED, Kind.MENTIONED, Kind.SUBMITTED)
)


class Said(NamedTuple):
    """Something that was said, as the opening rule looks at it."""

    words: str
    marks: int = 0
    kind: int = Kind.MESSAGED.number
    is_private: bool = False
    is_first: bool = False  # of this person here, where earlier words would have been heard
    is_to_team: bool = False  # a reply to somebody of the team, or aimed at them


def reasons_in(mask: int) -> list[Why]:
    """Answer the single reasons of a mask, in their order."""
    return [why for why in WHY_TEXTS if mask & why]
