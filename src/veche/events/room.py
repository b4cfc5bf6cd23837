"""The door plate of events."""

from veche.events import listeners, panels
from veche.events.terms import ACTS, PERMISSIONS, SEE_EVENTS
from veche.kit.rooms import Entry, Room
from veche.kit.terms import N_
from veche.people import terms as people

room = Room(
    title=N_("Events"),
    menu=(Entry("events:event_list", N_("Events"), "calendar-event", SEE_EVENTS, order=30),),
    permissions=PERMISSIONS,
    acts=ACTS,
    listeners={people.PERSON_FORGOTTEN: (listeners.forget_speakers,)},
    panels={people.PERSON_PAGE: (panels.person_talks,)},
)
