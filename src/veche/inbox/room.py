"""The door plate of the inbox."""

from veche.channels.terms import MODERATE
from veche.inbox import jobs, listeners, panels
from veche.inbox.queries.shown import article_card, choose_article
from veche.inbox.terms import (
    ACTS,
    KNOWLEDGE_ACTS,
    KNOWLEDGE_PERMISSIONS,
    MODERATION_ACTS,
    PERMISSIONS,
    READ_INBOX,
    READ_KNOWLEDGE,
)
from veche.kit.cards import CardKind
from veche.kit.jobs import Periodic
from veche.kit.rooms import Entry, Room
from veche.kit.terms import N_
from veche.ledger import terms as ledger
from veche.people import terms as people

room = Room(
    title=N_("Inbox"),
    menu=(
        Entry("inbox:conversation_list", N_("Inbox"), "inbox", READ_INBOX, order=15),
        Entry("inbox:article_list", N_("Knowledge"), "book", READ_KNOWLEDGE, order=16),
        Entry("inbox:report_list", N_("Moderation"), "shield", MODERATE, order=17),
    ),
    permissions=(*PERMISSIONS, *KNOWLEDGE_PERMISSIONS),
    acts={**ACTS, **KNOWLEDGE_ACTS, **MODERATION_ACTS},
    listeners={
        ledger.RECORDED: (listeners.gather, listeners.learn_answers, listeners.moderate),
        ledger.REWORDED: (listeners.moderate_edits,),
        ledger.REMOVED: (listeners.follow_removals,),
        ledger.WITHDRAWN: (
            listeners.drop_withdrawn,
            listeners.unlearn_withdrawn,
            listeners.drop_withdrawn_reports,
        ),
        people.PERSON_FORGOTTEN: (
            listeners.forget_traces,
            listeners.unlearn_forgotten,
            listeners.forget_reports,
        ),
    },
    panels={people.PERSON_PAGE: (panels.person_strikes,)},
    cards=(CardKind("article", N_("Article of the knowledge"), choose_article, article_card),),
    rebuilds=(jobs.relearn_answers, jobs.reindex_articles, jobs.judge_anew),
    periodic=(Periodic(jobs.tend, every=60), Periodic(jobs.send_digests, every=300)),
)
