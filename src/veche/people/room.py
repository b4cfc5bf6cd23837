"""The door plate of people."""

from veche.core.terms import PALETTE, PALETTE_END
from veche.kit.jobs import Periodic
from veche.kit.rooms import Entry, Room
from veche.kit.terms import N_
from veche.ledger import terms as ledger
from veche.people import jobs, listeners, panels
from veche.people.terms import ACTS, PERMISSIONS, READ_PEOPLE

HOUR = 3600

room = Room(
    title=N_("People"),
    menu=(
        Entry("people:person_list", N_("People"), "users", READ_PEOPLE, order=20),
        Entry("people:segment_list", N_("Segments"), "filter", READ_PEOPLE, order=21),
    ),
    permissions=PERMISSIONS,
    acts=ACTS,
    listeners={
        ledger.RECORDED: (listeners.recognise, listeners.index_names),
        ledger.WITHDRAWN: (listeners.let_go, listeners.drop_names),
    },
    panels={PALETTE: (panels.found_people,), PALETTE_END: (panels.found_words,)},
    rebuilds=(jobs.recognise_all, jobs.rebuild_names),
    periodic=(Periodic(jobs.review, every=HOUR), Periodic(jobs.follow_segments, every=HOUR)),
)
