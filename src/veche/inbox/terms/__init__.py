"""Words of the inbox: what wants an answer and why, how a conversation stands, who may do what."""

from veche.inbox.terms.allowing import (
    ACTS,
    ANSWER_PEOPLE,
    KEEP_INBOX,
    PERMISSIONS,
    READ_INBOX,
    TUNE_INBOX,
)
from veche.inbox.terms.promises import ALWAYS, USUAL_HOURS, Promise, Week
from veche.inbox.terms.standing import (
    FAR,
    OPEN_STATES,
    PRIORITY_TITLES,
    SORTS,
    STATE_TITLES,
    VIEW_TITLES,
    Method,
    Priority,
    Side,
    Standing,
    State,
    View,
    Wish,
)
from veche.inbox.terms.wanting import ANY_REASON, TALK, WHY_TEXTS, Said, Why, reasons_in

__all__ = [
    "ACTS",
    "ALWAYS",
    "ANSWER_PEOPLE",
    "ANY_REASON",
    "FAR",
    "KEEP_INBOX",
    "OPEN_STATES",
    "PERMISSIONS",
    "PRIORITY_TITLES",
    "READ_INBOX",
    "SORTS",
    "STATE_TITLES",
    "TALK",
    "TUNE_INBOX",
    "USUAL_HOURS",
    "VIEW_TITLES",
    "WHY_TEXTS",
    "Method",
    "Priority",
    "Promise",
    "Said",
    "Side",
    "Standing",
    "State",
    "View",
    "Week",
    "Why",
    "Wish",
    "reasons_in",
]
