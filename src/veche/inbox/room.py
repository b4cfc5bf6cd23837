"""The door plate of the inbox."""

from veche.channels.terms import MODERATE
from veche.inbox import listeners, panels
from veche.inbox.terms import ACTS
from veche.kit.rooms import Entry, Room
from veche.kit.terms import N_
from veche.ledger import terms as ledger
from veche.people import terms as people

room = Room(
    title=N_("Inbox"),
    menu=(Entry("inbox:report_list", N_("Moderation"), "shield", MODERATE, order=16),),
    acts=ACTS,
    listeners={
        ledger.RECORDED: (listeners.moderate,),
        ledger.WITHDRAWN: (listeners.drop_withdrawn_reports,),
        people.PERSON_FORGOTTEN: (listeners.forget_reports,),
    },
    panels={people.PERSON_PAGE: (panels.person_strikes,)},
)
