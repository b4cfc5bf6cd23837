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
REVIEW_TALKS = Permission("events.review_talks", N_("Read and review proposed talks"), INSIDERS)
PERMISSIONS = (
    SEE_EVENTS,
    PLAN_EVENTS,
    SEE_GUESTS,
    MOVE_GUESTS,
    KEEP_MONEY,
    ADMIT_GUESTS,
    INTRODUCE_PEOPLE,
    KEEP_EVENTS,
    REVIEW_TALKS,
)

ACTS = {
    "events.draft_event": N_("Drafted an event"),
    "events.draw_round": N_("Put people together"),
    "events.ask_round": N_("Asked people whether they want to be introduced"),
    "events.remove_round": N_("Took a round of introductions away"),
    "events.restore_round": N_("Brought a round of introductions back"),
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
    "events.save_session": N_("Changed a session of a programme"),
    "events.place_session": N_("Moved a session of a programme"),
    "events.remove_session": N_("Took a session out of a programme"),
    "events.restore_session": N_("Brought a session back into a programme"),
    "events.save_track": N_("Changed a track of a programme"),
    "events.remove_track": N_("Took a track out of a programme"),
    "events.restore_track": N_("Brought a track back into a programme"),
    "events.save_event_hall": N_("Changed a hall of an event"),
    "events.remove_event_hall": N_("Took a hall out of an event"),
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
    "events.add_door": N_("Added a door"),
    "events.remove_door": N_("Removed a door"),
    "events.invite_device": N_("Let a device scan tickets"),
    "events.revoke_device": N_("Locked a device out"),
    "events.undo_scan": N_("Took a check-in back"),
    "events.mark_missed": N_("Noted who did not come"),
}
