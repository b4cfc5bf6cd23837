"""The door plate of the inbox."""

from veche.inbox import jobs, listeners
from veche.inbox.terms import ACTS, PERMISSIONS, READ_INBOX
from veche.kit.jobs import Periodic
from veche.kit.rooms import Entry, Room
from veche.kit.terms import N_
from veche.ledger import terms as ledger
from veche.people import terms as people

room = Room(
    title=N_("Inbox"),
    menu=(Entry("inbox:conversation_list", N_("Inbox"), "inbox", READ_INBOX, order=15),),
    permissions=PERMISSIONS,
    acts=ACTS,
    listeners={
        ledger.RECORDED: (listeners.gather,),
        ledger.WITHDRAWN: (listeners.drop_withdrawn,),
        people.PERSON_FORGOTTEN: (listeners.forget_traces,),
    },
    periodic=(Periodic(jobs.tend, every=60),),
)
