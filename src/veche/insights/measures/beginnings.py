"""Beginnings: what newcomers did first, and how many of each stayed."""

from veche.insights.rules.origins import origin_measure
from veche.insights.terms import Form
from veche.kit.terms import N_

MEASURE = origin_measure(
    "beginnings",
    N_("Newcomers by first action"),
    N_("What newcomers did first, and how many of each began to speak and stayed."),
    Form.KINDS,
    "first_kind",
)
