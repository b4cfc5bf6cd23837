"""The door plate of letters."""

from veche.kit.rooms import Room
from veche.kit.terms import N_
from veche.mailing.jobs.sending import SENDING
from veche.mailing.terms import ACTS, PERMISSIONS

room = Room(title=N_("Letters"), permissions=PERMISSIONS, acts=ACTS, loops=(SENDING,))
