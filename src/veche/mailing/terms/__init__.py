"""Words of letters: what they are, how they stand, who may do what."""

from veche.mailing.terms.allowing import (
    ACTS,
    APPROVE_LETTERS,
    KEEP_ADDRESSES,
    KEEP_DELIVERIES,
    KEEP_NEWSLETTERS,
    KEEP_SENDERS,
    PERMISSIONS,
    SEE_LETTERS,
    SEND_LETTERS,
    WRITE_LETTERS,
)
from veche.mailing.terms.carrying import Carried, Tried
from veche.mailing.terms.delivering import (
    FREQUENCY_TITLES,
    GONE,
    Frequency,
    LeftOut,
    Stand,
    SubscriptionState,
    Why,
)
from veche.mailing.terms.desk import Written
from veche.mailing.terms.following import OPEN, Asked, Followed
from veche.mailing.terms.senders import SenderKind, SenderState
from veche.mailing.terms.standing import (
    MOVES,
    WRITABLE,
    Following,
    Form,
    LetterKind,
    LetterState,
    When,
)
from veche.mailing.terms.subscribing import Choice, Reader, Said, Way

__all__ = [
    "ACTS",
    "APPROVE_LETTERS",
    "FREQUENCY_TITLES",
    "GONE",
    "KEEP_ADDRESSES",
    "KEEP_DELIVERIES",
    "KEEP_NEWSLETTERS",
    "KEEP_SENDERS",
    "MOVES",
    "OPEN",
    "PERMISSIONS",
    "SEE_LETTERS",
    "SEND_LETTERS",
    "WRITABLE",
    "WRITE_LETTERS",
    "Asked",
    "Carried",
    "Choice",
    "Followed",
    "Following",
    "Form",
    "Frequency",
    "LeftOut",
    "LetterKind",
    "LetterState",
    "Reader",
    "Said",
    "SenderKind",
    "SenderState",
    "Stand",
    "SubscriptionState",
    "Tried",
    "Way",
    "When",
    "Why",
    "Written",
]
