"""The inbox's door for writing: conversations, answers, and how the inbox is tuned."""

from veche.inbox.actions.answering import answer, withdraw_answer
from veche.inbox.actions.articles import (
    close_knowledge,
    index_articles,
    open_knowledge,
    publish_article,
    restore_version,
    save_article,
    withdraw_article,
)
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
from veche.inbox.actions.helping import tell_helped
from veche.inbox.actions.joining import merge_conversations, split_conversation
from veche.inbox.actions.learning import forget_answers, learn_batch, unlearn_withdrawn
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
from veche.inbox.actions.saved_answers import (
    remove_saved_answer,
    restore_saved_answer,
    save_answer,
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
    "close_knowledge",
    "close_stale",
    "correct_opening",
    "count_due",
    "drop_withdrawn",
    "finish_follow_up",
    "forget_answers",
    "forget_traces",
    "forget_watching",
    "gather_batch",
    "index_articles",
    "learn_batch",
    "merge_conversations",
    "note_answered",
    "note_watching",
    "open_conversation",
    "open_knowledge",
    "publish_article",
    "remove_filter",
    "remove_note",
    "remove_rule",
    "remove_saved_answer",
    "reopen_conversations",
    "reopen_follow_up",
    "restore_note",
    "restore_rule",
    "restore_saved_answer",
    "restore_version",
    "save_answer",
    "save_article",
    "save_filter",
    "save_rule",
    "see_mentions",
    "set_duty",
    "set_follow_up",
    "set_priority",
    "snooze_conversations",
    "split_conversation",
    "tag_conversations",
    "tell_helped",
    "tune_channel",
    "tune_desk",
    "undo_change",
    "unlearn_withdrawn",
    "untag_conversations",
    "wake_conversations",
    "withdraw_answer",
    "withdraw_article",
    "write_note",
]
