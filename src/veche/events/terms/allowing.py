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
    "events.save_meal": N_("Planned what is served at an event"),
    "events.remove_meal": N_("Removed what is served at an event"),
    "events.restore_meal": N_("Brought back what is served at an event"),
    "events.save_norm": N_("Changed how much a head takes"),
    "events.remove_norm": N_("Removed a norm of food"),
    "events.restore_norm": N_("Brought back a norm of food"),
    "events.forget_diets": N_("Deleted diets whose time had passed"),
    "events.save_line": N_("Noted a cost or an income of an event"),
    "events.remove_line": N_("Removed a line of an event's budget"),
    "events.restore_line": N_("Brought back a line of an event's budget"),
    "events.add_receipt": N_("Attached a receipt"),
    "events.remove_receipt": N_("Removed a receipt"),
    "events.restore_receipt": N_("Brought back a receipt"),
    "events.settle_budget": N_("Closed the accounts of an event"),
    "events.reopen_budget": N_("Opened the accounts of an event again"),
}
