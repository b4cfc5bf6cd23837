"""Letters' door for writing."""

from veche.mailing.actions.approving import (
    approve_letter,
    ask_approval,
    require_approved,
    send_back,
    withdraw_approval,
)
from veche.mailing.actions.asking import ask_to_subscribe, send_own_page
from veche.mailing.actions.carrying import carry_over_letter
from veche.mailing.actions.changing import change_letter
from veche.mailing.actions.checking import ask_checks, look_letter_over
from veche.mailing.actions.following import follow_person, note_hit, tell_hits, tell_sent
from veche.mailing.actions.forgetting import forget_readers
from veche.mailing.actions.listing import take_out_subscribers, take_over_channel, take_over_list
from veche.mailing.actions.moving import move_letter
from veche.mailing.actions.newsletters import (
    learn_word,
    remove_newsletter,
    remove_theme,
    restore_newsletter,
    restore_theme,
    save_newsletter,
    save_theme,
    set_letter_rules,
)
from veche.mailing.actions.pictures import add_picture
from veche.mailing.actions.preparing import general_newsletter, prepare_letter
from veche.mailing.actions.publishing import hide_letter, publish_letter
from veche.mailing.actions.remarking import reopen_remark, settle_remark, write_remark
from veche.mailing.actions.returns.collecting import collect_returns
from veche.mailing.actions.returns.forgetting import empty_returns, forget_returns
from veche.mailing.actions.returns.keeping import Raw, keep_call, keep_returned
from veche.mailing.actions.returns.reading import read_returns, retry_returns
from veche.mailing.actions.returns.ways import note_return_box, open_knock, set_return_box
from veche.mailing.actions.scheduling import (
    begin_letter,
    cancel_letter,
    reopen_letter,
    schedule_letter,
    unschedule_letter,
)
from veche.mailing.actions.senders import (
    ask_for_sender_check,
    break_sender,
    change_sender,
    first_sender,
    hold_sender,
    keep_findings,
    keep_letter,
    make_dkim_key,
    note_sender_trouble,
    open_sender,
    remove_sender,
)
from veche.mailing.actions.sending import (
    Batch,
    Row,
    decide_doubtful,
    finish_letter,
    keep_claims,
    master_letter,
    pause_letter,
    resume_letter,
    retry_refused,
    settle_batch,
    settle_left,
    spare_cancelled,
    take_batch,
)
from veche.mailing.actions.sequences import (
    add_step,
    begin_ready,
    begin_walks,
    change_step,
    hear_facts,
    look_for_people,
    move_step,
    pause_sequence,
    remove_sequence,
    remove_step,
    remove_walk,
    restore_sequence,
    restore_step,
    restore_walk,
    rewrite_step,
    save_sequence,
    start_sequence,
    stop_sequence,
    walk_on,
)
from veche.mailing.actions.subscribing import (
    choose_letters,
    confirm_subscription,
    end_subscription,
    resume_subscription,
    subscribe_by_hand,
    take_over_subscribers,
)
from veche.mailing.actions.suppressing import lift_suppression, suppress_addresses
from veche.mailing.actions.telling import tell_subscriptions
from veche.mailing.actions.testing import send_test
from veche.mailing.actions.trying import choose_variant, decide_trial, drop_trial, set_trial
from veche.mailing.actions.writing import (
    remove_letter,
    restore_letter,
    restore_version,
    save_letter,
    start_letter,
)

__all__ = [
    "Batch", "Raw", "Row", "add_picture", "add_step", "approve_letter", "ask_approval", "ask_checks",
    "ask_for_sender_check", "ask_to_subscribe", "begin_letter", "begin_ready", "begin_walks",
    "break_sender", "cancel_letter", "carry_over_letter", "change_letter", "change_sender",
    "change_step", "choose_letters", "choose_variant", "collect_returns", "confirm_subscription",
    "decide_doubtful", "decide_trial", "drop_trial", "empty_returns", "end_subscription",
    "finish_letter", "first_sender", "follow_person", "forget_readers", "forget_returns",
    "general_newsletter", "hear_facts", "hide_letter", "hold_sender", "keep_call", "keep_claims",
    "keep_findings", "keep_letter", "keep_returned", "learn_word", "lift_suppression",
    "look_for_people", "look_letter_over", "make_dkim_key", "master_letter", "move_letter", "move_step",
    "note_hit", "note_return_box", "note_sender_trouble", "open_knock", "open_sender", "pause_letter",
    "pause_sequence", "prepare_letter", "publish_letter", "read_returns", "remove_letter",
    "remove_newsletter", "remove_sender", "remove_sequence", "remove_step", "remove_theme",
    "remove_walk", "reopen_letter", "reopen_remark", "require_approved", "restore_letter",
    "restore_newsletter", "restore_sequence", "restore_step", "restore_theme", "restore_version",
    "restore_walk", "resume_letter", "resume_subscription", "retry_refused", "retry_returns",
    "rewrite_step", "save_letter", "save_newsletter", "save_sequence", "save_theme", "schedule_letter",
    "send_back", "send_own_page", "send_test", "set_letter_rules", "set_return_box", "set_trial",
    "settle_batch", "settle_left", "settle_remark", "spare_cancelled", "start_letter", "start_sequence",
    "stop_sequence", "subscribe_by_hand", "suppress_addresses", "take_batch", "take_out_subscribers",
    "take_over_channel", "take_over_list", "take_over_subscribers", "tell_hits", "tell_sent",
    "tell_subscriptions", "unschedule_letter", "walk_on", "withdraw_approval", "write_remark",
]  # fmt: skip
