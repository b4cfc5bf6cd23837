"""Asking about what comes after an event: who came, letters, the certificate, the recap, a series' report."""

from veche.events.queries.after.certificates import certificate_of
from veche.events.queries.after.heads import came_of, mean_of_event, newcomers_of
from veche.events.queries.after.letters import (
    LetterShown,
    after_letter_to,
    aftercare_of,
    events_to_thank,
    letters_shown,
    unwritten_guests,
)
from veche.events.queries.after.recaps import recap_of
from veche.events.queries.after.reports import report_file, report_of

__all__ = [
    "LetterShown",
    "after_letter_to",
    "aftercare_of",
    "came_of",
    "certificate_of",
    "events_to_thank",
    "letters_shown",
    "mean_of_event",
    "newcomers_of",
    "recap_of",
    "report_file",
    "report_of",
    "unwritten_guests",
]
