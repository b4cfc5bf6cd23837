"""The door plate of the core."""

from veche.core import queries
from veche.core.terms import PERMISSIONS
from veche.kit.rooms import Room
from veche.kit.terms import N_

room = Room(
    title=N_("Organisation"),
    permissions=PERMISSIONS,
    checks=(queries.check_audit, queries.check_database, queries.check_jobs),
)
