"""Letters' door for writing."""

from veche.mailing.actions.moving import move_letter
from veche.mailing.actions.preparing import general_newsletter, prepare_letter
from veche.mailing.actions.senders import (
    break_sender,
    change_sender,
    first_sender,
    hold_sender,
    keep_letter,
    make_dkim_key,
    note_sender_trouble,
    open_sender,
    remove_sender,
)
from veche.mailing.actions.sending import (
    Batch,
    Row,
    decide_doubtful,
    finish_letter,
    keep_claims,
    master_letter,
    pause_letter,
    resume_letter,
    settle_batch,
    settle_left,
    take_batch,
)

__all__ = [
    "Batch", "Row", "break_sender", "change_sender", "decide_doubtful", "finish_letter", "first_sender",
    "general_newsletter", "hold_sender", "keep_claims", "keep_letter", "make_dkim_key", "master_letter",
    "move_letter", "note_sender_trouble", "open_sender", "pause_letter", "prepare_letter", "remove_sender",
    "resume_letter", "settle_batch", "settle_left", "take_batch",
]  # fmt: skip
