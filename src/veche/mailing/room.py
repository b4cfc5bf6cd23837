"""The door plate of letters."""

from veche.kit.jobs import Periodic
from veche.kit.rooms import Entry, Room
from veche.kit.terms import N_
from veche.ledger import terms as ledger
from veche.mailing import jobs, listeners, panels
from veche.mailing.queries.texts import known_words
from veche.mailing.terms import ACTS, PERMISSIONS, SEE_LETTERS
from veche.people import terms as people

room = Room(
    title=N_("Letters"),
    menu=(Entry("mailing:letter_list", N_("Letters"), "mail", SEE_LETTERS, order=35),),
    permissions=PERMISSIONS,
    acts=ACTS,
    listeners={
        ledger.RECORDED: (listeners.begin_walks,),
        people.PERSON_FORGOTTEN: (listeners.forget_readers,),
    },
    panels={
        people.PERSON_PAGE: (panels.person_letters,),
        people.PERSON_DATA: (panels.letters_given,),
    },
    periodic=(
        Periodic(jobs.begin_letters, every=30),
        Periodic(jobs.tell_hits, every=60),
        Periodic(jobs.decide_trials, every=60),
        Periodic(jobs.walk_sequences, every=60),
        Periodic(jobs.look_for_people, every=600),
        Periodic(jobs.read_return_boxes, every=60),
        Periodic(jobs.tidy_returns, every=3600),
    ),
    loops=(jobs.SENDING,),
    known_words=known_words,
)
