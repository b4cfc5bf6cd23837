"""Retention by month: how many of those who came in a month come back in those after."""

from veche.insights.rules.returning import back_by
from veche.insights.terms import Grain
from veche.kit.terms import N_

MEASURE = back_by(
    "retention_months",
    Grain.MONTH,
    N_("Who comes back, by month"),
    N_(
        "Of the people who came in during a month, the share who were active in each month after it: a row "
        "for each month of coming, at most the latest 24 of the period."
    ),
    N_("Own activity of any kind in that calendar month; month 0 is when they came."),
)
