"""The door plate of insights."""

from veche.insights import jobs
from veche.insights.terms import ACTS, PERMISSIONS, SEE_FIGURES
from veche.kit.jobs import Periodic
from veche.kit.rooms import Entry, Room
from veche.kit.terms import N_

HOUR = 3600

room = Room(
    title=N_("Insights"),
    menu=(
        Entry("insights:today", N_("Today"), "home", SEE_FIGURES, order=10),
        Entry("insights:overview", N_("Overview"), "chart-line", SEE_FIGURES, order=60),
    ),
    organisation_menu=(
        Entry("insights:community_figures", N_("All communities in figures"), "chart-bar", order=15),
    ),
    permissions=PERMISSIONS,
    acts=ACTS,
    periodic=(Periodic(jobs.send_reports, every=HOUR), Periodic(jobs.watch_alerts, every=HOUR)),
)
