"""Retention: how many of those who came in a week come back in those after."""

from veche.insights.rules.returning import back_by
from veche.insights.terms import Grain
from veche.kit.terms import N_

MEASURE = back_by(
    "retention",
    Grain.WEEK,
    N_("Who comes back"),
    N_(
        "Of the people who came in during a week, the share who were active in each week after it: a row for "
        "each week of coming, at most the latest 26 of the period."
    ),
    N_("Own activity of any kind in that calendar week. Weeks start on Monday; week 0 is when they came."),
)
