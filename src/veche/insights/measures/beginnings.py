"""Beginnings: what newcomers did first, and how many of each began to speak and stayed."""

from veche.insights.rules.coming import newcomers_by
from veche.insights.terms import Form
from veche.kit.terms import N_

MEASURE = newcomers_by(
    "beginnings",
    N_("Newcomers by first action"),
    N_("What newcomers did first, and how many of each began to speak and stayed."),
    Form.KINDS,
    "first_kind",
)
