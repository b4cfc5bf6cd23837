"""The door plate of events."""

from veche.events import jobs
from veche.events.terms import ACTS, PERMISSIONS, SEE_EVENTS
from veche.kit.jobs import Periodic
from veche.kit.rooms import Entry, Room
from veche.kit.terms import N_

room = Room(
    title=N_("Events"),
    menu=(Entry("events:event_list", N_("Events"), "calendar-event", SEE_EVENTS, order=30),),
    permissions=PERMISSIONS,
    acts=ACTS,
    periodic=(
        Periodic(jobs.make_dates, every=24 * 3600),
        Periodic(jobs.remind_of_tasks, every=24 * 3600),
        Periodic(jobs.tend_introductions, every=3600),
        Periodic(jobs.end_offers, every=60),
        Periodic(jobs.look_after_payments, every=600),
        Periodic(jobs.tell_of_changed_events, every=60),
        Periodic(jobs.tend_drives, every=60),
        Periodic(jobs.send_reminders, every=60),
        Periodic(jobs.forget_diets, every=86_400),
    ),
)
