"""The door plate of events."""

from veche.events import jobs
from veche.events.terms import ACTS, ADMIT_GUESTS, PERMISSIONS, SEE_EVENTS
from veche.kit.jobs import Periodic
from veche.kit.rooms import Entry, Room
from veche.kit.terms import N_

room = Room(
    title=N_("Events"),
    menu=(
        Entry("events:event_list", N_("Events"), "calendar-event", SEE_EVENTS, order=30),
        Entry("events:door_events", N_("At the door"), "door-enter", ADMIT_GUESTS, order=31),
    ),
    permissions=PERMISSIONS,
    acts=ACTS,
    periodic=(Periodic(jobs.mark_missed, every=3600),),
)
