"""The inbox's door for writing: conversations, answers, and how the inbox is tuned."""

from veche.inbox.actions.answering import answer, withdraw_answer
from veche.inbox.actions.assigning import assign_conversations
from veche.inbox.actions.changing import undo_change
from veche.inbox.actions.describing import (
    finish_follow_up,
    remove_note,
    reopen_follow_up,
    restore_note,
    see_mentions,
    set_follow_up,
    set_priority,
    tag_conversations,
    untag_conversations,
    write_note,
)
from veche.inbox.actions.dropping import drop_withdrawn, forget_traces
from veche.inbox.actions.gathering import gather_batch
from veche.inbox.actions.joining import merge_conversations, split_conversation
from veche.inbox.actions.moving import (
    close_conversations,
    close_stale,
    correct_opening,
    note_answered,
    open_conversation,
    reopen_conversations,
    snooze_conversations,
    wake_conversations,
)
from veche.inbox.actions.tuning import (
    Ruled,
    Tuned,
    count_due,
    remove_filter,
    remove_rule,
    restore_rule,
    save_filter,
    save_rule,
    set_duty,
    tune_channel,
    tune_desk,
)
from veche.inbox.actions.watching import forget_watching, note_watching

__all__ = [
    "Ruled",
    "Tuned",
    "answer",
    "assign_conversations",
    "close_conversations",
    "close_stale",
    "correct_opening",
    "count_due",
    "drop_withdrawn",
    "finish_follow_up",
    "forget_traces",
    "forget_watching",
    "gather_batch",
    "merge_conversations",
    "note_answered",
    "note_watching",
    "open_conversation",
    "remove_filter",
    "remove_note",
    "remove_rule",
    "reopen_conversations",
    "reopen_follow_up",
    "restore_note",
    "restore_rule",
    "save_filter",
    "save_rule",
    "see_mentions",
    "set_duty",
    "set_follow_up",
    "set_priority",
    "snooze_conversations",
    "split_conversation",
    "tag_conversations",
    "tune_channel",
    "tune_desk",
    "undo_change",
    "untag_conversations",
    "wake_conversations",
    "withdraw_answer",
    "write_note",
]
