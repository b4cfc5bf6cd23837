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
    "events.add_door": N_("Added a door"),
    "events.remove_door": N_("Removed a door"),
    "events.invite_device": N_("Let a device scan tickets"),
    "events.revoke_device": N_("Locked a device out"),
    "events.undo_scan": N_("Took a check-in back"),
    "events.mark_missed": N_("Noted who did not come"),
}
