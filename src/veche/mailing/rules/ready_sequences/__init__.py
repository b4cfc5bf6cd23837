"""Ready sequences in both languages: believable words to begin with, each to be made one's own."""

from __future__ import annotations

from veche.mailing.rules.ready_sequences import of_events, of_people
from veche.mailing.terms.sequencing import READY_TITLES, ReadySequence

__all__ = ["ready_sequence"]


def ready_sequence(key: str, language: str) -> ReadySequence | None:
    """Answer a ready sequence in a language; nothing for an unknown one."""
    if key not in READY_TITLES:
        return None
    makers = {**of_people.MAKERS, **of_events.MAKERS}
    texts = {**of_people.RU, **of_events.RU} if language == "ru" else {**of_people.EN, **of_events.EN}
    return makers[key](texts[key])
