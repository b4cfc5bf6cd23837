"""Asking about sequences: as they are shown, who comes in, what becomes of somebody."""

from veche.mailing.queries.sequences.entering import would_enter
from veche.mailing.queries.sequences.foretelling import way_of
from veche.mailing.queries.sequences.shown import (
    numbers_of,
    sequence_of,
    sequences_looking,
    sequences_shown,
    sequences_walking,
    step_of,
    steps_of,
    walk_of,
    walks_of,
)

__all__ = [
    "numbers_of", "sequence_of", "sequences_looking", "sequences_shown",
    "sequences_walking", "step_of", "steps_of", "walk_of", "walks_of", "way_of", "would_enter",
]  # fmt: skip
