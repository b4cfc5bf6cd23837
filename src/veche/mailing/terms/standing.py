"""What a letter is and how it stands."""

from collections.abc import Mapping
from enum import StrEnum

from veche.kit.terms import N_


class LetterKind(StrEnum):
    """What a letter is: one of a newsletter, one by itself, one of a sequence, or a variant of another."""

    ISSUE = "issue"
    SINGLE = "single"
    STEP = "step"
    VARIANT = "variant"  # written by itself, sent with the letter it is of


class LetterState(StrEnum):
    """Where a letter stands. Only `actions` move it."""

    DRAFT = "draft"
    REVIEW = "review"  # a second person is asked
    READY = "ready"  # approved, or small enough to need nobody
    SCHEDULED = "scheduled"
    PREPARING = "preparing"  # its audience is being written down
    SENDING = "sending"
    PAUSED = "paused"
    SENT = "sent"
    CANCELLED = "cancelled"
    LIVE = "live"  # a step of a sequence: goes to each in their turn


LETTER_TITLES: Mapping[LetterState, str] = {
    LetterState.DRAFT: N_("draft"), LetterState.REVIEW: N_("waits for approval"),
    LetterState.READY: N_("ready"), LetterState.SCHEDULED: N_("scheduled"),
    LetterState.PREPARING: N_("being prepared"), LetterState.SENDING: N_("being sent"),
    LetterState.PAUSED: N_("paused"), LetterState.SENT: N_("sent"), LetterState.CANCELLED: N_("cancelled"),
    LetterState.LIVE: N_("sent by itself"),
}  # fmt: skip
MOVES: Mapping[LetterState, frozenset[LetterState]] = {
    LetterState.DRAFT: frozenset({
        LetterState.REVIEW, LetterState.READY, LetterState.CANCELLED, LetterState.LIVE,
    }),
    LetterState.REVIEW: frozenset({LetterState.DRAFT, LetterState.READY, LetterState.CANCELLED}),
    LetterState.READY: frozenset({
        LetterState.DRAFT, LetterState.REVIEW, LetterState.SCHEDULED, LetterState.PREPARING,
        LetterState.CANCELLED, LetterState.LIVE,
    }),
    LetterState.SCHEDULED: frozenset({
        LetterState.READY, LetterState.DRAFT, LetterState.PREPARING, LetterState.CANCELLED,
    }),
    LetterState.PREPARING: frozenset({LetterState.SENDING, LetterState.PAUSED, LetterState.CANCELLED}),
    LetterState.SENDING: frozenset({LetterState.PAUSED, LetterState.SENT, LetterState.CANCELLED}),
    LetterState.PAUSED: frozenset({
        LetterState.SENDING, LetterState.PREPARING, LetterState.CANCELLED, LetterState.LIVE,
    }),
    LetterState.SENT: frozenset(),
    LetterState.CANCELLED: frozenset({LetterState.DRAFT}),
    LetterState.LIVE: frozenset({LetterState.DRAFT, LetterState.PAUSED}),
}  # fmt: skip
# Nobody writes in a letter any more that has begun to leave.
WRITABLE = frozenset({LetterState.DRAFT, LetterState.REVIEW, LetterState.READY})


class Form(StrEnum):
    """How a letter is written."""

    BLOCKS = "blocks"
    MARKDOWN = "markdown"
    HTML = "html"
    MJML = "mjml"


class When(StrEnum):
    """When a letter reaches each."""

    AT_ONCE = "at_once"
    LOCAL = "local"  # at the same wall clock of each one's own time zone
    USUAL = "usual"  # at the hour each is usually seen


class Following(StrEnum):
    """What is kept of opens and clicks."""

    NOTHING = "nothing"
    COUNTED = "counted"  # how many, and nobody's name
    PERSONAL = "personal"  # of whom, where they do not refuse


FOLLOWING_TITLES: Mapping[Following, str] = {
    Following.NOTHING: N_("Nothing"), Following.COUNTED: N_("How many, without names"),
    Following.PERSONAL: N_("Who, unless they refuse"),
}  # fmt: skip
