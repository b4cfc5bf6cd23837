"""The inbox's door for writing."""

from veche.inbox.actions.moderation import (
    ask_for_trial,
    decide_reports,
    drop_withdrawn_reports,
    forget_reports,
    moderate_batch,
    remove_moderation_rule,
    report_interaction,
    report_joins,
    restore_moderation_rule,
    save_moderation_rule,
    switch_moderation_rule,
    try_moderation_rule,
    undo_decision,
)

__all__ = [
    "ask_for_trial",
    "decide_reports",
    "drop_withdrawn_reports",
    "forget_reports",
    "moderate_batch",
    "remove_moderation_rule",
    "report_interaction",
    "report_joins",
    "restore_moderation_rule",
    "save_moderation_rule",
    "switch_moderation_rule",
    "try_moderation_rule",
    "undo_decision",
]
