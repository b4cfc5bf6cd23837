"""Sending: taking letters in hand, noting what became of them, and what people decide about it."""

from veche.mailing.actions.sending.claiming import Batch, Row, take_batch
from veche.mailing.actions.sending.deciding import (
    decide_doubtful,
    pause_letter,
    resume_letter,
    retry_refused,
)
from veche.mailing.actions.sending.mastering import master_letter
from veche.mailing.actions.sending.settling import (
    finish_letter,
    keep_claims,
    settle_batch,
    settle_left,
)
from veche.mailing.actions.sending.sparing import spare_cancelled

__all__ = [
    "Batch", "Row", "decide_doubtful", "finish_letter", "keep_claims", "master_letter", "pause_letter",
    "resume_letter", "retry_refused", "settle_batch", "settle_left", "spare_cancelled",
    "take_batch",
]  # fmt: skip
