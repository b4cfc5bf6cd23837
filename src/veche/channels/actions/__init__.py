"""The door of channels for writing: files become facts here, and facts go again."""

from veche.channels.actions.answering import answer_questions, ask_again
from veche.channels.actions.checking import check_import
from veche.channels.actions.confirming import confirm_message
from veche.channels.actions.connecting import (
    ask_for_check,
    change_connection,
    check_connection,
    connect_channel,
    remove_connection,
    restore_connection,
    start_backfill,
    switch_connection,
    take_address_back,
)
from veche.channels.actions.filling import fill_in_form
from veche.channels.actions.forgetting import drop_previews, forget_interventions
from veche.channels.actions.hearing import keep_backfill, keep_heard, keep_knocks, note_failure, note_line
from veche.channels.actions.intervening import (
    claim_intervention,
    fail_intervention,
    finish_intervention,
    free_lost_interventions,
    intervene,
    put_intervention_back,
    retry_intervention,
    undo_intervention,
)
from veche.channels.actions.knocking import accept_knock, take_knocks
from veche.channels.actions.leasing import give_back_lines, hold_lines
from veche.channels.actions.looking import look_at_import
from veche.channels.actions.mapping import map_calls
from veche.channels.actions.naming import rename_channel
from veche.channels.actions.reading import forget_envelopes, read_again, read_envelopes, retry_parked
from veche.channels.actions.sending import (
    claim_message,
    doubt_message,
    fail_message,
    put_back,
    retry_message,
    send_message,
    settle_lost_claims,
    settle_message,
    withdraw_message,
)
from veche.channels.actions.taking import resume_import, start_import, stop_import, take_in
from veche.channels.actions.tidying import tend_imports
from veche.channels.actions.uploading import accept_upload, discard_import
from veche.channels.actions.withdrawing import note_withdrawn, take_back_import

__all__ = [
    "accept_knock",
    "accept_upload",
    "answer_questions",
    "ask_again",
    "ask_for_check",
    "change_connection",
    "check_connection",
    "check_import",
    "claim_intervention",
    "claim_message",
    "confirm_message",
    "connect_channel",
    "discard_import",
    "doubt_message",
    "drop_previews",
    "fail_intervention",
    "fail_message",
    "fill_in_form",
    "finish_intervention",
    "forget_envelopes",
    "forget_interventions",
    "free_lost_interventions",
    "give_back_lines",
    "hold_lines",
    "intervene",
    "keep_backfill",
    "keep_heard",
    "keep_knocks",
    "look_at_import",
    "map_calls",
    "note_failure",
    "note_line",
    "note_withdrawn",
    "put_back",
    "put_intervention_back",
    "read_again",
    "read_envelopes",
    "remove_connection",
    "rename_channel",
    "restore_connection",
    "resume_import",
    "retry_intervention",
    "retry_message",
    "retry_parked",
    "send_message",
    "settle_lost_claims",
    "settle_message",
    "start_backfill",
    "start_import",
    "stop_import",
    "switch_connection",
    "take_address_back",
    "take_back_import",
    "take_in",
    "take_knocks",
    "tend_imports",
    "undo_intervention",
    "withdraw_message",
]
