"""Wording: what of somebody's words is kept, and what is seen in them."""

from typing import NamedTuple

from veche.kit.text import clean
from veche.ledger.rules.masking import mask_secrets
from veche.ledger.rules.reading import marks_of
from veche.ledger.terms import LONGEST_WORDS, Mark, Sighting


class Kept(NamedTuple):
    """Words as they are kept, the marks of their interaction, and how many secrets were blotted out."""

    text: str
    marks: int
    secrets: int


def words_to_keep(sighting: Sighting) -> Kept:
    """Answer what is kept of a sighting's words: clean, cut to a bound, secrets blotted out."""
    marks = sighting.marks
    if not sighting.words:
        return Kept("", marks, 0)
    text = clean(sighting.words)
    if len(text) > LONGEST_WORDS:
        text, marks = text[:LONGEST_WORDS], marks | Mark.CUT
    text, secrets = mask_secrets(text)
    if secrets:
        marks |= Mark.MASKED
    return Kept(text, marks | marks_of(text), secrets)
