"""The door plate of insights."""

from veche.insights.terms import PERMISSIONS, SEE_FIGURES
from veche.kit.rooms import Entry, Room
from veche.kit.terms import N_

room = Room(
    title=N_("Insights"),
    menu=(
        Entry("insights:today", N_("Today"), "home", SEE_FIGURES, order=10),
        Entry("insights:overview", N_("Overview"), "chart-line", SEE_FIGURES, order=60),
    ),
    permissions=PERMISSIONS,
)
