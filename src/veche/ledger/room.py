"""The door plate of the ledger."""

from veche.core.terms import COMMUNITY_CHANGED
from veche.kit.jobs import Periodic
from veche.kit.rooms import Room
from veche.kit.terms import N_
from veche.ledger import jobs, listeners, queries
from veche.ledger.terms import ACTS, PERMISSIONS

room = Room(
    title=N_("Ledger"),
    permissions=PERMISSIONS,
    acts=ACTS,
    listeners={COMMUNITY_CHANGED: (listeners.follow_zone,)},
    rebuilds=(jobs.rebuild_search, jobs.rebuild_columns),
    checks=(queries.check_all_columns,),
    periodic=(Periodic(jobs.compact_columns, every=3600),),
)
