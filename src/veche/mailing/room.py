"""The door plate of letters."""

from veche.kit.jobs import Periodic
from veche.kit.rooms import Entry, Room
from veche.kit.terms import N_
from veche.mailing import jobs, panels
from veche.mailing.terms import ACTS, PERMISSIONS, SEE_LETTERS
from veche.people import terms as people

room = Room(
    title=N_("Letters"),
    menu=(Entry("mailing:letter_list", N_("Letters"), "mail", SEE_LETTERS, order=35),),
    permissions=PERMISSIONS,
    acts=ACTS,
    panels={people.PERSON_PAGE: (panels.person_letters,)},
    periodic=(
        Periodic(jobs.tell_hits, every=60),
        Periodic(jobs.decide_trials, every=60),
        Periodic(jobs.begin_letters, every=30),
        Periodic(jobs.read_return_boxes, every=60),
        Periodic(jobs.tidy_returns, every=3600),
    ),
    loops=(jobs.SENDING,),
)
