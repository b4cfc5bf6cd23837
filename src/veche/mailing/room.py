"""The door plate of letters."""

from veche.kit.jobs import Periodic
from veche.kit.rooms import Room
from veche.kit.terms import N_
from veche.mailing import jobs
from veche.mailing.terms import ACTS, PERMISSIONS

room = Room(
    title=N_("Letters"),
    permissions=PERMISSIONS,
    acts=ACTS,
    periodic=(Periodic(jobs.read_return_boxes, every=60), Periodic(jobs.tidy_returns, every=3600)),
)
