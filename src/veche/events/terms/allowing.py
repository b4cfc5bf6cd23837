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
REVIEW_TALKS = Permission("events.review_talks", N_("Read and review proposed talks"), INSIDERS)
PERMISSIONS = (
    SEE_EVENTS,
    PLAN_EVENTS,
    SEE_GUESTS,
    MOVE_GUESTS,
    KEEP_MONEY,
    ADMIT_GUESTS,
    KEEP_EVENTS,
    REVIEW_TALKS,
)

ACTS = {
    "events.draft_event": N_("Drafted an event"),
    "events.move_event": N_("Brought an event to another state"),
    "events.save_session": N_("Changed a session of a programme"),
    "events.place_session": N_("Moved a session of a programme"),
    "events.remove_session": N_("Took a session out of a programme"),
    "events.restore_session": N_("Brought a session back into a programme"),
    "events.save_track": N_("Changed a track of a programme"),
    "events.remove_track": N_("Took a track out of a programme"),
    "events.restore_track": N_("Brought a track back into a programme"),
    "events.save_hall": N_("Changed a hall of an event"),
    "events.remove_hall": N_("Took a hall out of an event"),
    "events.save_speaker": N_("Changed a speaker"),
    "events.add_speaking": N_("Had somebody speak in a session"),
    "events.drop_speaking": N_("Took a speaker out of a session"),
    "events.move_speaking": N_("Brought a talk to another step"),
    "events.import_schedule": N_("Took over a schedule from a file"),
    "events.save_call": N_("Changed a call for talks"),
    "events.propose_talk": N_("Proposed a talk"),
    "events.change_proposal": N_("Changed a proposed talk"),
    "events.review_proposal": N_("Reviewed a proposed talk"),
    "events.decide_proposal": N_("Accepted or declined a proposed talk"),
    "events.undo_decision": N_("Took back a decision on a proposed talk"),
    "events.forget_speakers": N_("Forgot a speaker by law"),
}
