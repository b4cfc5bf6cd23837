"""Events' door for writing."""

from veche.events.actions.admitting import admit, undo_scan
from veche.events.actions.afterwards.album import (
    add_photos,
    change_photo,
    drop_album_photos,
    mark_guest,
    move_photo,
    refuse_photos,
    remove_album_photo,
    restore_album_photo,
    set_album_access,
)
from veche.events.actions.afterwards.feedback import forget_feedback, give_feedback, hide_feedback
from veche.events.actions.afterwards.thanking import save_aftercare, send_after_letters
from veche.events.actions.answering import (
    answer_going,
    answer_no,
    change_party,
    come_at_once,
    take_form,
    take_offer,
)
from veche.events.actions.changing import change_event, follow_series, plan_event
from veche.events.actions.door import (
    add_door,
    device_of_user,
    invite_device,
    mark_missed,
    remove_door,
    revoke_device,
)
from veche.events.actions.erasing import forget_guests
from veche.events.actions.food import (
    Planned,
    own_norms,
    remove_meal,
    remove_norm,
    restore_meal,
    restore_norm,
    save_meal,
    save_norm,
)
from veche.events.actions.forgetting import forget_diets
from veche.events.actions.guests import STATES_BY_HAND, move_back, move_guests, note_guest, write_down_guest
from veche.events.actions.inviting import (
    allow_invitations,
    allow_reminders,
    confirm_letters,
    launch_drive,
    note_opening,
    record_opening,
    record_refusing,
    refuse_invitations,
    refuse_reminders,
    send_next,
    stop_drive,
)
from veche.events.actions.money import (
    Noted,
    remove_line,
    reopen_budget,
    restore_line,
    save_line,
    settle_budget,
)
from veche.events.actions.ordering import remind_order
from veche.events.actions.pairing import (
    ask_round,
    draw_round,
    end_waiting,
    redraw_round,
    remove_round,
    repeat_round,
    reply_to_introduction,
    restore_round,
    tell_met,
)
from veche.events.actions.paying import (
    ask_after,
    ask_again,
    begin_payment,
    forget_keys,
    hear_payment,
    look_after_payments,
    note_payment,
    refund_payment,
    restore_payment,
    save_payment_desk,
    withdraw_payment,
)
from veche.events.actions.planning import draft_event, move_event
from veche.events.actions.predicting import keep_forecast
from veche.events.actions.programme.asking import (
    ask_speaker,
    remind_speaker,
    restore_asking,
    tell_asked,
    withdraw_asking,
)
from veche.events.actions.programme.deciding import (
    decide_proposal,
    record_proposals,
    review_proposal,
    tell_decision,
    undo_decision,
)
from veche.events.actions.programme.forgetting import forget_speakers
from veche.events.actions.programme.importing import import_schedule, keep_schedule
from veche.events.actions.programme.proposing import (
    change_proposal,
    propose_talk,
    save_call,
    withdraw_proposal,
)
from veche.events.actions.programme.replying import (
    answer_asking,
    correct_talk,
    forget_speakers_diets,
    record_answers,
    tell_needs,
)
from veche.events.actions.programme.sessions import (
    place_session,
    remove_event_hall,
    remove_session,
    remove_track,
    restore_event_hall,
    restore_session,
    restore_track,
    save_event_hall,
    save_session,
    save_track,
)
from veche.events.actions.programme.slides import add_slides, drop_slides, remove_slides, restore_slides
from veche.events.actions.programme.speakers import (
    add_speaking,
    drop_speaking,
    move_speaking,
    record_speakers,
    record_steps,
    record_talks,
    save_speaker,
)
from veche.events.actions.programme.telling import tell_answer
from veche.events.actions.receipts import add_receipt, drop_receipts, remove_receipt, restore_receipt
from veche.events.actions.recording import record_changes, record_deed
from veche.events.actions.registering import register, try_code
from veche.events.actions.reminding import (
    remove_reminder,
    restore_reminder,
    save_reminder,
    send_reminder,
    switch_reminder,
)
from veche.events.actions.selling import (
    add_code,
    keep_pool,
    keep_question,
    keep_ticket_type,
    restore_offer,
    withdraw_offer,
)
from veche.events.actions.series.pricing import spread_tickets
from veche.events.actions.series.repeating import (
    end_series,
    leave_out_date,
    make_dates,
    restore_date,
    resume_series,
    split_series,
    start_series,
)
from veche.events.actions.series.ruling import change_rule, change_series
from veche.events.actions.team import (
    add_cue,
    add_task,
    add_volunteer,
    begin_cue,
    bring_checklist,
    change_cue,
    change_task,
    end_cue,
    fill_event_shifts,
    finish_task,
    note_run,
    place_volunteer,
    remind_of_tasks,
    remove_cue,
    remove_shift,
    remove_task,
    remove_volunteer,
    reopen_cue,
    reopen_task,
    restore_cue,
    restore_shift,
    restore_task,
    restore_volunteer,
    save_shift,
    slip_cues,
    tell_wishes,
    unplace_volunteer,
)
from veche.events.actions.telling import tell_of_changes, write_notices
from veche.events.actions.undoing import undo_change
from veche.events.actions.venues import (
    add_photo,
    drop_removed_photos,
    remove_hall,
    remove_photo,
    remove_venue,
    restore_hall,
    restore_photo,
    restore_venue,
    save_hall,
    save_venue,
)
from veche.events.actions.waiting import end_offers, offer_on

__all__ = [
    "STATES_BY_HAND", "Noted", "Planned", "add_code", "add_cue", "add_door", "add_photo", "add_photos",
    "add_receipt", "add_slides", "add_speaking", "add_task", "add_volunteer", "admit", "allow_invitations",
    "allow_reminders", "answer_asking", "answer_going", "answer_no", "ask_after", "ask_again", "ask_round",
    "ask_speaker", "begin_cue", "begin_payment", "bring_checklist", "change_cue", "change_event",
    "change_party", "change_photo", "change_proposal", "change_rule", "change_series", "change_task",
    "come_at_once", "confirm_letters", "correct_talk", "decide_proposal", "device_of_user", "draft_event",
    "draw_round", "drop_album_photos", "drop_receipts", "drop_removed_photos", "drop_slides",
    "drop_speaking", "end_cue", "end_offers", "end_series", "end_waiting", "fill_event_shifts",
    "finish_task", "follow_series", "forget_diets", "forget_feedback", "forget_guests", "forget_keys",
    "forget_speakers", "forget_speakers_diets", "give_feedback", "hear_payment", "hide_feedback",
    "import_schedule", "invite_device", "keep_forecast", "keep_pool", "keep_question", "keep_schedule",
    "keep_ticket_type", "launch_drive", "leave_out_date", "look_after_payments", "make_dates", "mark_guest",
    "mark_missed", "move_back", "move_event", "move_guests", "move_photo", "move_speaking", "note_guest",
    "note_opening", "note_payment", "note_run", "offer_on", "own_norms", "place_session", "place_volunteer",
    "plan_event", "propose_talk", "record_answers", "record_changes", "record_deed", "record_opening",
    "record_proposals", "record_refusing", "record_speakers", "record_steps", "record_talks",
    "redraw_round", "refund_payment", "refuse_invitations", "refuse_photos", "refuse_reminders", "register",
    "remind_of_tasks", "remind_order", "remind_speaker", "remove_album_photo", "remove_cue", "remove_door",
    "remove_event_hall", "remove_hall", "remove_line", "remove_meal", "remove_norm", "remove_photo",
    "remove_receipt", "remove_reminder", "remove_round", "remove_session", "remove_shift", "remove_slides",
    "remove_task", "remove_track", "remove_venue", "remove_volunteer", "reopen_budget", "reopen_cue",
    "reopen_task", "repeat_round", "reply_to_introduction", "restore_album_photo", "restore_asking",
    "restore_cue", "restore_date", "restore_event_hall", "restore_hall", "restore_line", "restore_meal",
    "restore_norm", "restore_offer", "restore_payment", "restore_photo", "restore_receipt",
    "restore_reminder", "restore_round", "restore_session", "restore_shift", "restore_slides",
    "restore_task", "restore_track", "restore_venue", "restore_volunteer", "resume_series",
    "review_proposal", "revoke_device", "save_aftercare", "save_call", "save_event_hall", "save_hall",
    "save_line", "save_meal", "save_norm", "save_payment_desk", "save_reminder", "save_session",
    "save_shift", "save_speaker", "save_track", "save_venue", "send_after_letters", "send_next",
    "send_reminder", "set_album_access", "settle_budget", "slip_cues", "split_series", "spread_tickets",
    "start_series", "stop_drive", "switch_reminder", "take_form", "take_offer", "tell_answer", "tell_asked",
    "tell_decision", "tell_met", "tell_needs", "tell_of_changes", "tell_wishes", "try_code", "undo_change",
    "undo_decision", "undo_scan", "unplace_volunteer", "withdraw_asking", "withdraw_offer",
    "withdraw_payment", "withdraw_proposal", "write_down_guest", "write_notices",
]  # fmt: skip
