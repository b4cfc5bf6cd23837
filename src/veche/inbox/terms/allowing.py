"""Who may read conversations, answer them and tune what opens one, and what the audit calls our acts."""

from veche.core.terms import STEWARDS, Permission, Role
from veche.kit.terms import N_

ANSWERING = STEWARDS | {Role.SMM_SPECIALIST, Role.MODERATOR, Role.EVENT_ORGANISER}

READ_INBOX = Permission("inbox.read_inbox", N_("Read conversations"), ANSWERING | {Role.EDITOR})
ANSWER_PEOPLE = Permission("inbox.answer_people", N_("Answer people and sort conversations"), ANSWERING)
TUNE_INBOX = Permission("inbox.tune_inbox", N_("Say what opens a conversation and who gets it"), STEWARDS)
KEEP_INBOX = Permission("inbox.keep_inbox", N_("Keep the inbox up with the channels"), STEWARDS)
PERMISSIONS = (READ_INBOX, ANSWER_PEOPLE, TUNE_INBOX, KEEP_INBOX)

ACTS = {
    "inbox.open_conversation": N_("Opened a conversation by hand"),
    "inbox.close_conversations": N_("Closed conversations"),
    "inbox.reopen_conversations": N_("Opened conversations again"),
    "inbox.correct_opening": N_("Said that a conversation needs no answer"),
    "inbox.note_answered": N_("Noted that a conversation was answered elsewhere"),
    "inbox.snooze_conversations": N_("Snoozed conversations"),
    "inbox.assign_conversations": N_("Assigned conversations"),
    "inbox.set_priority": N_("Set how urgent conversations are"),
    "inbox.tag_conversations": N_("Tagged conversations"),
    "inbox.untag_conversations": N_("Took a tag off conversations"),
    "inbox.undo_change": N_("Took a change of conversations back"),
    "inbox.merge_conversations": N_("Merged conversations"),
    "inbox.split_conversation": N_("Split a conversation"),
    "inbox.write_note": N_("Wrote a note in a conversation"),
    "inbox.remove_note": N_("Removed a note of a conversation"),
    "inbox.restore_note": N_("Brought a note of a conversation back"),
    "inbox.set_follow_up": N_("Planned a follow-up"),
    "inbox.finish_follow_up": N_("Ticked a follow-up off"),
    "inbox.reopen_follow_up": N_("Brought a follow-up back"),
    "inbox.answer": N_("Answered a person"),
    "inbox.withdraw_answer": N_("Took an answer back before it went"),
    "inbox.tune_channel": N_("Tuned what opens a conversation in a channel"),
    "inbox.tune_desk": N_("Changed hours and days of the inbox"),
    "inbox.save_rule": N_("Saved a rule of who gets conversations"),
    "inbox.remove_rule": N_("Removed a rule of who gets conversations"),
    "inbox.restore_rule": N_("Brought a rule of who gets conversations back"),
    "inbox.set_duty": N_("Changed who is on duty"),
    "inbox.set_digest": N_("Chose when letters of what waits come"),
    "inbox.save_filter": N_("Kept a view of the inbox"),
    "inbox.remove_filter": N_("Forgot a view of the inbox"),
}
