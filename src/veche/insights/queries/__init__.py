"""The door for reading figures and what is to be done today."""

from veche.insights.queries.boards import (
    Shown,
    alerts_of,
    annotations_of,
    board_of,
    boards_of,
    links_of,
    open_link,
    own_board,
    reports_of,
)
from veche.insights.queries.figures import PAGE, Figures, measure_of
from veche.insights.queries.health import norm_of, norms_of, vitals_of
from veche.insights.queries.networks import network_in, team_of
from veche.insights.queries.nudges import nudges_of, silent_people
from veche.insights.queries.spending import Costs, spending_of, whole_of
from veche.insights.queries.todays import (
    changes_on,
    drifting_people,
    moves_since,
    silent_newcomers,
    waiting_questions,
)
from veche.insights.queries.topics import words_of_lemmas

__all__ = [
    "PAGE",
    "Costs",
    "Figures",
    "Shown",
    "alerts_of",
    "annotations_of",
    "board_of",
    "boards_of",
    "changes_on",
    "drifting_people",
    "links_of",
    "measure_of",
    "moves_since",
    "network_in",
    "norm_of",
    "norms_of",
    "nudges_of",
    "open_link",
    "own_board",
    "reports_of",
    "silent_newcomers",
    "silent_people",
    "spending_of",
    "team_of",
    "vitals_of",
    "waiting_questions",
    "whole_of",
    "words_of_lemmas",
]
