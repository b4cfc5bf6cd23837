"""The door plate of letters."""

from veche.kit.rooms import Entry, Room
from veche.kit.terms import N_
from veche.mailing.jobs import SENDING
from veche.mailing.terms import ACTS, PERMISSIONS, SEE_LETTERS

room = Room(
    title=N_("Letters"),
    menu=(Entry("mailing:letter_list", N_("Letters"), "mail", SEE_LETTERS, order=35),),
    permissions=PERMISSIONS,
    acts=ACTS,
    loops=(SENDING,),
)
