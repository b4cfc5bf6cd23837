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
KEEP_EVENTS = Permission("events.keep_events", N_("Keep events up with what guests do"), STEWARDS)
PERMISSIONS = (SEE_EVENTS, PLAN_EVENTS, SEE_GUESTS, MOVE_GUESTS, KEEP_MONEY, ADMIT_GUESTS, KEEP_EVENTS)

ACTS = {
    "events.draft_event": N_("Drafted an event"),
    "events.move_event": N_("Brought an event to another state"),
    "events.write_down_guest": N_("Wrote down a guest"),
    "events.move_guests": N_("Moved guests of an event"),
    "events.move_back": N_("Took back moves of guests"),
    "events.note_guest": N_("Wrote a note about a guest"),
    "events.change_seats": N_("Changed the number of seats"),
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
