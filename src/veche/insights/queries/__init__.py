"""The door for reading figures and what is to be done today."""

from veche.insights.queries.figures import PAGE, Figures, measure_of
from veche.insights.queries.todays import (
    changes_on,
    drifting_people,
    moves_since,
    silent_newcomers,
    waiting_questions,
)

__all__ = [
    "PAGE",
    "Figures",
    "changes_on",
    "drifting_people",
    "measure_of",
    "moves_since",
    "silent_newcomers",
    "waiting_questions",
]
