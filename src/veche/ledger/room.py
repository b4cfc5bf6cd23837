"""The door plate of the ledger."""

from veche.kit.jobs import Periodic
from veche.kit.rooms import Room
from veche.kit.terms import N_
from veche.ledger import jobs
from veche.ledger.terms import PERMISSIONS

room = Room(
    title=N_("Ledger"),
    permissions=PERMISSIONS,
    rebuilds=(jobs.rebuild_search,),
    periodic=(Periodic(jobs.compact_columns, every=3600),),
)
