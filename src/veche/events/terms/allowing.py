"""Who may plan events, see guests and let them in, and what the audit calls our acts."""

from veche.core.terms import INSIDERS, STEWARDS, Permission, Role
from veche.kit.terms import N_

ORGANISING = STEWARDS | {Role.EVENT_ORGANISER}

SEE_EVENTS = Permission("events.see_events", N_("See events, their programme and numbers"), INSIDERS)
PLAN_EVENTS = Permission("events.plan_events", N_("Plan events, their programme and team"), ORGANISING)
SEE_GUESTS = Permission("events.see_guests", N_("See who comes and how to reach them"), ORGANISING)
MOVE_GUESTS = Permission("events.move_guests", N_("Invite guests and change their registrations"), ORGANISING)
KEEP_MONEY = Permission("events.keep_money", N_("Keep the budget and payments of events"), ORGANISING)
ADMIT_GUESTS = Permission(
    "events.admit_guests", N_("Let guests in at the door"), ORGANISING | {Role.DOOR_VOLUNTEER}
)
INTRODUCE_PEOPLE = Permission(
    "events.introduce_people", N_("Put people together and introduce them"), ORGANISING
)
KEEP_EVENTS = Permission("events.keep_events", N_("Keep events up with what guests do"), STEWARDS)
PERMISSIONS = (
    SEE_EVENTS,
    PLAN_EVENTS,
    SEE_GUESTS,
    MOVE_GUESTS,
    KEEP_MONEY,
    ADMIT_GUESTS,
    INTRODUCE_PEOPLE,
    KEEP_EVENTS,
)

ACTS = {
    "events.draft_event": N_("Drafted an event"),
    "events.draw_round": N_("Put people together"),
    "events.ask_round": N_("Asked people whether they want to be introduced"),
    "events.remove_round": N_("Took a round of introductions away"),
    "events.restore_round": N_("Brought a round of introductions back"),
    "events.move_event": N_("Brought an event to another state"),
    "events.change_event": N_("Changed an event"),
    "events.copy_event": N_("Copied an event"),
    "events.bring_checklist": N_("Brought a ready checklist"),
    "events.add_volunteer": N_("Added a volunteer"),
    "events.remove_volunteer": N_("Took a volunteer away"),
    "events.fill_shifts": N_("Filled shifts by wishes"),
    "events.start_series": N_("Made a series of an event"),
    "events.change_series": N_("Changed a series"),
    "events.split_series": N_("Divided a series"),
    "events.end_series": N_("Ended a series"),
    "events.resume_series": N_("Went on with a series"),
    "events.leave_out_date": N_("Left a date of a series out"),
    "events.restore_date": N_("Brought a date of a series back"),
    "events.save_venue": N_("Described a venue"),
    "events.remove_venue": N_("Removed a venue"),
    "events.restore_venue": N_("Restored a venue"),
    "events.save_hall": N_("Described a room of a venue"),
    "events.remove_hall": N_("Removed a room of a venue"),
    "events.restore_hall": N_("Restored a room of a venue"),
    "events.add_photo": N_("Added a photo of a venue"),
    "events.remove_photo": N_("Removed a photo of a venue"),
    "events.restore_photo": N_("Restored a photo of a venue"),
    "events.write_down_guest": N_("Wrote down a guest"),
    "events.move_guests": N_("Moved guests of an event"),
    "events.move_back": N_("Took back moves of guests"),
    "events.note_guest": N_("Wrote a note about a guest"),
    "events.change_seats": N_("Changed the number of seats"),
    "events.launch_drive": N_("Sent letters to many"),
    "events.stop_drive": N_("Stopped letters to many"),
    "events.save_reminder": N_("Changed a reminder of an event"),
    "events.remove_reminder": N_("Removed a reminder of an event"),
    "events.restore_reminder": N_("Restored a reminder of an event"),
    "events.keep_ticket_type": N_("Changed a type of ticket"),
    "events.keep_pool": N_("Changed a pool of seats"),
    "events.add_code": N_("Added a code"),
    "events.keep_question": N_("Changed a question of registration"),
    "events.withdraw_offer": N_("Took something off the registration form"),
    "events.restore_offer": N_("Put something back on the registration form"),
    "events.note_payment": N_("Noted a payment"),
    "events.withdraw_payment": N_("Took the note of a payment back"),
    "events.restore_payment": N_("Brought the note of a payment back"),
    "events.refund_payment": N_("Gave money back"),
    "events.save_payment_desk": N_("Changed how money is taken"),
    "events.forget_keys": N_("Took the keys of a payment service away"),
}
