"""The door plate of events."""

from veche.events import jobs, listeners, panels
from veche.events.queries.lettered import own_pages, told_events
from veche.events.queries.shown import choose_event, coming_events, event_card
from veche.events.terms import ACTS, ADMIT_GUESTS, PERMISSIONS, SEE_EVENTS
from veche.kit.cards import CardKind
from veche.kit.jobs import Periodic
from veche.kit.rooms import Entry, Room
from veche.kit.terms import N_
from veche.people import terms as people

room = Room(
    title=N_("Events"),
    menu=(
        Entry("events:event_list", N_("Events"), "calendar-event", SEE_EVENTS, order=30),
        Entry("events:door_events", N_("At the door"), "door-enter", ADMIT_GUESTS, order=31),
    ),
    permissions=PERMISSIONS,
    acts=ACTS,
    listeners={
        people.PERSON_FORGOTTEN: (
            listeners.forget_guests,
            listeners.forget_speakers,
            listeners.forget_feedback,
        )
    },
    panels={
        people.PERSON_PAGE: (panels.person_talks,),
        people.PERSON_DATA: (panels.person_events,),
    },
    cards=(CardKind("event", N_("Event"), choose_event, event_card, coming_events, told_events, own_pages),),
    periodic=(
        Periodic(jobs.foresee_events, every=300),
        Periodic(jobs.remind_orders, every=3600),
        Periodic(jobs.remind_speakers, every=3600),
        Periodic(jobs.make_dates, every=24 * 3600),
        Periodic(jobs.remind_of_tasks, every=24 * 3600),
        Periodic(jobs.tend_introductions, every=3600),
        Periodic(jobs.end_offers, every=60),
        Periodic(jobs.look_after_payments, every=600),
        Periodic(jobs.tell_of_changed_events, every=60),
        Periodic(jobs.tend_drives, every=60),
        Periodic(jobs.send_reminders, every=60),
        Periodic(jobs.forget_diets, every=86_400),
        Periodic(jobs.mark_missed, every=3600),
        Periodic(jobs.write_after_events, every=600),
    ),
)
