"""The door plate of the core."""

from veche.core import jobs, panels, queries
from veche.core.terms import ACTS, PALETTE, PERMISSIONS
from veche.kit import mail
from veche.kit.rooms import Periodic, Room
from veche.kit.terms import N_

DAY = 24 * 60 * 60

room = Room(
    title=N_("Organisation"),
    permissions=PERMISSIONS,
    acts=ACTS,
    panels={PALETTE: (panels.found_pages, panels.found_communities)},
    periodic=(Periodic(jobs.sweep, DAY), Periodic(mail.forget_letters, DAY)),
    checks=(queries.check_audit, queries.check_database, queries.check_jobs),
)
