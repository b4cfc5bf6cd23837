"""The door plate of the inbox."""

from veche.inbox import jobs, listeners
from veche.inbox.terms import KNOWLEDGE_ACTS, KNOWLEDGE_PERMISSIONS, READ_KNOWLEDGE
from veche.kit.rooms import Entry, Room
from veche.kit.terms import N_
from veche.ledger import terms as ledger
from veche.people import terms as people

room = Room(
    title=N_("Inbox"),
    menu=(Entry("inbox:article_list", N_("Knowledge"), "book", READ_KNOWLEDGE, order=16),),
    permissions=KNOWLEDGE_PERMISSIONS,
    acts=KNOWLEDGE_ACTS,
    listeners={
        ledger.RECORDED: (listeners.learn_answers,),
        ledger.WITHDRAWN: (listeners.unlearn_withdrawn,),
        people.PERSON_FORGOTTEN: (listeners.unlearn_forgotten,),
    },
    rebuilds=(jobs.relearn_answers, jobs.reindex_articles),
)
