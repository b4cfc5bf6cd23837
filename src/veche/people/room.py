"""The door plate of people."""

from veche.core.terms import PALETTE
from veche.kit.jobs import Periodic
from veche.kit.rooms import Room
from veche.kit.terms import N_
from veche.ledger import terms as ledger
from veche.people import jobs, listeners, panels
from veche.people.terms import ACTS, PERMISSIONS

HOUR = 3600

room = Room(
    title=N_("People"),
    permissions=PERMISSIONS,
    acts=ACTS,
    listeners={
        ledger.RECORDED: (listeners.recognise, listeners.index_names),
        ledger.WITHDRAWN: (listeners.let_go, listeners.drop_names),
    },
    panels={PALETTE: (panels.found_people,)},
    rebuilds=(jobs.recognise_all, jobs.rebuild_names),
    periodic=(Periodic(jobs.review, every=HOUR),),
)
