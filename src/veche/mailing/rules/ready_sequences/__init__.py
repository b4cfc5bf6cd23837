"""Ready sequences in both languages: believable words to begin with, each to be made one's own."""

from __future__ import annotations

from veche.mailing.rules.ready_sequences import of_events, of_people
from veche.mailing.terms.sequencing import READY_TITLES, ReadySequence

__all__ = ["ready_sequence"]


def ready_sequence(key: str, language: str) -> ReadySequence | None:
    """Answer a ready sequence in a language; nothing for an unknown one."""
    if key not in READY_TITLES:
        return None
    room = of_events if key in of_events.MAKERS else of_people
    return room.MAKERS[key]((room.RU if language == "ru" else room.EN)[key])
