"""The door plate of the channels."""

from veche.channels import jobs, listeners
from veche.channels.jobs.listening import LISTENING
from veche.channels.queries.posts import choose_post, newest_posts, post_card
from veche.channels.terms import ACTS, PERMISSIONS, SEE_IMPORTS
from veche.kit.cards import CardKind
from veche.kit.jobs import Periodic
from veche.kit.rooms import Entry, Room
from veche.kit.terms import N_
from veche.ledger import terms as ledger
from veche.people import terms as people

room = Room(
    title=N_("Channels"),
    menu=(Entry("channels:channel_list", N_("Channels"), "plug", SEE_IMPORTS, order=40),),
    permissions=PERMISSIONS,
    acts=ACTS,
    listeners={
        ledger.WITHDRAWN: (listeners.note_withdrawn,),
        people.PERSON_FORGOTTEN: (listeners.drop_previews,),
    },
    periodic=(Periodic(jobs.tend_imports, every=60), Periodic(jobs.tend_connections, every=60)),
    loops=(LISTENING,),
    cards=(CardKind("post", N_("Post of a channel"), choose_post, post_card, newest=newest_posts),),
)
