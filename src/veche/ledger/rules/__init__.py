"""Decisions of the ledger: what can be a fact, what is seen in words, which secrets are blotted out."""

from veche.ledger.rules.accepting import digest_of_handle, fault_of, normal_handle
from veche.ledger.rules.masking import mask_secrets
from veche.ledger.rules.reading import is_question, marks_of
from veche.ledger.rules.wording import words_to_keep

__all__ = [
    "digest_of_handle",
    "fault_of",
    "is_question",
    "marks_of",
    "mask_secrets",
    "normal_handle",
    "words_to_keep",
]
