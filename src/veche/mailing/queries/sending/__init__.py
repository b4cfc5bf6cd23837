"""Asking how sending goes: what is due, how far it is, what was refused, what nobody knows."""

from veche.mailing.queries.sending.drawing import Sheet, sheet_of
from veche.mailing.queries.sending.due import (
    due_letters,
    ended_letters,
    is_sending_wanted,
    may_go_on,
    open_claims,
    senders_due,
)
from veche.mailing.queries.sending.progress import (
    Progress,
    doubtful_of,
    failures_of,
    left_out_of,
    progress_of,
    seconds_to_leave,
)
from veche.mailing.queries.sending.reasons import unwanted_of
from veche.mailing.queries.sending.settings import access_of, limits_of

__all__ = [
    "Progress", "Sheet", "access_of", "doubtful_of", "due_letters", "ended_letters", "failures_of",
    "is_sending_wanted", "left_out_of", "limits_of", "may_go_on", "open_claims", "progress_of",
    "seconds_to_leave", "senders_due", "sheet_of", "unwanted_of",
]  # fmt: skip
