"""Retention by day: how many of those who came on a day come back on those after."""

from veche.insights.rules.returning import back_by
from veche.insights.terms import Grain
from veche.kit.terms import N_

MEASURE = back_by(
    "retention_days",
    Grain.DAY,
    N_("Who comes back, by day"),
    N_(
        "Of the people who came in on a day, the share who were active on each day after it: a row for each "
        "day of coming, at most the latest 30 of the period."
    ),
    N_("Own activity of any kind on that day by the community's clock; day 0 is when they came."),
)
